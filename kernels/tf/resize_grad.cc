// TensorFlow's gradients of resized images by the image, float: ResizeNearestNeighborGrad, ResizeBilinearGrad. Each
// gradient goes to where its pixel came from.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kAlignCorners, kHalfPixelCenters };  // options

struct Side {
  int in, out;  // in: of the image that the gradient is by
  float scale;
  bool align, half;

  float At(int i) const { return half ? (static_cast<float>(i) + .5f) * scale : static_cast<float>(i) * scale; }
};

Side SideOf(Kernel k, int d) {
  Side s = {k.output(0).dim(d), k.input(0).dim(d), 0, k.options().Scalar<bool>(kAlignCorners),
            k.options().Scalar<bool>(kHalfPixelCenters)};
  s.scale = s.align && s.out > 1 ? static_cast<float>(s.in - 1) / static_cast<float>(s.out - 1)
                                 : static_cast<float>(s.in) / static_cast<float>(s.out);
  return s;
}

/// Two pixels and the weight of the second.
struct Taps {
  int low, high;
  float weight;
};

template <bool bilinear>
Taps TapsFor(const Side& s, int i) {
  const auto clamp = [&](float x) { return x < 0 ? 0 : x < static_cast<float>(s.in) ? static_cast<int>(x) : s.in - 1; };
  if constexpr (bilinear) {
    const float at = s.half ? s.At(i) - .5f : s.At(i), low = __builtin_floorf(at);
    return {clamp(low), clamp(__builtin_ceilf(at)), at - low};
  } else {
    const int at = clamp(s.align ? __builtin_roundf(s.At(i)) : __builtin_floorf(s.At(i)));
    return {at, at, 0};
  }
}

/// The second input is the image, or its height and width.
template <bool bilinear>
Status Resize(Kernel k) {
  const Tensor gradient = k.input(0), second = k.input(1);
  const int height = bilinear ? second.dim(1) : second.data<int32_t>()[0];
  const int width = bilinear ? second.dim(2) : second.data<int32_t>()[1];
  TARE_REQUIRE(k, height > 0 && width > 0, "sizes must be positive");
  return k.ResizeOutput(0, Shape{4, {gradient.dim(0), height, width, gradient.dim(3)}});
}

template <bool bilinear>
Status Prepare(Kernel k) {
  const Tensor gradient = k.input(0), second = k.input(1);
  TARE_REQUIRE(k, gradient.rank() == 4 && k.output(0).type() == kTfLiteFloat32, "bad gradient");
  TARE_REQUIRE(k, !k.options().Scalar<bool>(kAlignCorners) || !k.options().Scalar<bool>(kHalfPixelCenters),
               "If half_pixel_centers is True, align_corners must be False.");
  if constexpr (bilinear) {
    TARE_REQUIRE(k, second.rank() == 4 && second.dim(0) == gradient.dim(0) && second.dim(3) == gradient.dim(3),
                 "bad image");
    return Resize<true>(k);
  } else {
    TARE_REQUIRE(k, second.type() == kTfLiteInt32 && second.rank() == 1 && second.dim(0) == 2, "bad size");
    return second.is_constant() ? Resize<false>(k) : k.SetOutputDynamic(0);
  }
}

template <bool bilinear>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize<bilinear>(k));
  const Tensor in = k.input(0), out = k.output(0);
  const Side ys = SideOf(k, 1), xs = SideOf(k, 2);
  const int depth = in.dim(3);
  const float* from = in.data<float>();
  if (out.bytes()) __builtin_memset(out.data<float>(), 0, out.bytes());
  for (int n = 0; n < in.dim(0); ++n) {
    float* image = out.data<float>() + static_cast<ptrdiff_t>(out.Elements(1, 4)) * n;
    for (int row = 0; row < ys.out; ++row) {
      const Taps y = TapsFor<bilinear>(ys, row);
      for (int column = 0; column < xs.out; ++column, from += depth) {
        const Taps x = TapsFor<bilinear>(xs, column);
        const auto add = [&](int at_y, int at_x, float weight) {
          float* to = image + (static_cast<ptrdiff_t>(at_y) * xs.in + at_x) * depth;
          for (int c = 0; c < depth; ++c) to[c] += from[c] * weight;
        };
        add(y.low, x.low, (1 - y.weight) * (1 - x.weight));
        if constexpr (bilinear) {
          add(y.low, x.high, (1 - y.weight) * x.weight);
          add(y.high, x.low, y.weight * (1 - x.weight));
          add(y.high, x.high, y.weight * x.weight);
        }
      }
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(ResizeNearestNeighborGrad, f32, {.prepare = Prepare<false>, .eval = Eval<false>, .inputs = {2, 2}})
TARE_TF_KERNEL(ResizeBilinearGrad, f32, {.prepare = Prepare<true>, .eval = Eval<true>, .inputs = {2, 2}})

}  // namespace tare
