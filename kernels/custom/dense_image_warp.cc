// DenseImageWarp: output[b, y, x] = image[b, y - flow[b, y, x, 0], x - flow[b, y, x, 1]], bilinear; positions outside
// are those at the border.
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor image = k.input(0), flow = k.input(1);
  TARE_REQUIRE(k, flow.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32, "unsupported types");
  TARE_REQUIRE(k, image.rank() == 4 && flow.rank() == 4 && flow.dim(3) == 2, "bad ranks");
  for (int i = 0; i < 3; ++i) TARE_REQUIRE(k, image.dim(i) == flow.dim(i), "image and flow differ in size");
  TARE_REQUIRE(k, image.dim(1) >= 2 && image.dim(2) >= 2, "the image must be at least 2 pixels high and wide");
  return k.ResizeOutputLike(0, image);
}

/// The pixel before a position, not the last one, and how far beyond it the position is.
struct Place {
  int pixel;
  float beyond;
};
Place Find(float at, int size) {
  const float low = __builtin_floorf(at);
  const int pixel = !(low > 0) ? 0 : low >= static_cast<float>(size - 2) ? size - 2 : static_cast<int>(low);
  const float beyond = at - static_cast<float>(pixel);
  return {pixel, beyond < 0 ? 0 : beyond > 1 ? 1 : beyond};
}

Status Eval(Kernel k) {
  const Tensor image = k.input(0);
  const int height = image.dim(1), width = image.dim(2), channels = image.dim(3);
  k.ParallelFor(image.dim(0) * height, int64_t{10} * width * channels, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const float* from = image.data<float>() + int64_t{row / height} * height * width * channels;
      for (int x = 0; x < width; ++x) {
        const int64_t pixel = int64_t{row} * width + x;
        const float* flow = k.input(1).data<float>() + 2 * pixel;
        const Place v = Find(static_cast<float>(row % height) - flow[0], height);
        const Place h = Find(static_cast<float>(x) - flow[1], width);
        const float* top = from + (int64_t{v.pixel} * width + h.pixel) * channels;
        const float* bottom = top + int64_t{width} * channels;
        float* to = k.output(0).data<float>() + pixel * channels;
        for (int c = 0; c < channels; ++c) {
          const float upper = h.beyond * (top[channels + c] - top[c]) + top[c];
          const float lower = h.beyond * (bottom[channels + c] - bottom[c]) + bottom[c];
          to[c] = v.beyond * (lower - upper) + upper;
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(DENSE_IMAGE_WARP, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
