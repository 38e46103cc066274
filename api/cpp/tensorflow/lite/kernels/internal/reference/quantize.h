// From real numbers to quantized ones, and back, with one scale or one for each channel; and there and back at once.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_

#include <algorithm>
#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"

namespace tflite {
namespace reference_ops {

template <typename OutputT>
inline OutputT Quantized(float real, float scale, int32_t zero_point) {
  const int32_t low = std::numeric_limits<OutputT>::min(), high = std::numeric_limits<OutputT>::max();
  const int32_t value = static_cast<int32_t>(TfLiteRound(real / scale)) + zero_point;
  return static_cast<OutputT>(std::min(std::max(value, low), high));
}

template <typename InputT, typename OutputT>
inline void AffineQuantize(const QuantizationParams& op_params, const RuntimeShape& input_shape,
                           const InputT* input_data, const RuntimeShape& output_shape, OutputT* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape);
  for (int i = 0; i < size; ++i) {
    output_data[i] = Quantized<OutputT>(static_cast<float>(input_data[i]), static_cast<float>(op_params.scale),
                                        op_params.zero_point);
  }
}

template <typename InputT, typename OutputT>
inline void Dequantize(const DequantizationParams& op_params, const RuntimeShape& input_shape, const InputT* input_data,
                       const RuntimeShape& output_shape, OutputT* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape);
  for (int i = 0; i < size; ++i) {
    output_data[i] =
        static_cast<OutputT>(op_params.scale * (static_cast<int32_t>(input_data[i]) - op_params.zero_point));
  }
}

/// Calls `convert(element, channel)` for each element, channels being indices of the quantized dimension.
template <typename Convert>
inline void ForEachInChannels(const RuntimeShape& shape, int quantized_dimension, const Convert& convert) {
  int inner = 1;
  for (int d = quantized_dimension + 1; d < shape.DimensionsCount(); ++d) inner *= shape.Dims(d);
  for (int i = 0; i < shape.FlatSize(); ++i) convert(i, i / inner % shape.Dims(quantized_dimension));
}
template <typename InputT, typename OutputT>
inline void PerChannelQuantize(const PerChannelQuantizationParams& op_params, const RuntimeShape& input_shape,
                               const InputT* input_data, const RuntimeShape& /*output_shape*/, OutputT* output_data) {
  ForEachInChannels(input_shape, op_params.quantized_dimension, [&](int i, int channel) {
    output_data[i] =
        Quantized<OutputT>(static_cast<float>(input_data[i]), op_params.scale[channel], op_params.zero_point[channel]);
  });
}
template <typename T>
inline void PerChannelDequantize(const PerChannelDequantizationParams& op_params, const RuntimeShape& input_shape,
                                 const T* input_data, const RuntimeShape& /*output_shape*/, float* output_data) {
  ForEachInChannels(input_shape, op_params.quantized_dimension, [&](int i, int channel) {
    output_data[i] = static_cast<float>(input_data[i] - op_params.zero_point[channel]) * op_params.scale[channel];
  });
}

inline void FakeQuant(const FakeQuantParams& op_params, const RuntimeShape& input_shape, const float* input_data,
                      const RuntimeShape& output_shape, float* output_data) {
  float low, high, scale;
  const int most = (1 << op_params.num_bits) - 1;
  NudgeQuantizationRange(static_cast<float>(op_params.minmax.min), static_cast<float>(op_params.minmax.max), 0, most,
                         &low, &high, &scale);
  FakeQuantizeArray(scale, low, high, input_data, output_data,
                    static_cast<float>(MatchingFlatSize(input_shape, output_shape)));
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_
