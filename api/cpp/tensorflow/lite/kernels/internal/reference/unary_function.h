// Functions of one tensor, element by element. A kernel's usual header of its own forwards to this one.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_UNARY_FUNCTION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_UNARY_FUNCTION_H_

#include <cmath>
#include <complex>
#include <type_traits>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/reference/fixed_activation.h"

namespace tflite {
namespace reference_ops {

/// output[i] = function(input[i]).
template <typename In, typename Out, typename Function>
inline void MapElements(const RuntimeShape& input_shape, const In* input_data, const RuntimeShape& output_shape,
                        Out* output_data, const Function& function) {
  const int size = MatchingElementsSize(input_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = static_cast<Out>(function(input_data[i]));
}

/// To nearest, halves to the even number.
inline float RoundToNearest(float value) {
  const float down = std::floor(value), part = value - down;
  if (part != 0.5f) return part < 0.5f ? down : down + 1;
  return std::fmod(down, 2.f) == 0 ? down : down + 1;
}

// Functions that have no parameters.
#define TARE_UNARY(Name, expression)                                                                       \
  template <typename T>                                                                                    \
  inline void Name(const RuntimeShape& input_shape, const T* input_data, const RuntimeShape& output_shape, \
                   T* output_data) {                                                                       \
    MapElements(input_shape, input_data, output_shape, output_data, [](T x) { return T(expression); });    \
  }
TARE_UNARY(Ceil, std::ceil(x))
TARE_UNARY(Floor, std::floor(x))
TARE_UNARY(Round, RoundToNearest(static_cast<float>(x)))
TARE_UNARY(Negate, -x)
TARE_UNARY(Elu, x < 0 ? std::expm1(x) : x)
TARE_UNARY(Tanh, std::tanh(x))
TARE_UNARY(Logistic, 1 / (1 + std::exp(-x)))
TARE_UNARY(HardSwish, x* std::min(std::max(x + T{3}, T{0}), T{6}) / T{6})
TARE_UNARY(Relu, std::max(x, T{0}))
TARE_UNARY(Relu6, std::min(std::max(x, T{0}), T{6}))
TARE_UNARY(Relu1, std::min(std::max(x, T{-1}), T{1}))
TARE_UNARY(Relu0To1, std::min(std::max(x, T{0}), T{1}))
#undef TARE_UNARY

inline void Tanh(const TanhParams& /*params*/, const RuntimeShape& input_shape, const float* input_data,
                 const RuntimeShape& output_shape, float* output_data) {
  Tanh(input_shape, input_data, output_shape, output_data);
}
inline void Logistic(const LogisticParams& /*params*/, const RuntimeShape& input_shape, const float* input_data,
                     const RuntimeShape& output_shape, float* output_data) {
  Logistic(input_shape, input_data, output_shape, output_data);
}

template <typename T>
inline void Exp(const T* input_data, size_t num_elements, T* output_data) {
  for (size_t i = 0; i < num_elements; ++i) output_data[i] = std::exp(input_data[i]);
}

inline float GeluTransform(float x) { return 0.5f * x * std::erfc(x * -0.70710678118654752f); }
inline float GeluTransformApproximate(float x) {
  return 0.5f * x * (1 + std::tanh(0.7978845608028654f * (x + 0.044715f * x * x * x)));
}
template <typename T>
inline void Gelu(const RuntimeShape& input_shape, const T* input_data, bool approximate,
                 const RuntimeShape& output_shape, T* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data,
              approximate ? &GeluTransformApproximate : &GeluTransform);
}

inline void LeakyRelu(const LeakyReluParams& params, const RuntimeShape& input_shape, const float* input_data,
                      const RuntimeShape& output_shape, float* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data,
              [&](float x) { return x > 0 ? x : x * params.alpha; });
}
/// The two slopes as multipliers.
template <typename T>
inline void QuantizeLeakyRelu(const LeakyReluParams& params, const RuntimeShape& input_shape, const T* input_data,
                              const RuntimeShape& output_shape, T* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data, [&](T stored) {
    const int32_t x = static_cast<int32_t>(stored) - params.input_offset;
    const int32_t scaled =
        x >= 0 ? MultiplyByQuantizedMultiplier(x, params.output_multiplier_identity, params.output_shift_identity)
               : MultiplyByQuantizedMultiplier(x, params.output_multiplier_alpha, params.output_shift_alpha);
    return ActivationFunctionWithMinMax<int32_t>(params.output_offset + scaled, std::numeric_limits<T>::min(),
                                                 std::numeric_limits<T>::max());
  });
}

/// Clamped within the quantized activation, in the same scale; and to another one.
template <typename T>
inline void ReluX(const ActivationParams& params, const RuntimeShape& input_shape, const T* input_data,
                  const RuntimeShape& output_shape, T* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data, [&](T x) {
    return ActivationFunctionWithMinMax<int32_t>(x, params.quantized_activation_min, params.quantized_activation_max);
  });
}
template <typename T>
inline void ReluX(const ReluParams& params, const RuntimeShape& input_shape, const T* input_data,
                  const RuntimeShape& output_shape, T* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data, [&](T stored) {
    const int32_t x =
        params.output_offset + MultiplyByQuantizedMultiplier(static_cast<int32_t>(stored) - params.input_offset,
                                                             params.output_multiplier, params.output_shift);
    return ActivationFunctionWithMinMax(x, params.quantized_activation_min, params.quantized_activation_max);
  });
}

template <typename SrcT, typename DstT>
inline void Cast(const RuntimeShape& input_shape, const SrcT* input_data, const RuntimeShape& output_shape,
                 DstT* output_data) {
  MapElements(input_shape, input_data, output_shape, output_data, [](SrcT x) { return static_cast<DstT>(x); });
}

/// From one quantization to another.
template <typename InputT, typename OutputT>
inline void Requantize(const InputT* input_data, int32_t size, int32_t effective_scale_multiplier,
                       int32_t effective_scale_shift, int32_t input_zeropoint, int32_t output_zeropoint,
                       OutputT* output_data) {
  for (int32_t i = 0; i < size; ++i) {
    const int32_t x = MultiplyByQuantizedMultiplier(static_cast<int32_t>(input_data[i]) - input_zeropoint,
                                                    effective_scale_multiplier, effective_scale_shift) +
                      output_zeropoint;
    output_data[i] = static_cast<OutputT>(ActivationFunctionWithMinMax<int32_t>(x, std::numeric_limits<OutputT>::min(),
                                                                                std::numeric_limits<OutputT>::max()));
  }
}

inline void LookupTableInt16(const int16_t* input_data, int num_elements, const int16_t* lut, int16_t* output_data) {
  for (int i = 0; i < num_elements; ++i) output_data[i] = LUTLookup(input_data[i], lut);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_UNARY_FUNCTION_H_
