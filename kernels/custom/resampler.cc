// Resampler (MediaPipe, TensorFlow Addons): an image whose pixels are taken from where a second tensor (x, y) says,
// bilinear, zeros beyond the border. A position less than a pixel outside still has its share of the border's pixels.
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor image = k.input(0), from = k.input(1);
  TARE_REQUIRE(k, image.rank() == 4 && k.output(0).type() == kTfLiteFloat32, "bad image or output");
  TARE_REQUIRE(k, from.type() == kTfLiteFloat32 && from.rank() == 4 && from.dim(3) == 2, "bad positions");
  for (int d = 0; d < 3; ++d) TARE_REQUIRE(k, from.dim(d) == image.dim(d), "a pixel of the image has no position");
  return k.ResizeOutputLike(0, image);
}

Status Eval(Kernel k) {
  const Tensor image = k.input(0);
  const int height = image.dim(1), width = image.dim(2), channels = image.dim(3);
  k.ParallelFor(image.dim(0) * height, int64_t{10} * width * channels, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const float* pixels = image.data<float>() + int64_t{row / height} * height * width * channels;
      for (int column = 0; column < width; ++column) {
        const int64_t place = int64_t{row} * width + column;
        const float x = k.input(1).data<float>()[2 * place], y = k.input(1).data<float>()[2 * place + 1];
        float* to = k.output(0).data<float>() + place * channels;
        __builtin_memset(to, 0, sizeof(float) * static_cast<size_t>(channels));
        // Also false for what is no number.
        if (!(x > -1 && y > -1 && x < static_cast<float>(width) && y < static_cast<float>(height))) continue;
        const int left = static_cast<int>(__builtin_floorf(x)), top = static_cast<int>(__builtin_floorf(y));
        const float right_part = x - static_cast<float>(left), lower_part = y - static_cast<float>(top);
        for (int corner = 0; corner < 4; ++corner) {
          const int cx = left + corner % 2, cy = top + corner / 2;
          if (cx < 0 || cx >= width || cy < 0 || cy >= height) continue;
          const float part = (corner % 2 ? right_part : 1 - right_part) * (corner / 2 ? lower_part : 1 - lower_part);
          const float* at = pixels + (int64_t{cy} * width + cx) * channels;
          for (int c = 0; c < channels; ++c) to[c] += part * at[c];
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(RESAMPLER, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
