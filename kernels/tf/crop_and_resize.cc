// TensorFlow's CropAndResize: boxes [y1, x1, y2, x2] of images, as parts of their size, sampled into crops of one size;
// points outside the image are extrapolation_value. Images may be of bytes, crops are float.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kImage, kBoxes, kBoxIndex, kSize };  // inputs
enum { kNearest, kExtrapolation };          // options

Status Resize(Kernel k) {
  const auto* size = k.input(kSize).data<int32_t>();
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0, "crop dimensions must be positive");
  return k.ResizeOutput(0, Shape{4, {k.input(kBoxes).dim(0), size[0], size[1], k.input(kImage).dim(3)}});
}

Status Prepare(Kernel k) {
  const Tensor image = k.input(kImage), boxes = k.input(kBoxes), index = k.input(kBoxIndex), size = k.input(kSize);
  TARE_REQUIRE(k, image.rank() == 4 && image.dim(1) > 0 && image.dim(2) > 0, "input image must be 4-D");
  TARE_REQUIRE(k, image.type() == kTfLiteFloat32 || image.type() == kTfLiteUInt8, "unsupported type");
  TARE_REQUIRE(k, boxes.type() == kTfLiteFloat32 && boxes.rank() == 2 && boxes.dim(1) == 4, "boxes must be 2-D");
  TARE_REQUIRE(k, index.type() == kTfLiteInt32 && index.rank() == 1 && index.dim(0) == boxes.dim(0),
               "box_index has incompatible shape");
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.rank() == 1 && size.dim(0) == 2,
               "crop_size must have two elements");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Where samples of a side lie: from `start` in steps.
struct Side {
  float start, step;
  float at(int i) const { return start + static_cast<float>(i) * step; }
};

Side SideOf(float low, float high, int size, int samples) {
  const auto last = static_cast<float>(size - 1);
  if (samples == 1) return {.5f * (low + high) * last, 0};
  return {low * last, (high - low) * last / static_cast<float>(samples - 1)};
}

template <class T>
void Crop(Kernel k, int box) {
  const Tensor image = k.input(kImage), out = k.output(0);
  const bool nearest = k.options().Scalar<int32_t>(kNearest) != 0;
  const auto outside = k.options().Scalar<float>(kExtrapolation);
  const int height = image.dim(1), width = image.dim(2), depth = image.dim(3);
  const float* corner = k.input(kBoxes).data<float>() + ptrdiff_t{4} * box;
  const Side ys = SideOf(corner[0], corner[2], height, out.dim(1)),
             xs = SideOf(corner[1], corner[3], width, out.dim(2));
  const T* from = image.data<T>() + ptrdiff_t{k.input(kBoxIndex).data<int32_t>()[box]} * height * width * depth;
  float* to = out.data<float>() + static_cast<ptrdiff_t>(out.Elements(1, 4)) * box;
  const auto within = [](float at, int size) { return at >= 0 && at <= static_cast<float>(size - 1); };
  for (int y = 0; y < out.dim(1); ++y) {
    for (int x = 0; x < out.dim(2); ++x, to += depth) {
      const float in_y = ys.at(y), in_x = xs.at(x);
      if (!within(in_y, height) || !within(in_x, width)) {
        for (int c = 0; c < depth; ++c) to[c] = outside;
        continue;
      }
      const auto pixel = [&](float py, float px) {
        return from + (static_cast<ptrdiff_t>(py) * width + static_cast<ptrdiff_t>(px)) * depth;
      };
      if (nearest) {
        const T* p = pixel(__builtin_roundf(in_y), __builtin_roundf(in_x));
        for (int c = 0; c < depth; ++c) to[c] = static_cast<float>(p[c]);
        continue;
      }
      const float top = __builtin_floorf(in_y), bottom = __builtin_ceilf(in_y), left = __builtin_floorf(in_x),
                  right = __builtin_ceilf(in_x);
      const T *a = pixel(top, left), *b = pixel(top, right), *p = pixel(bottom, left), *q = pixel(bottom, right);
      const float by_y = in_y - top, by_x = in_x - left;
      for (int c = 0; c < depth; ++c) {
        const float above = static_cast<float>(a[c]) + (static_cast<float>(b[c]) - static_cast<float>(a[c])) * by_x;
        const float below = static_cast<float>(p[c]) + (static_cast<float>(q[c]) - static_cast<float>(p[c])) * by_x;
        to[c] = above + (below - above) * by_y;
      }
    }
  }
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor image = k.input(kImage), out = k.output(0);
  for (int i = 0; i < out.dim(0); ++i) {
    const int32_t index = k.input(kBoxIndex).data<int32_t>()[i];
    TARE_REQUIRE(k, index >= 0 && index < image.dim(0), "box_index has values outside [0, batch_size)");
  }
  k.ParallelFor(out.dim(0), out.Elements(1, 4) * 10, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) image.type() == kTfLiteFloat32 ? Crop<float>(k, i) : Crop<uint8_t>(k, i);
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(CropAndResize, f32_u8, {.prepare = Prepare, .eval = Eval, .inputs = {4, 4}})

}  // namespace tare
