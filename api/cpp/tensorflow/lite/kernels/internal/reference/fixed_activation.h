// The logistic function and tanh of quantized numbers in fixed point. Eight bits: as numbers with four bits before the
// point, in 32 bits. Sixteen bits: as numbers with three, or by interpolation in a table of the logistic function.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_ACTIVATION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_ACTIVATION_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace fixed_internal {

/// output = output_zero_point + function(input) * 2^output_bits; inputs from the radius on give the type's bounds.
template <typename T, typename Function>
inline void MapBytes(int32_t input_zero_point, int32_t input_range_radius, int32_t input_multiplier, int input_shift,
                     int size, const T* input_data, T* output_data, int output_bits, int32_t output_zero_point,
                     const Function& function) {
  constexpr int32_t kLow = std::numeric_limits<T>::min(), kHigh = std::numeric_limits<T>::max();
  for (int i = 0; i < size; ++i) {
    const int32_t x = static_cast<int32_t>(input_data[i]) - input_zero_point;
    int32_t y = x < 0 ? kLow : kHigh;
    if (x > -input_range_radius && x < input_range_radius) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(x, input_multiplier, input_shift);
      const int32_t fraction = function(gemmlowp::FixedPoint<int32_t, 4>::FromRaw(scaled)).raw();
      y = output_zero_point + RoundingDivideByPOT(fraction, 31 - output_bits);
    }
    output_data[i] = static_cast<T>(ActivationFunctionWithMinMax(y, kLow, kHigh));
  }
}
template <typename T>
inline void LogisticBytes(int32_t input_zero_point, int32_t input_range_radius, int32_t input_multiplier,
                          int input_shift, int size, const T* input_data, T* output_data) {
  MapBytes(input_zero_point, input_range_radius, input_multiplier, input_shift, size, input_data, output_data, 8,
           std::numeric_limits<T>::min(), [](gemmlowp::FixedPoint<int32_t, 4> x) { return gemmlowp::logistic(x); });
}
template <typename T>
inline void TanhBytes(int32_t input_zero_point, int32_t input_range_radius, int32_t input_multiplier, int input_shift,
                      int size, const T* input_data, T* output_data) {
  MapBytes(input_zero_point, input_range_radius, input_multiplier, input_shift, size, input_data, output_data, 7,
           std::numeric_limits<T>::min() + 128, [](gemmlowp::FixedPoint<int32_t, 4> x) { return gemmlowp::tanh(x); });
}

/// The logistic function at x / (24 * 2^bits), times 2^(16 + bits).
inline int32_t LogisticTable(uint32_t x, int bits) {
  const uint32_t at = x >> bits, part = x & ((1u << bits) - 1);
  if (at >= 255) return static_cast<int32_t>(bits == 9 ? 0x7FFFu << 10 : 0xFFFFu << 8);
  const uint32_t low = sigmoid_table_uint16[at];
  return static_cast<int32_t>((low << bits) + part * (sigmoid_table_uint16[at + 1] - low));
}
/// `function(x)` of inputs brought to the table's scale; a multiplier of 0 is that of three bits before the point.
template <typename Function>
inline void MapByTable(int32_t input_multiplier, int32_t input_left_shift, int size, const int16_t* input_data,
                       int16_t* output_data, const Function& function) {
  if (input_multiplier == 0) {
    input_multiplier = 3 << input_left_shift;
    input_left_shift = 0;
  }
  const int32_t half = input_left_shift > 0 ? 1 << (input_left_shift - 1) : 0;
  for (int i = 0; i < size; ++i) {
    output_data[i] = static_cast<int16_t>(function((input_data[i] * input_multiplier + half) >> input_left_shift));
  }
}
inline int32_t LogisticByTable(int32_t x) {
  const int32_t y = LogisticTable(static_cast<uint32_t>(std::abs(x)), 9);
  return ((x >= 0 ? y : (1 << 25) - 1 - y) + (1 << 9)) >> 10;
}
/// 2 logistic(2x) - 1.
inline int32_t TanhByTable(int32_t x) {
  const int32_t y = LogisticTable(static_cast<uint32_t>(std::abs(x)), 8) - (1 << 23);
  return ((x >= 0 ? y : -1 - y) + (1 << 7)) >> 8;
}

}  // namespace fixed_internal

namespace reference_ops {

inline void Logistic(const LogisticParams& /*params*/, const RuntimeShape& input_shape, const int16_t* input_data,
                     const RuntimeShape& output_shape, int16_t* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape);
  for (int i = 0; i < size; ++i) {
    output_data[i] = gemmlowp::logistic(gemmlowp::FixedPoint<int16_t, 3>::FromRaw(input_data[i])).raw();
  }
}
inline void Logistic(const LogisticParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                     const RuntimeShape& output_shape, uint8_t* output_data) {
  fixed_internal::LogisticBytes(params.input_zero_point, params.input_range_radius, params.input_multiplier,
                                params.input_left_shift, MatchingFlatSize(input_shape, output_shape), input_data,
                                output_data);
}
/// Inputs have three bits before the point, or four with a shift of 1.
inline void Tanh(const TanhParams& params, const RuntimeShape& input_shape, const int16_t* input_data,
                 const RuntimeShape& output_shape, int16_t* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape);
  for (int i = 0; i < size; ++i) {
    const int16_t x = gemmlowp::ShiftLeft(input_data[i], params.input_left_shift);
    output_data[i] = gemmlowp::tanh(gemmlowp::FixedPoint<int16_t, 3>::FromRaw(x)).raw();
  }
}
inline void Tanh(const TanhParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                 const RuntimeShape& output_shape, uint8_t* output_data) {
  fixed_internal::TanhBytes(params.input_zero_point, params.input_range_radius, params.input_multiplier,
                            params.input_left_shift, MatchingFlatSize(input_shape, output_shape), input_data,
                            output_data);
}

/// x * min(max(x + 3, 0), 6) / 6: the input, shifted up by 7 bits and scaled to the output, times a gate in [0, 1) that
/// saturates; both have sixteen bits.
template <typename T>
inline void HardSwish(const HardSwishParams& params, const RuntimeShape& input_shape, const T* input_data,
                      const RuntimeShape& output_shape, T* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape), exponent = params.reluish_multiplier_exponent;
  for (int i = 0; i < size; ++i) {
    const auto high = static_cast<int16_t>((input_data[i] - params.input_zero_point) * (1 << 7));
    const int32_t scaled = SaturatingRoundingDoublingHighMul(high, params.output_multiplier_fixedpoint_int16);
    // Of a shift up, the last bit comes after the product.
    int16_t gate = exponent > 0 ? gemmlowp::ShiftLeft(high, exponent - 1) : high;
    gate = SaturatingRoundingDoublingHighMul(gate, params.reluish_multiplier_fixedpoint_int16);
    if (exponent > 0) gate = gemmlowp::ShiftLeft(gate, 1);
    if (exponent < 0) gate = RoundingDivideByPOT(gate, -exponent);
    const int32_t product = ((gate + (1 << 15)) >> 1) * scaled / (1 << 15);
    const int32_t y = params.output_zero_point + RoundingDivideByPOT(product, -params.output_multiplier_exponent);
    output_data[i] = static_cast<T>(
        ActivationFunctionWithMinMax<int32_t>(y, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_ACTIVATION_H_
