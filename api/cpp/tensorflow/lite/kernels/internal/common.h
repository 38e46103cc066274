// Inner pieces of kernels: activations, products with quantized multipliers, indices of broadcast operands.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_

#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"
#include "tensorflow/lite/kernels/internal/fixed_functions.h"
#include "tensorflow/lite/kernels/internal/lookup_table.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

/// For shifts that count to the right.
constexpr int kReverseShift = -1;

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

/// Sums and products of tensors' numbers, which wrap around.
template <typename T>
inline T AddTensorValuesWithExpectedOverflow(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    T sum;
    static_cast<void>(__builtin_add_overflow(a, b, &sum));
    return sum;
  } else {
    return a + b;
  }
}
template <typename T>
inline T MulTensorValuesWithExpectedOverflow(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    T product;
    static_cast<void>(__builtin_mul_overflow(a, b, &product));
    return product;
  } else {
    return a * b;
  }
}

using gemmlowp::RoundingDivideByPOT;
using gemmlowp::SaturatingRoundingDoublingHighMul;

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
/// A multiplier of 31 bits rounded to 15.
inline void DownScaleInt32ToInt16Multiplier(int32_t multiplier_int32_t, int16_t* multiplier_int16_t) {
  const bool fits = multiplier_int32_t < 0x7FFF0000;
  *multiplier_int16_t = static_cast<int16_t>(fits ? (multiplier_int32_t + (1 << 15)) >> 16 : 0x7FFF);
}
/// For sums of int16 products (48 bits): the multiplier is rounded to 16 bits first, the result once.
inline int32_t MultiplyByQuantizedMultiplier(int64_t x, int32_t quantized_multiplier, int shift) {
  int16_t reduced;
  DownScaleInt32ToInt16Multiplier(quantized_multiplier, &reduced);
  const int total = 15 - shift;
  const int64_t result = (x * reduced + (int64_t{1} << (total - 1))) >> total;
  return static_cast<int32_t>(result);
}

/// 1 / sqrt(input) as a multiplier and a shift, of 31 bits; `reverse_shift` is the sign that the caller wants shifts
/// in.
inline void GetInvSqrtQuantizedMultiplierExp(int32_t input, int reverse_shift, int32_t* output_inv_sqrt,
                                             int* output_shift) {
  TFLITE_DCHECK(input >= 0);
  *output_inv_sqrt = std::numeric_limits<int32_t>::max();
  *output_shift = 0;
  if (input <= 1) return;
  // The mantissa is brought into [2^27, 2^29) by a shift of an even number of bits, which the root halves.
  *output_shift = 11;
  while (input >= 1 << 29) {
    input /= 4;
    ++*output_shift;
  }
  const int left = (__builtin_clz(static_cast<unsigned>(input)) - 1) / 2 - 1;  // pairs of bits
  *output_shift -= left;
  input <<= 2 * left;
  // Newton's iterations for x = 1 / sqrt(a): x <- 3/2 x - a/2 x^3, numbers with three bits before the point. A product
  // has the bits of both before its point, until it is scaled back.
  const auto scaled = [](int32_t value, int bits) {
    const int64_t wide = static_cast<int64_t>(value) * (int64_t{1} << bits);
    return static_cast<int32_t>(std::min<int64_t>(std::max<int64_t>(wide, INT32_MIN), INT32_MAX));
  };
  const int32_t half = RoundingDivideByPOT(input >> 1, 1), three_halves = (1 << 28) + (1 << 27);
  int32_t x = 1 << 28;
  for (int i = 0; i < 5; ++i) {
    const int32_t square = SaturatingRoundingDoublingHighMul(x, x);
    const int32_t cube = scaled(SaturatingRoundingDoublingHighMul(square, x), 6);
    x = scaled(SaturatingRoundingDoublingHighMul(three_halves, x) - SaturatingRoundingDoublingHighMul(half, cube), 3);
  }
  constexpr int32_t kRootOfHalf = 1518500250;  // sqrt(1 / 2) * 2^31: the odd half bit of the scale
  x = SaturatingRoundingDoublingHighMul(x, kRootOfHalf);
  *output_inv_sqrt = x;
  if (*output_shift < 0) {
    *output_inv_sqrt <<= -*output_shift;
    *output_shift = 0;
  }
  *output_shift *= reverse_shift;
}

/// Sums that wrap around, whatever the type.
template <typename T>
T WrappingAdd(T a, T b) {
  using Unsigned = std::make_unsigned_t<T>;
  return static_cast<T>(static_cast<Unsigned>(static_cast<Unsigned>(a) + static_cast<Unsigned>(b)));
}
template <typename T>
T WrappingMul(T a, T b) {
  using Unsigned = std::make_unsigned_t<T>;
  return static_cast<T>(static_cast<Unsigned>(uint64_t{static_cast<Unsigned>(a)} * static_cast<Unsigned>(b)));
}

/// array[i] = clamp(array[i] + bias[i % bias_size]).
inline void BiasAndClamp(float clamp_min, float clamp_max, int bias_size, const float* bias_data, int array_size,
                         float* array_data) {
  for (int i = 0; i < array_size; ++i) {
    array_data[i] = ActivationFunctionWithMinMax(array_data[i] + bias_data[i % bias_size], clamp_min, clamp_max);
  }
}

/// floor(log2(n)) of a positive number.
template <typename Integer>
int FloorLog2(Integer n) {
  return 63 - __builtin_clzll(static_cast<unsigned long long>(n));
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

template <int N>
inline void NdArrayDescsForElementwiseBroadcast(const RuntimeShape& input0_shape, const RuntimeShape& input1_shape,
                                                const RuntimeShape& input2_shape, NdArrayDesc<N>* desc0_out,
                                                NdArrayDesc<N>* desc1_out, NdArrayDesc<N>* desc2_out) {
  NdArrayDesc<N>* descs[] = {desc0_out, desc1_out, desc2_out};
  CopyDimsToDesc<N>(RuntimeShape::ExtendedShape(N, input0_shape), desc0_out);
  CopyDimsToDesc<N>(RuntimeShape::ExtendedShape(N, input1_shape), desc1_out);
  CopyDimsToDesc<N>(RuntimeShape::ExtendedShape(N, input2_shape), desc2_out);
  for (int i = 0; i < N; ++i) {
    int extent = 1;
    for (const NdArrayDesc<N>* desc : descs) extent = desc->extents[i] == 1 ? extent : desc->extents[i];
    for (NdArrayDesc<N>* desc : descs) {
      if (desc->extents[i] == extent) continue;
      TFLITE_DCHECK(desc->extents[i] == 1);
      desc->strides[i] = 0;
      desc->extents[i] = extent;
    }
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

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
