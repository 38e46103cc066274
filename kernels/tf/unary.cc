// Functions of one float that only TensorFlow has: Softplus, Softsign, Selu, Erf, Sinh, Cosh, Tan, Atan, Reciprocal
// (Inv), IsNan, IsFinite, CheckNumerics (V2).
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"
#include "kernels/shape/copy.h"

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
float Sinh(float x) {
  const float a = __builtin_fabsf(x);
  if (!(a < 100)) return a == a ? x * __builtin_inff() : x;
  const double e = ExpMinusOne(a);
  return __builtin_copysignf(static_cast<float>((e + e / (e + 1)) / 2), x);
}
float Cosh(float x) { return static_cast<float>((Exp(x) + Exp(-x)) / 2); }
float Tan(float x) { return __builtin_sinf(x) / __builtin_cosf(x); }
float Atan(float x) { return __builtin_atan2f(x, 1); }
float Reciprocal(float x) { return 1 / x; }
bool IsNan(float x) { return x != x; }
bool IsFinite(float x) { return __builtin_fabsf(x) <= __FLT_MAX__; }

template <float (*f)(float)>
Status Eval(Kernel k) {
  return EvalUnaryF32(k, f);
}

Status PrepareTest(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteBool, "output is not bool");
  return k.ResizeOutputLike(0, k.input(0));
}

template <bool (*f)(float)>
Status EvalTest(Kernel k) {
  for (int64_t i = 0; i < k.input(0).elements(); ++i) k.output(0).data<bool>()[i] = f(k.input(0).data<float>()[i]);
  return kOk;
}

/// Options: the message.
Status EvalCheck(Kernel k) {
  const Tensor in = k.input(0);
  const char* message = k.options().String(0);
  for (int64_t i = 0; i < in.elements(); ++i) {
    TARE_REQUIRE(k, IsFinite(in.data<float>()[i]), "%s : Tensor had NaN or Inf values", message ? message : "");
  }
  return EvalCopy(k);
}

}  // namespace

#define TARE_UNARY(OP, f) TARE_TF_KERNEL(OP, f32, {.prepare = Prepare, .eval = Eval<f>, .in_place = 1})
TARE_UNARY(Softplus, Softplus)
TARE_UNARY(Softsign, Softsign)
TARE_UNARY(Selu, Selu)
TARE_UNARY(Erf, ErfF32)
TARE_UNARY(Sinh, Sinh)
TARE_UNARY(Cosh, Cosh)
TARE_UNARY(Tan, Tan)
TARE_UNARY(Atan, Atan)
TARE_UNARY(Reciprocal, Reciprocal)
TARE_UNARY(Inv, Reciprocal)
TARE_TF_KERNEL(IsNan, f32, {.prepare = PrepareTest, .eval = EvalTest<IsNan>})
TARE_TF_KERNEL(IsFinite, f32, {.prepare = PrepareTest, .eval = EvalTest<IsFinite>})
TARE_TF_KERNEL(CheckNumerics, f32, {.prepare = Prepare, .eval = EvalCheck, .in_place = 1})
TARE_TF_KERNEL(CheckNumericsV2, f32, {.prepare = Prepare, .eval = EvalCheck, .in_place = 1})

}  // namespace tare
