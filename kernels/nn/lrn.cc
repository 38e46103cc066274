// LOCAL_RESPONSE_NORMALIZATION: x / (bias + alpha * sum of squares of the `radius` channels on both sides) ^ beta.
#include "kernels/math/numerics.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

namespace options = options::LocalResponseNormalizationOptions;

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 4 && k.output(0).type() == kTfLiteFloat32, "in must be 4-dimensional");
  TARE_REQUIRE(k, k.options().Scalar<int32_t>(options::radius) >= 0, "depth_radius is negative");
  return k.ResizeOutputLike(0, k.input(0));
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int channels = in.dim(3), given = k.options().Scalar<int32_t>(options::radius);
  const int radius = given < channels ? given : channels;
  const auto bias = double{k.options().Scalar<float>(options::bias)},
             alpha = double{k.options().Scalar<float>(options::alpha)};
  const auto beta = double{k.options().Scalar<float>(options::beta)};
  k.ParallelFor(static_cast<int>(in.Elements(0, 3)), int64_t{channels} * 80, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const float* x = in.data<float>() + ptrdiff_t{row} * channels;
      float* y = k.output(0).data<float>() + ptrdiff_t{row} * channels;
      for (int c = 0; c < channels; ++c) {
        double squares = 0;
        for (int i = c > radius ? c - radius : 0; i <= c + radius && i < channels; ++i) {
          squares += double{x[i]} * double{x[i]};
        }
        y[c] = static_cast<float>(double{x[c]} * Exp(-beta * __builtin_log(bias + alpha * squares)));
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(LOCAL_RESPONSE_NORMALIZATION, f32, {.prepare = Prepare, .eval = Eval})

}  // namespace tare
