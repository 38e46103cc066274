// ELU and GELU, float (GELU also half) and quantized (tables, GELU also int16). GELU is x times the normal
// distribution's cumulative function, exactly or with the usual tanh in its place.
#include "kernels/math/half.h"
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"
#include "kernels/math/table_i16.h"

namespace tare {
namespace {

float Elu(float x) { return x < 0 ? static_cast<float>(ExpMinusOne(x)) : x; }

float Gelu(float x) {
  constexpr double kRootOfHalf = .70710678118654752440;
  return static_cast<float>(.5 * x * (1. + Erf(x * kRootOfHalf)));
}

float GeluApproximate(float x) {
  constexpr double kRootOfTwoOverPi = .79788456080286535588;
  const double cube = double{x} * x * x;
  return static_cast<float>(.5 * x * (1. + Tanh(kRootOfTwoOverPi * (x + .044715 * cube))));
}

bool IsApproximate(Kernel k) { return k.options().Scalar<uint8_t>(options::GeluOptions::approximate) != 0; }

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == k.input(0).type(), "types differ");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalElu(Kernel k) { return EvalUnaryF32(k, Elu); }
Status EvalGelu(Kernel k) { return EvalUnaryF32(k, IsApproximate(k) ? GeluApproximate : Gelu); }
/// The reference rounds to half after each step.
float GeluOfHalf(float x) {
  const float at = ToHalf(x * ToHalf(-.70710678f));
  return ToHalf(.5f * x) * ToHalf(static_cast<float>(1. - Erf(double{at})));
}
float GeluApproximateOfHalf(float x) {
  const float cube = ToHalf(ToHalf(x * x) * x), inner = ToHalf(x + ToHalf(ToHalf(.044715f) * cube));
  const float gate = ToHalf(1 + ToHalf(static_cast<float>(Tanh(double{ToHalf(ToHalf(.79788456f) * inner)}))));
  return ToHalf(.5f * x) * gate;
}

Status EvalGeluHalf(Kernel k) { return EvalUnaryHalf(k, IsApproximate(k) ? GeluApproximateOfHalf : GeluOfHalf); }
Status PrepareEluTable(Kernel k) { return PrepareFloatTable(k, Elu); }
Status PrepareGeluTable(Kernel k) { return PrepareFloatTable(k, IsApproximate(k) ? GeluApproximate : Gelu); }

float GeluOf(float x, float /*limit*/) { return Gelu(x); }
float GeluApproximateOf(float x, float /*limit*/) { return GeluApproximate(x); }
Status PrepareGelu16(Kernel k) { return PrepareTable16(k, IsApproximate(k) ? GeluApproximateOf : GeluOf, 0); }

}  // namespace

#define TARE_TABLE_OP(OP, TYPES, PREPARE) \
  TARE_KERNEL(OP, TYPES, {.prepare = PREPARE, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_KERNEL(ELU, f32, {.prepare = Prepare, .eval = EvalElu, .in_place = 1})
TARE_TABLE_OP(ELU, i8, PrepareEluTable)
TARE_KERNEL(GELU, f32, {.prepare = Prepare, .eval = EvalGelu, .in_place = 1})
TARE_KERNEL(GELU, f16, {.prepare = Prepare, .eval = EvalGeluHalf, .in_place = 1})
TARE_TABLE_OP(GELU, i8, PrepareGeluTable)
TARE_TABLE_OP(GELU, u8, PrepareGeluTable)
TARE_KERNEL(GELU, i16, {.prepare = PrepareGelu16, .eval = EvalTable16, .data_bytes = sizeof(Table16), .in_place = 1})

}  // namespace tare
