// POW and SQUARED_DIFFERENCE of floats and of int32, which wraps around and has no negative powers; ATAN2.
#include "kernels/math/binary.h"
#include "kernels/math/half.h"

namespace tare {
namespace {

template <class T>
T Power(T x, T y) {
  if constexpr (static_cast<T>(.5) != 0) {
    return __builtin_powf(x, y);
  } else {
    const double power = __builtin_pow(x, y);  // as the reference has it: saturated where it does not fit
    return power >= 2147483648. || power < -2147483648. ? INT32_MIN : static_cast<T>(power);
  }
}

template <class T, class Unsigned>
T SquaredDifferenceInteger(T x, T y) {
  const Unsigned difference = static_cast<Unsigned>(x) - static_cast<Unsigned>(y);
  return static_cast<T>(difference * difference);
}

template <class T>
T SquaredDifference(T x, T y) {
  if constexpr (static_cast<T>(.5) != 0) {
    return (x - y) * (x - y);
  } else {
    return SquaredDifferenceInteger<T, uint32_t>(x, y);
  }
}

/// TensorFlow's integer powers wrap around.
template <class T, class Unsigned>
T IntegerPower(T x, T y) {
  Unsigned result = 1, square = static_cast<Unsigned>(x);
  for (auto rest = static_cast<Unsigned>(y); rest; rest >>= 1, square *= square) {
    if (rest & 1) result *= square;
  }
  return static_cast<T>(result);
}

template <class T, class Unsigned>
Status EvalTfPower(Kernel k) {
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    TARE_REQUIRE(k, k.input(1).data<T>()[i] >= 0, "Integers to negative integer powers are not allowed");
  }
  return EvalBinary<BinaryRow<T, T, IntegerPower<T, Unsigned>>>(k);
}

Status EvalIntegerPower(Kernel k) {
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    TARE_REQUIRE(k, k.input(1).data<int32_t>()[i] >= 0, "POW does not support negative value for int32.");
  }
  return EvalBinary<BinaryRow<int32_t, int32_t, Power<int32_t>>>(k);
}

/// The reference does not broadcast.
Status PrepareAtan2(Kernel k) {
  TARE_REQUIRE(k, k.input(0).SameShape(k.input(1)), "shapes differ");
  return PrepareBinary<kTfLiteNoType>(k);
}

template <class T>
T Atan2(T y, T x) {
  if constexpr (sizeof(T) == sizeof(double)) {
    return __builtin_atan2(y, x);
  } else {
    return __builtin_atan2f(y, x);
  }
}

}  // namespace

#define TARE_ATAN2(TYPES, ...)                  \
  TARE_KERNEL(ATAN2, TYPES,                     \
              {.prepare = PrepareAtan2,         \
               .eval = EvalBinary<__VA_ARGS__>, \
               .inputs = {2, 2},                \
               .data_bytes = sizeof(Broadcast), \
               .in_place = 3})
TARE_ATAN2(f32, BinaryRow<float, float, Atan2<float>>)
TARE_ATAN2(f64, BinaryRow<double, double, Atan2<double>>)
TARE_ATAN2(f16, HalfRow<BinaryRow<float, float, Atan2<float>>>)
TARE_ATAN2(bf16, HalfRow<BinaryRow<float, float, Atan2<float>>, true, Bfloat>)
TARE_BINARY(POW, f32, float, Power)
TARE_KERNEL(POW, i32,
            {.prepare = PrepareBinary<kTfLiteNoType>,
             .eval = EvalIntegerPower,
             .inputs = {2, 2},
             .data_bytes = sizeof(Broadcast),
             .in_place = 3})
TARE_BINARY(SQUARED_DIFFERENCE, f32, float, SquaredDifference)
TARE_BINARY(SQUARED_DIFFERENCE, i32, int32_t, SquaredDifference)
#define TARE_TF_INTEGERS(OP, TYPES, EVAL)                  \
  TARE_TF_KERNEL(OP, TYPES,                                \
                 {.prepare = PrepareBinary<kTfLiteNoType>, \
                  .eval = EVAL,                            \
                  .inputs = {2, 2},                        \
                  .data_bytes = sizeof(Broadcast),         \
                  .in_place = 3})
TARE_TF_INTEGERS(Pow, i32, (EvalTfPower<int32_t, uint32_t>))
TARE_TF_INTEGERS(Pow, i64, (EvalTfPower<int64_t, uint64_t>))
TARE_TF_INTEGERS(SquaredDifference, i64,
                 (EvalBinary<BinaryRow<int64_t, int64_t, SquaredDifferenceInteger<int64_t, uint64_t>>>))

}  // namespace tare
