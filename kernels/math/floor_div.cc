// FLOOR_DIV and FLOOR_MOD: division rounded towards -inf, and the remainder it leaves, which has the divisor's sign.
// Integers must not be divided by 0. Float quotients are made in double.
#include "kernels/math/binary.h"

namespace tare {
namespace {

template <class T>
constexpr bool kIsFloat = static_cast<T>(.5) != 0;

template <class T>
T Quotient(T x, T y) {
  if constexpr (kIsFloat<T>) {
    return static_cast<T>(__builtin_floor(double{x} / double{y}));
  } else {
    if (y == -1) return static_cast<T>(-static_cast<uint64_t>(x));  // the smallest one has no positive counterpart
    const int64_t wide = x, q = wide / y;
    return static_cast<T>(q - (wide % y != 0 && (wide < 0) != (y < 0) ? 1 : 0));
  }
}

/// TensorFlow divides floats as floats.
float FloatQuotient(float x, float y) { return __builtin_floorf(x / y); }

template <class T>
T Remainder(T x, T y) {
  T rest;
  if constexpr (kIsFloat<T>) {
    rest = __builtin_fmodf(x, y);
  } else {
    rest = y == -1 ? 0 : static_cast<T>(x % y);  // INT_MIN % -1 traps on some machines
  }
  return rest != 0 && (y < 0) != (rest < 0) ? static_cast<T>(rest + y) : rest;
}

template <class T, RowFunction row>
Status Eval(Kernel k) {
  const Tensor divisor = k.input(1);
  for (int i = 0; !kIsFloat<T> && i < static_cast<int>(divisor.elements()); ++i) {
    TARE_REQUIRE(k, divisor.data<T>()[i] != 0, "Division by 0");
  }
  return EvalBinary<row>(k);
}

}  // namespace

#define TARE_DIVISION(OP, TYPES, T, op)                 \
  TARE_KERNEL(OP, TYPES,                                \
              {.prepare = PrepareBinary<kTfLiteNoType>, \
               .eval = Eval<T, BinaryRow<T, T, op<T>>>, \
               .inputs = {2, 2},                        \
               .data_bytes = sizeof(Broadcast),         \
               .in_place = 3})
TARE_DIVISION(FLOOR_DIV, f32, float, Quotient)
TARE_DIVISION(FLOOR_DIV, i8, int8_t, Quotient)
TARE_DIVISION(FLOOR_DIV, i16, int16_t, Quotient)
TARE_DIVISION(FLOOR_DIV, i32, int32_t, Quotient)
TARE_TF_KERNEL(FloorDiv, f32,
               {.prepare = PrepareBinary<kTfLiteNoType>,
                .eval = EvalBinary<BinaryRow<float, float, FloatQuotient>>,
                .inputs = {2, 2},
                .data_bytes = sizeof(Broadcast),
                .in_place = 3})
TARE_TF_KERNEL(FloorDiv, i64,
               {.prepare = PrepareBinary<kTfLiteNoType>,
                .eval = Eval<int64_t, BinaryRow<int64_t, int64_t, Quotient<int64_t>>>,
                .inputs = {2, 2},
                .data_bytes = sizeof(Broadcast),
                .in_place = 3})
TARE_DIVISION(FLOOR_MOD, f32, float, Remainder)
TARE_DIVISION(FLOOR_MOD, i8, int8_t, Remainder)
TARE_DIVISION(FLOOR_MOD, i16, int16_t, Remainder)
TARE_DIVISION(FLOOR_MOD, i32, int32_t, Remainder)
TARE_DIVISION(FLOOR_MOD, i64, int64_t, Remainder)

}  // namespace tare
