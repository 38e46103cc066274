// Softmax and its logarithm of quantized numbers, in fixed point: distances from a row's maximum have five bits before
// the point, sums of their exponentials twelve. int16 takes tables of e^x and 1 / (1 + x) in place of that.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_SOFTMAX_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_SOFTMAX_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace fixed_internal {

/// A row of quantized numbers as distances from its maximum.
template <typename T>
struct Distances {
  const T* row;
  int depth;
  int32_t multiplier;
  int shift;
  int diff_min;  // what is further away counts as 0
  int32_t largest = std::numeric_limits<T>::min();

  Distances(const T* row_data, int row_depth, int32_t by, int by_shift, int least)
      : row(row_data), depth(row_depth), multiplier(by), shift(by_shift), diff_min(least) {
    for (int i = 0; i < depth; ++i) largest = std::max<int32_t>(largest, row[i]);
  }
  int32_t From(int i) const { return row[i] - largest; }
  gemmlowp::FixedPoint<int32_t, 5> Scaled(int i) const {
    return gemmlowp::FixedPoint<int32_t, 5>::FromRaw(MultiplyByQuantizedMultiplier(From(i), multiplier, shift));
  }
  gemmlowp::FixedPoint<int32_t, 12> SumOfExponentials() const {
    auto sum = gemmlowp::FixedPoint<int32_t, 12>::Zero();
    for (int i = 0; i < depth; ++i) {
      if (From(i) >= diff_min) sum = sum + gemmlowp::Rescale<12>(gemmlowp::exp_on_negative_values(Scaled(i)));
    }
    return sum;
  }
};

template <typename T>
inline T ClampedTo(int32_t x) {
  constexpr int32_t kLow = std::numeric_limits<T>::min(), kHigh = std::numeric_limits<T>::max();
  return static_cast<T>(ActivationFunctionWithMinMax(x, kLow, kHigh));
}

/// Results are in units of 1/16 below the type's largest number.
template <typename T>
inline void LogSoftmaxRows(int32_t input_multiplier, int input_shift, int32_t reverse_multiplier, int reverse_shift,
                           int diff_min, int rows, int depth, const T* input_data, T* output_data) {
  for (int r = 0; r < rows; ++r, input_data += depth, output_data += depth) {
    const Distances<T> distances(input_data, depth, input_multiplier, input_shift, diff_min);
    const int32_t log = log_x_for_x_greater_than_or_equal_to_1<5>(distances.SumOfExponentials()).raw();
    const int32_t lowest = std::max<int32_t>(
        diff_min - 1,
        MultiplyByQuantizedMultiplier(log + std::numeric_limits<int32_t>::min(), reverse_multiplier, -reverse_shift));
    for (int i = 0; i < depth; ++i) {
      output_data[i] = std::numeric_limits<T>::min();
      if (distances.From(i) <= lowest) continue;
      output_data[i] = ClampedTo<T>(RoundingDivideByPOT(distances.Scaled(i).raw() - log, 31 - 5 - 4) +
                                    std::numeric_limits<T>::max());
    }
  }
}

}  // namespace fixed_internal

namespace reference_ops {

/// Results are fractions of one, from the type's smallest number up: in units of 2^-8 or 2^-16.
template <typename InputT, typename OutputT>
inline void Softmax(const SoftmaxParams& params, const RuntimeShape& input_shape, const InputT* input_data,
                    const RuntimeShape& output_shape, OutputT* output_data) {
  static_assert(std::is_integral_v<InputT> && std::is_integral_v<OutputT>, "floats have a function of their own");
  typedef gemmlowp::FixedPoint<int32_t, 0> Fraction;
  const int last = input_shape.DimensionsCount() - 1, depth = MatchingDim(input_shape, last, output_shape, last);
  const int rows = MatchingFlatSizeSkipDim(input_shape, last, output_shape);
  for (int r = 0; r < rows; ++r, input_data += depth, output_data += depth) {
    const fixed_internal::Distances<InputT> distances(input_data, depth, params.input_multiplier,
                                                      params.input_left_shift, params.diff_min);
    int bits;
    const Fraction scale = Fraction::FromRaw(GetReciprocal(distances.SumOfExponentials().raw(), 12, &bits));
    const int exponent = bits + 31 - 8 * static_cast<int>(sizeof(OutputT));
    TFLITE_CHECK(exponent >= 0 && exponent <= 31);
    for (int i = 0; i < depth; ++i) {
      output_data[i] = std::numeric_limits<OutputT>::min();
      if (distances.From(i) < params.diff_min) continue;
      const Fraction share = scale * gemmlowp::exp_on_negative_values(distances.Scaled(i));
      output_data[i] = fixed_internal::ClampedTo<OutputT>(RoundingDivideByPOT(share.raw(), exponent) +
                                                          std::numeric_limits<OutputT>::min());
    }
  }
}

/// e^x of element c of row i by the table of 513 entries over [-10, 0], as a fraction.
inline int16_t SoftMaxCalculateExp(const SoftmaxParams& params, const int16_t* input_data, const int depth,
                                   int16_t max_in_row, int i, int c) {
  const int32_t distance = MultiplyByQuantizedMultiplier(input_data[i * depth + c] - max_in_row,
                                                         params.input_multiplier, params.input_left_shift);
  return LUTLookup(fixed_internal::ClampedTo<int16_t>(distance + 32767), params.exp_lut);
}
inline void SoftmaxInt16(const SoftmaxParams& params, const RuntimeShape& input_shape, const int16_t* input_data,
                         const RuntimeShape& output_shape, int16_t* output_data) {
  const int last = input_shape.DimensionsCount() - 1, depth = MatchingDim(input_shape, last, output_shape, last);
  const int rows = MatchingFlatSizeSkipDim(input_shape, last, output_shape);
  for (int r = 0; r < rows; ++r) {
    int16_t* out = output_data + r * depth;
    int16_t largest = std::numeric_limits<int16_t>::min();
    for (int c = 0; c < depth; ++c) largest = std::max(largest, input_data[r * depth + c]);
    int32_t sum = 0;
    for (int c = 0; c < depth; ++c) {
      out[c] = SoftMaxCalculateExp(params, input_data, depth, largest, r, c);
      sum += out[c];
    }
    // The sum is 1 + a fraction of 16 bits, times a power of two; the second table has 1 / (1 + fraction).
    const int zeros = CountLeadingZeros(static_cast<uint32_t>(sum));
    const auto shifted = static_cast<int32_t>(((int64_t{sum} << (zeros - 1)) + (1 << 13)) >> 14);
    const int16_t reciprocal =
        LUTLookup(fixed_internal::ClampedTo<int16_t>(shifted - (1 << 15) - (1 << 16)), params.one_over_one_plus_x_lut);
    const int right = 31 - zeros;
    for (int c = 0; c < depth; ++c) {
      const int64_t share = (int64_t{out[c]} * reciprocal + (int64_t{1} << (right - 1))) >> right;
      out[c] = static_cast<int16_t>(std::min<int64_t>(std::max<int64_t>(share, 0), 32767));
    }
  }
}

template <typename T>
inline void LogSoftmaxQuantized(const SoftmaxParams& params, const size_t outer_size, const size_t depth,
                                const RuntimeShape& /*input_shape*/, const T* input_data,
                                const RuntimeShape& /*output_shape*/, T* output_data) {
  fixed_internal::LogSoftmaxRows(params.input_multiplier, params.input_left_shift, params.reverse_scaling_divisor,
                                 params.reverse_scaling_right_shift, params.diff_min, static_cast<int>(outer_size),
                                 static_cast<int>(depth), input_data, output_data);
}
inline void LogSoftmax(const SoftmaxParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                       const RuntimeShape& output_shape, uint8_t* output_data) {
  const int last = input_shape.DimensionsCount() - 1;
  LogSoftmaxQuantized(params, static_cast<size_t>(MatchingFlatSizeSkipDim(input_shape, last, output_shape)),
                      static_cast<size_t>(MatchingDim(input_shape, last, output_shape, last)), input_shape, input_data,
                      output_shape, output_data);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FIXED_SOFTMAX_H_
