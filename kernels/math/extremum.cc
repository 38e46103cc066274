// MAXIMUM and MINIMUM. Quantized values are compared as they are: inputs and output have one quantization.
#include "kernels/math/binary.h"
#include "kernels/math/half.h"

namespace tare {
namespace {

template <class T>
T Maximum(T x, T y) {
  return x > y ? x : y;
}
template <class T>
T Minimum(T x, T y) {
  return x < y ? x : y;
}

// TensorFlow's give NaN where there is one.
float MaximumOrNaN(float x, float y) { return x > y || x != x ? x : y; }
float MinimumOrNaN(float x, float y) { return x < y || x != x ? x : y; }

}  // namespace

TARE_TF_BINARY(Maximum, MaximumOrNaN)
TARE_TF_BINARY(Minimum, MinimumOrNaN)

#define TARE_EXTREMUM(OP, op)                                           \
  TARE_BINARY(OP, f32, float, op)                                       \
  TARE_BINARY(OP, i8, int8_t, op)                                       \
  TARE_BINARY(OP, u8, uint8_t, op)                                      \
  TARE_BINARY(OP, i16, int16_t, op)                                     \
  TARE_BINARY(OP, i32, int32_t, op)                                     \
  TARE_BINARY(OP, i64, int64_t, op)                                     \
  TARE_BINARY_ROW(OP, f16, HalfRow<BinaryRow<float, float, op<float>>>) \
  TARE_BINARY_ROW(OP, bf16, HalfRow<BinaryRow<float, float, op<float>>, true, Bfloat>)
TARE_EXTREMUM(MAXIMUM, Maximum)
TARE_EXTREMUM(MINIMUM, Minimum)

}  // namespace tare
