// Real numbers as integers: multipliers, ranges, zero points.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_

#include <stdint.h>

#include <cmath>
#include <limits>

#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

/// Scale and zero point by which T holds [rmin, rmax] with 0 exactly.
template <typename T>
QuantizationParams ChooseQuantizationParams(double rmin, double rmax, bool narrow_range) {
  const T qmin = static_cast<T>(std::numeric_limits<T>::min() + (narrow_range ? 1 : 0));
  const T qmax = std::numeric_limits<T>::max();
  const double qmin_double = qmin, qmax_double = qmax;
  TFLITE_CHECK_LE(rmin, 0.);
  TFLITE_CHECK_GE(rmax, 0.);
  QuantizationParams params;
  if (rmin == rmax) return params;
  const double scale = (rmax - rmin) / (qmax_double - qmin_double);
  // Of the two ends, the one that gives the zero point with the smaller rounding error decides.
  const double from_min = qmin_double - rmin / scale, from_max = qmax_double - rmax / scale;
  const double error_min = std::abs(qmin_double) + std::abs(rmin / scale);
  const double error_max = std::abs(qmax_double) + std::abs(rmax / scale);
  const double zero_point = error_min < error_max ? from_min : from_max;
  T nudged;
  if (zero_point < qmin_double) {
    nudged = qmin;
  } else if (zero_point > qmax_double) {
    nudged = qmax;
  } else {
    nudged = static_cast<T>(TfLiteRound(zero_point));
  }
  params.zero_point = nudged;
  params.scale = scale;
  return params;
}
template <typename T>
QuantizationParams ChooseQuantizationParams(double rmin, double rmax) {
  return ChooseQuantizationParams<T>(rmin, rmax, false);
}

/// A float as an integer, saturated.
template <class IntOut, class FloatIn>
IntOut SafeCast(FloatIn x) {
  constexpr FloatIn kBound = static_cast<FloatIn>(std::numeric_limits<IntOut>::max());
  if (x >= kBound) return std::numeric_limits<IntOut>::max();
  if (x <= static_cast<FloatIn>(std::numeric_limits<IntOut>::min())) return std::numeric_limits<IntOut>::min();
  return static_cast<IntOut>(x);
}

/// double_multiplier = quantized_multiplier / 2^31 * 2^shift.
void QuantizeMultiplier(double double_multiplier, int32_t* quantized_multiplier, int* shift);
/// For multipliers in (0, 1) and above 1.
void QuantizeMultiplierSmallerThanOneExp(double double_multiplier, int32_t* quantized_multiplier, int* left_shift);
void QuantizeMultiplierGreaterThanOne(double double_multiplier, int32_t* quantized_multiplier, int* left_shift);
void QuantizeMultiplierArray(const double* effective_scales, size_t size, int32_t* effective_scale_significand,
                             int* effective_shift);

/// Multiplier and shift of softmax's exponents, which have `input_integer_bits` before the point.
void PreprocessSoftmaxScaling(double beta, double input_scale, int input_integer_bits, int32_t* quantized_multiplier,
                              int* left_shift);
/// The same of softmax's logarithm, and the multiplier and shift by which its inputs are told that are too small.
void PreprocessLogSoftmaxScalingExp(double beta, double input_scale, int input_integer_bits,
                                    int32_t* quantized_multiplier, int* left_shift, int32_t* reverse_scaling_divisor,
                                    int* reverse_scaling_left_shift);
/// The largest input of a function whose argument has that many bits before the point.
int CalculateInputRadius(int input_integer_bits, int input_left_shift, int total_signed_bits = 31);

/// Range and scale of a fake quantization, moved so that 0 is exact.
void NudgeQuantizationRange(float min, float max, int quant_min, int quant_max, float* nudged_min, float* nudged_max,
                            float* nudged_scale);
void FakeQuantizeArray(float nudged_scale, float nudged_min, float nudged_max, const float* input_data,
                       float* output_data, float size);

/// True when x is a power of two within 0.001 of its exponent, which is rounded to *log2_result.
bool CheckedLog2(float x, int* log2_result);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_
