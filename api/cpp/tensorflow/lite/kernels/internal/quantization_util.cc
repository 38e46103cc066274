// A multiplier's significand has 31 bits; those beyond the shifts of 32-bit integers become 0 or the largest.
#include "tensorflow/lite/kernels/internal/quantization_util.h"

#include <algorithm>

namespace tflite {

void QuantizeMultiplier(double double_multiplier, int32_t* quantized_multiplier, int* shift) {
  constexpr int64_t kOne = int64_t{1} << 31;
  constexpr int kLargestShift = 30, kSmallestShift = -31;
  *shift = 0;
  *quantized_multiplier = 0;
  if (double_multiplier == 0) return;
  const double fraction = std::frexp(double_multiplier, shift);
  auto fixed = static_cast<int64_t>(TfLiteRound(fraction * static_cast<double>(kOne)));
  TFLITE_CHECK(fixed <= kOne);
  if (fixed == kOne) {
    fixed /= 2;
    ++*shift;
  }
  if (*shift < kSmallestShift) {
    *shift = 0;
    fixed = 0;
  }
  if (*shift > kLargestShift) {
    *shift = kLargestShift;
    fixed = kOne - 1;
  }
  *quantized_multiplier = static_cast<int32_t>(fixed);
}

void QuantizeMultiplierSmallerThanOneExp(double double_multiplier, int32_t* quantized_multiplier, int* left_shift) {
  TFLITE_CHECK_LT(double_multiplier, 1.);
  TFLITE_CHECK_GT(double_multiplier, 0.);
  QuantizeMultiplier(double_multiplier, quantized_multiplier, left_shift);
  TFLITE_CHECK_LE(*left_shift, 0);
}

void QuantizeMultiplierGreaterThanOne(double double_multiplier, int32_t* quantized_multiplier, int* left_shift) {
  TFLITE_CHECK_GT(double_multiplier, 1.);
  QuantizeMultiplier(double_multiplier, quantized_multiplier, left_shift);
  TFLITE_CHECK_GE(*left_shift, 0);
}

void QuantizeMultiplierArray(const double* effective_scales, size_t size, int32_t* effective_scale_significand,
                             int* effective_shift) {
  for (size_t i = 0; i < size; ++i) {
    QuantizeMultiplier(effective_scales[i], &effective_scale_significand[i], &effective_shift[i]);
  }
}

void PreprocessSoftmaxScaling(double beta, double input_scale, int input_integer_bits, int32_t* quantized_multiplier,
                              int* left_shift) {
  const double largest = static_cast<double>((int64_t{1} << 31) - 1);
  const double real = std::min(beta * input_scale * (1 << (31 - input_integer_bits)), largest);
  QuantizeMultiplierGreaterThanOne(real, quantized_multiplier, left_shift);
}

void PreprocessLogSoftmaxScalingExp(double beta, double input_scale, int input_integer_bits,
                                    int32_t* quantized_multiplier, int* left_shift, int32_t* reverse_scaling_divisor,
                                    int* reverse_scaling_left_shift) {
  PreprocessSoftmaxScaling(beta, input_scale, input_integer_bits, quantized_multiplier, left_shift);
  const double reverse = static_cast<double>(int64_t{1} << (31 - *left_shift)) / *quantized_multiplier;
  QuantizeMultiplierSmallerThanOneExp(reverse, reverse_scaling_divisor, reverse_scaling_left_shift);
}

int CalculateInputRadius(int input_integer_bits, int input_left_shift, int total_signed_bits) {
  const double radius = 1. * ((1 << input_integer_bits) - 1) *
                        static_cast<double>(int64_t{1} << (total_signed_bits - input_integer_bits)) /
                        static_cast<double>(int64_t{1} << input_left_shift);
  return static_cast<int>(std::floor(radius));
}

void NudgeQuantizationRange(float min, float max, int quant_min, int quant_max, float* nudged_min, float* nudged_max,
                            float* nudged_scale) {
  const auto low = static_cast<float>(quant_min), high = static_cast<float>(quant_max);
  *nudged_scale = (max - min) / (high - low);
  const float zero = low - min / *nudged_scale;
  const float nudged_zero = zero < low ? low : zero > high ? high : TfLiteRound(zero);
  *nudged_min = (low - nudged_zero) * *nudged_scale;
  *nudged_max = (high - nudged_zero) * *nudged_scale;
}

void FakeQuantizeArray(float nudged_scale, float nudged_min, float nudged_max, const float* input_data,
                       float* output_data, float size) {
  const float inverse = 1.f / nudged_scale;
  for (int i = 0; i < static_cast<int>(size); ++i) {
    const float clamped = std::min(nudged_max, std::max(nudged_min, input_data[i]));
    output_data[i] = TfLiteRound(inverse * (clamped - nudged_min)) * nudged_scale + nudged_min;
  }
}

bool CheckedLog2(float x, int* log2_result) {
  const float exact = std::log(x) * (1.f / std::log(2.f)), rounded = TfLiteRound(exact);
  *log2_result = static_cast<int>(rounded);
  return std::abs(exact - rounded) < 1e-3f;
}

}  // namespace tflite
