// POW and SQUARED_DIFFERENCE of floats and of int32, which wraps around and has no negative powers; ATAN2.
#include "kernels/math/binary.h"

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

template <class T>
T SquaredDifference(T x, T y) {
  if constexpr (static_cast<T>(.5) != 0) {
    return (x - y) * (x - y);
  } else {
    const uint32_t difference = static_cast<uint32_t>(x) - static_cast<uint32_t>(y);
    return static_cast<T>(difference * difference);
  }
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

float Atan2(float y, float x) { return __builtin_atan2f(y, x); }

}  // namespace

TARE_KERNEL(ATAN2, f32,
            {.prepare = PrepareAtan2,
             .eval = EvalBinary<BinaryRow<float, float, Atan2>>,
             .inputs = {2, 2},
             .data_bytes = sizeof(Broadcast),
             .in_place = 3})
TARE_BINARY(POW, f32, float, Power)
TARE_KERNEL(POW, i32,
            {.prepare = PrepareBinary<kTfLiteNoType>,
             .eval = EvalIntegerPower,
             .inputs = {2, 2},
             .data_bytes = sizeof(Broadcast),
             .in_place = 3})
TARE_BINARY(SQUARED_DIFFERENCE, f32, float, SquaredDifference)
TARE_BINARY(SQUARED_DIFFERENCE, i32, int32_t, SquaredDifference)

}  // namespace tare
