// TensorFlow's ResizeBicubic and its gradient: each side by Keys' cubic with a = -0.75, or with half_pixel_centers -0.5
// and weights of points outside left out. Weights come from a table of 1024 steps, as TensorFlow's do, so that results
// are its own.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kAlignCorners, kHalfPixelCenters };  // options

constexpr int kTableSize = 1 << 10;

/// Four neighbours with their weights.
struct Taps {
  int at[4];
  float weight[4];
};

int ClampTo(int64_t i, int size) { return i < 0 ? 0 : i >= size ? size - 1 : static_cast<int>(i); }

/// The table's entry: weight of a neighbour at distance step / 1024, or at 1 + step / 1024 for far ones.
float TableWeight(int step, bool far, double a) {
  double x = step * 1.0 / kTableSize;
  if (!far) return static_cast<float>(((a + 2) * x - (a + 3)) * x * x + 1);
  x += 1.0;
  return static_cast<float>(((a * x - 5 * a) * x + 8 * a) * x - 4 * a);
}

Taps TapsFor(int i, int size, float scale, bool half) {
  const float in = half ? (static_cast<float>(i) + .5f) * scale - .5f : static_cast<float>(i) * scale;
  const auto first = static_cast<int64_t>(__builtin_floorf(in));
  const float delta = in - static_cast<float>(first);
  const auto offset = static_cast<int>(__builtin_lrintf(delta * kTableSize));
  const double a = half ? -.5 : -.75;
  Taps taps;
  float sum = 0;
  for (int j = 0; j < 4; ++j) {
    const int64_t at = first - 1 + j;
    const int step = j < 2 ? offset : kTableSize - offset;
    taps.at[j] = ClampTo(at, size);
    taps.weight[j] = TableWeight(step, j == 0 || j == 3, a);
    if (half && taps.at[j] != at) taps.weight[j] = 0;
    sum += taps.weight[j];
  }
  if (half && __builtin_fabsf(sum) >= 1000.f * __FLT_MIN__) {
    for (float& weight : taps.weight) weight *= 1.f / sum;
  }
  return taps;
}

Status Resize(Kernel k) {
  const auto* size = k.input(1).data<int32_t>();
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0, "output dimensions must be positive");
  return k.ResizeOutput(0, Shape{4, {k.input(0).dim(0), size[0], size[1], k.input(0).dim(3)}});
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), size = k.input(1);
  TARE_REQUIRE(k, in.rank() == 4 && in.dim(1) > 0 && in.dim(2) > 0 && k.output(0).type() == kTfLiteFloat32,
               "input must be 4-dimensional");
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.rank() == 1 && size.dim(0) == 2, "size must have two elements");
  const bool both = k.options().Scalar<uint8_t>(kAlignCorners) && k.options().Scalar<uint8_t>(kHalfPixelCenters);
  TARE_REQUIRE(k, !both, "If half_pixel_centers is True, align_corners must be False.");
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// The step in dimension `d` of image `in` from one element of `out` to the next.
float Scale(Kernel k, Tensor in, Tensor out, int d) {
  const bool align = k.options().Scalar<uint8_t>(kAlignCorners) != 0;
  const int from = in.dim(d), to = out.dim(d);
  return align && to > 1 ? static_cast<float>(from - 1) / static_cast<float>(to - 1)
                         : static_cast<float>(from) / static_cast<float>(to);
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const bool half = k.options().Scalar<uint8_t>(kHalfPixelCenters) != 0;
  const float scale_y = Scale(k, in, out, 1), scale_x = Scale(k, in, out, 2);
  const int height = out.dim(1), width = out.dim(2), depth = out.dim(3);
  k.ParallelFor(out.dim(0) * height, int64_t{width} * depth * 40, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const Taps ys = TapsFor(row % height, in.dim(1), scale_y, half);
      const float* image = in.data<float>() + static_cast<ptrdiff_t>(in.Elements(1, 4)) * (row / height);
      float* to = out.data<float>() + ptrdiff_t{row} * width * depth;
      for (int x = 0; x < width; ++x) {
        const Taps xs = TapsFor(x, in.dim(2), scale_x, half);
        for (int c = 0; c < depth; ++c, ++to) {
          float sum = 0;
          for (int i = 0; i < 4; ++i) {
            float column = 0;
            for (int j = 0; j < 4; ++j) {
              column += image[(ptrdiff_t{ys.at[j]} * in.dim(2) + xs.at[i]) * depth + c] * ys.weight[j];
            }
            sum += column * xs.weight[i];
          }
          *to = sum;
        }
      }
    }
  });
  return kOk;
}

/// Inputs: the gradient of the resized image, the image.
Status PrepareGrad(Kernel k) {
  const Tensor gradient = k.input(0), image = k.input(1);
  TARE_REQUIRE(k,
               gradient.rank() == 4 && image.rank() == 4 && image.type() == kTfLiteFloat32 &&
                   k.output(0).type() == kTfLiteFloat32,
               "gradient and image must be 4-dimensional");
  TARE_REQUIRE(k, gradient.dim(0) == image.dim(0) && gradient.dim(3) == image.dim(3),
               "gradient and image must have the same batch and channels");
  for (int d = 1; d < 3; ++d) TARE_REQUIRE(k, gradient.dim(d) > 0 && image.dim(d) > 0, "an image is empty");
  const bool both = k.options().Scalar<uint8_t>(kAlignCorners) && k.options().Scalar<uint8_t>(kHalfPixelCenters);
  TARE_REQUIRE(k, !both, "If half_pixel_centers is True, align_corners must be False.");
  return k.ResizeOutputLike(0, image);
}

Status EvalGrad(Kernel k) {
  const Tensor gradient = k.input(0), image = k.input(1);
  const bool half = k.options().Scalar<uint8_t>(kHalfPixelCenters) != 0;
  const float scale_y = Scale(k, image, gradient, 1), scale_x = Scale(k, image, gradient, 2);
  const int height = gradient.dim(1), width = gradient.dim(2), depth = gradient.dim(3);
  if (k.output(0).bytes()) __builtin_memset(k.output(0).data<float>(), 0, k.output(0).bytes());
  k.ParallelFor(image.dim(0), gradient.Elements(1, 4) * 40, [&](int begin, int end, int /*thread*/) {
    for (int n = begin; n < end; ++n) {
      const float* from = gradient.data<float>() + gradient.Elements(1, 4) * n;
      float* to = k.output(0).data<float>() + image.Elements(1, 4) * n;
      for (int y = 0; y < height; ++y) {
        const Taps ys = TapsFor(y, image.dim(1), scale_y, half);
        for (int x = 0; x < width; ++x, from += depth) {
          const Taps xs = TapsFor(x, image.dim(2), scale_x, half);
          for (int tap = 0; tap < 16; ++tap) {
            const int i = tap / 4, j = tap % 4;
            float* pixel = to + (ptrdiff_t{ys.at[i]} * image.dim(2) + xs.at[j]) * depth;
            for (int c = 0; c < depth; ++c) pixel[c] += from[c] * ys.weight[i] * xs.weight[j];
          }
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(ResizeBicubicGrad, f32, {.prepare = PrepareGrad, .eval = EvalGrad, .inputs = {2, 2}})
TARE_TF_KERNEL(ResizeBicubic, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
