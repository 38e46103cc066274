// ELU and GELU, float and 8-bit (tables). GELU is x times the normal distribution's cumulative function, exactly or
// with the usual tanh in its place.
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"

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
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalElu(Kernel k) { return EvalUnaryF32(k, Elu); }
Status EvalGelu(Kernel k) { return EvalUnaryF32(k, IsApproximate(k) ? GeluApproximate : Gelu); }
Status PrepareEluTable(Kernel k) { return PrepareFloatTable(k, Elu); }
Status PrepareGeluTable(Kernel k) { return PrepareFloatTable(k, IsApproximate(k) ? GeluApproximate : Gelu); }

}  // namespace

#define TARE_TABLE_OP(OP, TYPES, PREPARE) \
  TARE_KERNEL(OP, TYPES, {.prepare = PREPARE, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_KERNEL(ELU, f32, {.prepare = Prepare, .eval = EvalElu, .in_place = 1})
TARE_TABLE_OP(ELU, i8, PrepareEluTable)
TARE_KERNEL(GELU, f32, {.prepare = Prepare, .eval = EvalGelu, .in_place = 1})
TARE_TABLE_OP(GELU, i8, PrepareGeluTable)
TARE_TABLE_OP(GELU, u8, PrepareGeluTable)

}  // namespace tare
