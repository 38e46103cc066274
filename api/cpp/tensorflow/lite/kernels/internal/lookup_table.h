// Functions of quantized numbers as tables: 256 entries for 8 bits; for int16, 512 steps with one more at their end,
// between which values are interpolated.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_LOOKUP_TABLE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_LOOKUP_TABLE_H_

#include <stdint.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "tensorflow/lite/kernels/internal/cppmath.h"

namespace tflite {
namespace lut_internal {

template <typename T>
using IfByte = std::enable_if_t<std::is_integral_v<T> && sizeof(T) == 1>;
template <typename T>
using IfInt16 = std::enable_if_t<std::is_same_v<T, int16_t>>;

template <typename T, typename Function>
void PopulateBytes(float input_scale, int32_t input_zero_point, float output_scale, int32_t output_zero_point,
                   const Function& function, T* lut) {
  const float inverse_scale = 1 / output_scale;
  const int32_t low = std::numeric_limits<T>::min(), high = std::numeric_limits<T>::max();
  for (int32_t value = low; value <= high; ++value) {
    const float real = function(input_scale * static_cast<float>(value - input_zero_point));
    const auto quantized =
        static_cast<int32_t>(TfLiteRound(real * inverse_scale) + static_cast<float>(output_zero_point));
    lut[static_cast<uint8_t>(value)] = static_cast<T>(std::min(std::max(quantized, low), high));
  }
}

/// An entry is moved by half of what interpolation is wrong by in the middle of its step.
template <typename Real, typename Function>
void PopulateInt16(Real input_scale, int32_t input_zero_point, Real output_scale, int32_t output_zero_point,
                   const Function& function, int16_t* lut) {
  constexpr int kSteps = 512;
  const Real low = std::numeric_limits<int16_t>::min(), high = std::numeric_limits<int16_t>::max();
  const Real input_low = input_scale * (low - static_cast<Real>(input_zero_point));
  const Real input_high = input_scale * (high - static_cast<Real>(input_zero_point));
  const Real output_low = output_scale * (low - static_cast<Real>(output_zero_point));
  const Real output_high = output_scale * (high - static_cast<Real>(output_zero_point));
  const Real step = (input_high - input_low) / kSteps;
  const Real inverse = (high - low + 1) / (output_high - output_low);
  const auto clamped = [&](Real x) { return static_cast<int16_t>(std::min(std::max(x, low), high)); };
  for (int i = 0; i < kSteps; ++i) {
    const Real at = input_low + static_cast<Real>(i) * step;
    const Real here = TfLiteRound(function(at) * inverse);
    const Real next = function(input_low + static_cast<Real>(i + 1) * step) * inverse;
    const Real middle = TfLiteRound(function(at + step / 2) * inverse);
    const Real error = TfLiteRound((next + here) / 2) - middle;
    lut[i] = clamped(here - TfLiteRound(error / 2));
  }
  lut[kSteps] = clamped(TfLiteRound(function(input_high) * inverse));
}

}  // namespace lut_internal

template <typename T>
constexpr int LUTSize() {
  static_assert(sizeof(T) <= 2, "8 or 16 bits");
  return sizeof(T) == 1 ? 256 : 513;
}

template <typename T, typename = lut_internal::IfByte<T>>
void LUTPopulate(float input_scale, int32_t input_zero_point, float output_scale, int32_t output_zero_point,
                 float (*transform)(float), T* lut) {
  lut_internal::PopulateBytes(input_scale, input_zero_point, output_scale, output_zero_point, transform, lut);
}
template <typename T, typename = lut_internal::IfByte<T>>
void LUTPopulate(float input_scale, int32_t input_zero_point, float output_scale, int32_t output_zero_point,
                 float (*transform)(float, const void*), const void* transform_params, T* lut) {
  const auto function = [&](float x) { return transform(x, transform_params); };
  lut_internal::PopulateBytes(input_scale, input_zero_point, output_scale, output_zero_point, function, lut);
}
template <typename T, typename = lut_internal::IfInt16<T>, int = 0>
void LUTPopulate(float input_scale, int32_t input_zero_point, float output_scale, int32_t output_zero_point,
                 float (*transform)(float), T* lut) {
  lut_internal::PopulateInt16(input_scale, input_zero_point, output_scale, output_zero_point, transform, lut);
}
template <typename T, typename = lut_internal::IfInt16<T>, int = 0>
void LUTPopulate(float input_scale, int32_t input_zero_point, float output_scale, int32_t output_zero_point,
                 float (*transform)(float, const void*), const void* transform_params, T* lut) {
  const auto function = [&](float x) { return transform(x, transform_params); };
  lut_internal::PopulateInt16(input_scale, input_zero_point, output_scale, output_zero_point, function, lut);
}
template <typename T, typename = lut_internal::IfInt16<T>>
void LUTPopulate(double input_scale, int32_t input_zero_point, double output_scale, int32_t output_zero_point,
                 double (*transform)(double), T* lut) {
  lut_internal::PopulateInt16(input_scale, input_zero_point, output_scale, output_zero_point, transform, lut);
}

inline int8_t LUTLookup(int8_t value, const int8_t* lut) { return lut[static_cast<uint8_t>(value)]; }
inline uint8_t LUTLookup(uint8_t value, const uint8_t* lut) { return lut[value]; }
inline int16_t LUTLookup(int16_t value, const int16_t* lut) {
  const int index = 256 + (value >> 7), part = value & 0x7F;
  const int slope = static_cast<int16_t>(lut[index + 1] - lut[index]);
  return static_cast<int16_t>(lut[index] + ((slope * part + 64) >> 7));
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_LOOKUP_TABLE_H_
