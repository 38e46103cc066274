// Functions of one float that only TensorFlow has: Softplus, Softsign, Selu, Erf.
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return k.ResizeOutputLike(0, k.input(0));
}

/// log(1 + e^x), written so that e^x cannot overflow.
float Softplus(float x) { return (x > 0 ? x : 0) + static_cast<float>(__builtin_log1p(Exp(-__builtin_fabsf(x)))); }
float Softsign(float x) { return x / (1 + __builtin_fabsf(x)); }
float Selu(float x) {
  constexpr double kScale = 1.0507009873554804934, kAlpha = 1.6732632423543772848;
  return static_cast<float>(kScale * (x < 0 ? kAlpha * ExpMinusOne(x) : double{x}));
}
float ErfF32(float x) { return static_cast<float>(Erf(x)); }

template <float (*f)(float)>
Status Eval(Kernel k) {
  return EvalUnaryF32(k, f);
}

}  // namespace

#define TARE_UNARY(OP, f) TARE_TF_KERNEL(OP, f32, {.prepare = Prepare, .eval = Eval<f>, .in_place = 1})
TARE_UNARY(Softplus, Softplus)
TARE_UNARY(Softsign, Softsign)
TARE_UNARY(Selu, Selu)
TARE_UNARY(Erf, ErfF32)

}  // namespace tare
