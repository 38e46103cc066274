// Functions of one float, the half and bfloat16 forms of some, and the integer forms of those that have some: ABS, NEG
// (which takes int8 and int16 as plain integers), SIGN (of doubles, too), LOGICAL_NOT; TensorFlow has more of them.
#include "kernels/math/half.h"
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == k.input(0).type(), "types differ");
  return k.ResizeOutputLike(0, k.input(0));
}

float Abs(float x) { return __builtin_fabsf(x); }
float Negate(float x) { return -x; }
float Sign(float x) { return x > 0 ? 1.f : x < 0 ? -1.f : x; }
float ExpF32(float x) { return static_cast<float>(Exp(x)); }
float Log(float x) { return __builtin_logf(x); }
float SquareRoot(float x) { return __builtin_elementwise_sqrt(x); }
float ReciprocalRoot(float x) { return 1.f / __builtin_elementwise_sqrt(x); }
float Square(float x) { return x * x; }
float Sine(float x) { return __builtin_sinf(x); }
float Cosine(float x) { return __builtin_cosf(x); }
float Floor(float x) { return __builtin_floorf(x); }
float Ceiling(float x) { return __builtin_ceilf(x); }
float RoundTiesToEven(float x) { return __builtin_rintf(x); }
/// As the reference does on bfloat16: from the floor, so that no sign is left of what becomes 0.
float RoundFromFloor(float x) { return x == 0 ? x : __builtin_rintf(x) + 0.f; }
float HardSwish(float x) {
  const float gate = x + 3;
  return x * (gate < 0 ? 0.f : gate > 6 ? 6.f : gate) / 6;
}

template <float (*f)(float)>
Status EvalF32(Kernel k) {
  return EvalUnaryF32(k, f);
}

template <float (*f)(float)>
Status EvalF16(Kernel k) {
  return EvalUnaryHalf(k, f);
}

template <float (*f)(float)>
Status EvalBF16(Kernel k) {
  return EvalUnaryBfloat(k, f);
}

template <class T, T (*f)(T)>
Status EvalInteger(Kernel k) {
  const T* x = k.input(0).data<T>();
  T* y = k.output(0).data<T>();
  for (int i = 0; i < static_cast<int>(k.input(0).elements()); ++i) y[i] = f(x[i]);
  return kOk;
}

template <class T, class Unsigned>
T NegateInteger(T x) {
  return static_cast<T>(Unsigned{0} - static_cast<Unsigned>(x));
}
template <class T, class Unsigned>
T AbsInteger(T x) {
  return x < 0 ? NegateInteger<T, Unsigned>(x) : x;
}
template <class T>
T SignInteger(T x) {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}
double SignF64(double x) { return x > 0 ? 1. : x < 0 ? -1. : x; }
template <class T, class Unsigned>
T SquareInteger(T x) {
  return static_cast<T>(static_cast<Unsigned>(x) * static_cast<Unsigned>(x));
}
uint8_t Not(uint8_t x) { return !x; }

}  // namespace

#define TARE_UNARY(OP, TYPES, ...) TARE_KERNEL(OP, TYPES, {.prepare = Prepare, .eval = __VA_ARGS__, .in_place = 1})
TARE_UNARY(ABS, f32, EvalF32<Abs>)
TARE_UNARY(NEG, f32, EvalF32<Negate>)
TARE_UNARY(SIGN, f32, EvalF32<Sign>)
TARE_UNARY(EXP, f32, EvalF32<ExpF32>)
TARE_UNARY(LOG, f32, EvalF32<Log>)
TARE_UNARY(SQRT, f32, EvalF32<SquareRoot>)
TARE_UNARY(RSQRT, f32, EvalF32<ReciprocalRoot>)
TARE_UNARY(SQUARE, f32, EvalF32<Square>)
TARE_UNARY(SIN, f32, EvalF32<Sine>)
TARE_UNARY(COS, f32, EvalF32<Cosine>)
TARE_UNARY(FLOOR, f32, EvalF32<Floor>)
TARE_UNARY(CEIL, f32, EvalF32<Ceiling>)
TARE_UNARY(ROUND, f32, EvalF32<RoundTiesToEven>)
TARE_UNARY(HARD_SWISH, f32, EvalF32<HardSwish>)
TARE_UNARY(NEG, f16, EvalF16<Negate>)
TARE_UNARY(SIN, f16, EvalF16<Sine>)
TARE_UNARY(COS, f16, EvalF16<Cosine>)
TARE_UNARY(FLOOR, f16, EvalF16<Floor>)
TARE_UNARY(ROUND, f16, EvalF16<RoundTiesToEven>)
TARE_UNARY(NEG, bf16, EvalBF16<Negate>)
TARE_UNARY(FLOOR, bf16, EvalBF16<Floor>)
TARE_UNARY(ROUND, bf16, EvalBF16<RoundFromFloor>)
TARE_UNARY(SIGN, f64, EvalInteger<double, SignF64>)
TARE_UNARY(ABS, i32, EvalInteger<int32_t, AbsInteger<int32_t, uint32_t>>)
TARE_UNARY(NEG, i8, EvalInteger<int8_t, NegateInteger<int8_t, uint8_t>>)
TARE_UNARY(NEG, i16, EvalInteger<int16_t, NegateInteger<int16_t, uint16_t>>)
TARE_UNARY(NEG, i32, EvalInteger<int32_t, NegateInteger<int32_t, uint32_t>>)
TARE_UNARY(NEG, i64, EvalInteger<int64_t, NegateInteger<int64_t, uint64_t>>)
TARE_UNARY(SIGN, i32, EvalInteger<int32_t, SignInteger<int32_t>>)
TARE_UNARY(LOGICAL_NOT, boolean, EvalInteger<uint8_t, Not>)
#define TARE_TF_UNARY(OP, TYPES, ...) \
  TARE_TF_KERNEL(OP, TYPES, {.prepare = Prepare, .eval = __VA_ARGS__, .in_place = 1})
TARE_TF_UNARY(Abs, i64, EvalInteger<int64_t, AbsInteger<int64_t, uint64_t>>)
TARE_TF_UNARY(Sign, i64, EvalInteger<int64_t, SignInteger<int64_t>>)
TARE_TF_UNARY(Square, i32, EvalInteger<int32_t, SquareInteger<int32_t, uint32_t>>)
TARE_TF_UNARY(Square, i64, EvalInteger<int64_t, SquareInteger<int64_t, uint64_t>>)

}  // namespace tare
