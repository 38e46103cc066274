// TensorFlow's ImageProjectiveTransformV2 and V3: output pixel (x, y) is the input's at ((a0 x + a1 y + a2) / p,
// (b0 x + b1 y + b2) / p) with p = c0 x + c1 y + 1; a row of a0 … c1 for each image, or one for all. Places outside are
// filled with a value, or folded back by reflecting, wrapping around or taking the nearest.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kImages, kTransforms, kSize, kFillValue };  // inputs; the last is V3's
enum { kBilinear, kFill };                         // options
enum { kConstant, kReflect, kWrap, kNearest };     // of kFill
constexpr int kParameters = 8;

Status Resize(Kernel k) {
  const auto* size = k.input(kSize).data<int32_t>();
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0, "output sizes must be positive");
  return k.ResizeOutput(0, Shape{4, {k.input(kImages).dim(0), size[0], size[1], k.input(kImages).dim(3)}});
}

Status Prepare(Kernel k) {
  const Tensor images = k.input(kImages), transforms = k.input(kTransforms), size = k.input(kSize);
  TARE_REQUIRE(k, images.rank() == 4 && images.dim(1) > 0 && images.dim(2) > 0 && k.output(0).type() == images.type(),
               "images must have rank 4");
  TARE_REQUIRE(k, transforms.type() == kTfLiteFloat32 && transforms.rank() == 2 && transforms.dim(1) == kParameters,
               "transforms must have 8 columns");
  TARE_REQUIRE(k, transforms.dim(0) == 1 || transforms.dim(0) == images.dim(0), "as many transforms as images, or one");
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.rank() == 1 && size.dim(0) == 2,
               "output_shape must be two sizes");
  if (k.input_count() > kFillValue) {
    const Tensor fill = k.input(kFillValue);
    TARE_REQUIRE(k, fill.type() == kTfLiteFloat32 && fill.rank() == 0, "fill_value must be a scalar");
  }
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// A place along a side of `size` pixels, folded back as the mode says; constant ones stay outside. Quotients are
/// positive, where rounding down is truncating.
float Fold(float at, int size, int mode) {
  const auto n = static_cast<float>(size);
  if (mode == kConstant) return at;
  if (mode == kReflect) {
    if (at < 0) {
      if (size <= 1) return 0;
      const float twice = 2 * n;
      if (at < -twice) at = twice * __builtin_floorf(-at / twice) + at;
      at = at < -n ? at + twice : -at - 1;
    } else if (at > n - 1) {
      if (size <= 1) return 0;
      const float twice = 2 * n;
      at -= twice * __builtin_floorf(at / twice);
      if (at >= n) at = twice - at - 1;
    }
  } else if (mode == kWrap) {
    if (at < 0) {
      if (size <= 1) return 0;
      at += n * (__builtin_floorf(-at / (n - 1)) + 1);
    } else if (at > n - 1) {
      if (size <= 1) return 0;
      at -= n * __builtin_floorf(at / (n - 1));
    }
  }
  return at > 0 ? at < n - 1 ? at : n - 1 : 0;
}

template <class T>
struct Image {
  const T* data;
  int height, width, depth;
  float fill;

  float at(float y, float x, int c) const {
    if (!(y >= 0 && y < static_cast<float>(height) && x >= 0 && x < static_cast<float>(width))) return fill;
    return static_cast<float>(data[(static_cast<ptrdiff_t>(y) * width + static_cast<ptrdiff_t>(x)) * depth + c]);
  }
};

template <class T>
void Row(Kernel k, int row) {
  const Tensor in = k.input(kImages), out = k.output(0), transforms = k.input(kTransforms);
  const int n = row / out.dim(1), y = row % out.dim(1), width = out.dim(2);
  const bool bilinear = k.options().Scalar<int32_t>(kBilinear) != 0;
  const int mode = k.options().Scalar<int32_t>(kFill);
  const float* t = transforms.data<float>() + (transforms.dim(0) > 1 ? ptrdiff_t{kParameters} * n : 0);
  const float fill = k.input_count() > kFillValue ? *k.input(kFillValue).data<float>() : 0;
  const Image<T> image = {in.data<T>() + in.Elements(1, 4) * n, in.dim(1), in.dim(2), in.dim(3), fill};
  T* to = out.data<T>() + ptrdiff_t{row} * width * image.depth;
  const auto fy = static_cast<float>(y);
  for (int x = 0; x < width; ++x, to += image.depth) {
    const auto fx = static_cast<float>(x);
    const float p = t[6] * fx + t[7] * fy + 1;
    const float in_x = Fold((t[0] * fx + t[1] * fy + t[2]) / p, image.width, mode);
    const float in_y = Fold((t[3] * fx + t[4] * fy + t[5]) / p, image.height, mode);
    for (int c = 0; c < image.depth; ++c) {
      float value = fill;
      if (p == 0) {  // a pixel at infinity
      } else if (!bilinear) {
        value = image.at(__builtin_roundf(in_y), __builtin_roundf(in_x), c);
      } else {
        const float top = __builtin_floorf(in_y), left = __builtin_floorf(in_x), by = in_y - top, bx = in_x - left;
        const float above = (1 - bx) * image.at(top, left, c) + bx * image.at(top, left + 1, c);
        const float below = (1 - bx) * image.at(top + 1, left, c) + bx * image.at(top + 1, left + 1, c);
        value = (1 - by) * above + by * below;
      }
      to[c] = static_cast<T>(value > 0 || static_cast<T>(.5) != 0 ? value : 0);
    }
  }
}

template <class T>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor out = k.output(0);
  k.ParallelFor(out.dim(0) * out.dim(1), out.Elements(2, 4) * 20, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) Row<T>(k, row);
  });
  return kOk;
}

}  // namespace

#define TARE_PROJECTIVE(TYPES, T)                                                                            \
  TARE_TF_KERNEL(ImageProjectiveTransformV2, TYPES, {.prepare = Prepare, .eval = Eval<T>, .inputs = {3, 3}}) \
  TARE_TF_KERNEL(ImageProjectiveTransformV3, TYPES, {.prepare = Prepare, .eval = Eval<T>, .inputs = {4, 4}})
TARE_PROJECTIVE(f32, float)
TARE_PROJECTIVE(u8, uint8_t)

}  // namespace tare
