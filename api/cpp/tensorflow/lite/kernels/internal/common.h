// Inner pieces of kernels: activations, products with quantized multipliers, indices of broadcast operands.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_

#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

inline void GetActivationMinMax(FusedActivationFunctionType ac, float* output_activation_min,
                                float* output_activation_max) {
  *output_activation_min = std::numeric_limits<float>::lowest();
  *output_activation_max = std::numeric_limits<float>::max();
  switch (ac) {
    case FusedActivationFunctionType::kNone:
      break;
    case FusedActivationFunctionType::kRelu:
      *output_activation_min = 0;
      break;
    case FusedActivationFunctionType::kRelu1:
      *output_activation_min = -1;
      *output_activation_max = 1;
      break;
    case FusedActivationFunctionType::kRelu6:
      *output_activation_min = 0;
      *output_activation_max = 6;
      break;
  }
}

template <typename T>
inline T ActivationFunctionWithMinMax(T x, T output_activation_min, T output_activation_max) {
  return std::min(std::max(x, output_activation_min), output_activation_max);
}

inline float ActivationFunction(float x, FusedActivationFunctionType activation) {
  float low, high;
  GetActivationMinMax(activation, &low, &high);
  return ActivationFunctionWithMinMax(x, low, high);
}

/// a * b / 2^31, rounded to nearest, halves up; the one product that overflows is saturated.
inline int32_t SaturatingRoundingDoublingHighMul(int32_t a, int32_t b) {
  if (a == b && a == std::numeric_limits<int32_t>::min()) return std::numeric_limits<int32_t>::max();
  const int64_t product = static_cast<int64_t>(a) * b;
  const int64_t half = int64_t{1} << 30;
  return static_cast<int32_t>((product + (product >= 0 ? half : 1 - half)) / (int64_t{1} << 31));
}

/// x / 2^exponent, rounded to nearest with halves away from zero.
inline int32_t RoundingDivideByPOT(int32_t x, int exponent) {
  const int32_t mask = static_cast<int32_t>((int64_t{1} << exponent) - 1);
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}

/// x * quantized_multiplier / 2^31 * 2^shift, with TensorFlow Lite's two roundings.
inline int32_t MultiplyByQuantizedMultiplier(int32_t x, int32_t quantized_multiplier, int shift) {
  const int left = shift > 0 ? shift : 0, right = shift > 0 ? 0 : -shift;
  const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << left);
  return RoundingDivideByPOT(SaturatingRoundingDoublingHighMul(shifted, quantized_multiplier), right);
}
inline int32_t MultiplyByQuantizedMultiplierSmallerThanOneExp(int32_t x, int32_t quantized_multiplier, int left_shift) {
  return RoundingDivideByPOT(SaturatingRoundingDoublingHighMul(x, quantized_multiplier), -left_shift);
}
inline int32_t MultiplyByQuantizedMultiplierGreaterThanOne(int32_t x, int32_t quantized_multiplier, int left_shift) {
  return SaturatingRoundingDoublingHighMul(static_cast<int32_t>(static_cast<uint32_t>(x) << left_shift),
                                           quantized_multiplier);
}
/// For sums of int16 products (48 bits): the multiplier is rounded to 16 bits first, the result once.
inline int32_t MultiplyByQuantizedMultiplier(int64_t x, int32_t quantized_multiplier, int shift) {
  const int32_t reduced = quantized_multiplier < 0x7FFF0000 ? (quantized_multiplier + (1 << 15)) >> 16 : 0x7FFF;
  const int total = 15 - shift;
  const int64_t result = (x * reduced + (int64_t{1} << (total - 1))) >> total;
  return static_cast<int32_t>(result);
}

template <typename T>
int CountLeadingZeros(T integer_input) {
  static_assert(std::numeric_limits<T>::is_integer && !std::numeric_limits<T>::is_signed, "unsigned only");
  int zeros = std::numeric_limits<T>::digits;
  for (; integer_input; integer_input = static_cast<T>(integer_input >> 1)) --zeros;
  return zeros;
}

/// Extents and strides of an operand of N dimensions; a stride is 0 where the operand is repeated.
template <int N>
struct NdArrayDesc {
  int extents[N];
  int strides[N];
};

inline int SubscriptToIndex(const NdArrayDesc<4>& desc, int i0, int i1, int i2, int i3) {
  return i0 * desc.strides[0] + i1 * desc.strides[1] + i2 * desc.strides[2] + i3 * desc.strides[3];
}
template <int N>
inline int SubscriptToIndex(const NdArrayDesc<N>& desc, const int indexes[N]) {
  int index = 0;
  for (int i = 0; i < N; ++i) index += indexes[i] * desc.strides[i];
  return index;
}

/// Strides of an array that lies without gaps.
template <int N>
inline void CopyDimsToDesc(const RuntimeShape& input_shape, NdArrayDesc<N>* desc_out) {
  int stride = 1;
  for (int i = N - 1; i >= 0; --i) {
    desc_out->extents[i] = input_shape.Dims(i);
    desc_out->strides[i] = stride;
    stride *= input_shape.Dims(i);
  }
}

/// The two operands of an element-wise op over N dimensions, in the extents of its result.
template <int N>
inline void NdArrayDescsForElementwiseBroadcast(const RuntimeShape& input0_shape, const RuntimeShape& input1_shape,
                                                NdArrayDesc<N>* desc0_out, NdArrayDesc<N>* desc1_out) {
  CopyDimsToDesc<N>(RuntimeShape::ExtendedShape(N, input0_shape), desc0_out);
  CopyDimsToDesc<N>(RuntimeShape::ExtendedShape(N, input1_shape), desc1_out);
  for (int i = 0; i < N; ++i) {
    const int extent0 = desc0_out->extents[i], extent1 = desc1_out->extents[i];
    if (extent0 == extent1) continue;
    NdArrayDesc<N>* repeated = extent0 == 1 ? desc0_out : desc1_out;
    TFLITE_DCHECK(repeated->extents[i] == 1);
    repeated->strides[i] = 0;
    repeated->extents[i] = extent0 == 1 ? extent1 : extent0;
  }
}

/// Calls `calc(indexes)` for each element of `output`, the last dimension fastest.
template <int N, typename Calc>
inline void NDOpsHelper(const NdArrayDesc<N>& output, const Calc& calc) {
  int indexes[N] = {};
  for (int i = 0; i < N; ++i) {
    if (output.extents[i] == 0) return;
  }
  for (;;) {
    calc(indexes);
    int d = N - 1;
    while (d >= 0 && ++indexes[d] == output.extents[d]) indexes[d--] = 0;
    if (d < 0) return;
  }
}

}  // namespace tflite

// The functions of gemmlowp that kernels of integers name.
namespace gemmlowp {
template <typename IntegerType>
IntegerType SaturatingRoundingDoublingHighMul(IntegerType a, IntegerType b) {
  return tflite::SaturatingRoundingDoublingHighMul(a, b);
}
template <typename IntegerType>
IntegerType RoundingDivideByPOT(IntegerType x, int exponent) {
  return tflite::RoundingDivideByPOT(x, exponent);
}
}  // namespace gemmlowp

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
