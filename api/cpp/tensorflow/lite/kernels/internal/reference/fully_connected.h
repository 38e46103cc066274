// Products of rows with a weight matrix (outputs x depth), in float and in uint8.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& /*input_shape*/,
                           const float* input_data, const RuntimeShape& weights_shape, const float* weights_data,
                           const RuntimeShape& /*bias_shape*/, const float* bias_data, const RuntimeShape& output_shape,
                           float* output_data) {
  const int outputs = output_shape.Dims(output_shape.DimensionsCount() - 1);
  const int rows = FlatSizeSkipDim(output_shape, output_shape.DimensionsCount() - 1);
  const int depth = weights_shape.Dims(weights_shape.DimensionsCount() - 1);
  for (int r = 0; r < rows; ++r) {
    for (int o = 0; o < outputs; ++o) {
      float sum = 0;
      for (int d = 0; d < depth; ++d) sum += input_data[r * depth + d] * weights_data[o * depth + d];
      output_data[r * outputs + o] = ActivationFunctionWithMinMax(
          sum + (bias_data ? bias_data[o] : 0.f), params.float_activation_min, params.float_activation_max);
    }
  }
}

inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& /*input_shape*/,
                           const uint8_t* input_data, const RuntimeShape& weights_shape, const uint8_t* weights_data,
                           const RuntimeShape& /*bias_shape*/, const int32_t* bias_data,
                           const RuntimeShape& output_shape, uint8_t* output_data) {
  const int outputs = output_shape.Dims(output_shape.DimensionsCount() - 1);
  const int rows = FlatSizeSkipDim(output_shape, output_shape.DimensionsCount() - 1);
  const int depth = weights_shape.Dims(weights_shape.DimensionsCount() - 1);
  for (int r = 0; r < rows; ++r) {
    for (int o = 0; o < outputs; ++o) {
      int32_t sum = bias_data ? bias_data[o] : 0;
      for (int d = 0; d < depth; ++d) {
        sum +=
            (weights_data[o * depth + d] + params.weights_offset) * (input_data[r * depth + d] + params.input_offset);
      }
      sum = MultiplyByQuantizedMultiplier(sum, params.output_multiplier, params.output_shift) + params.output_offset;
      output_data[r * outputs + o] = static_cast<uint8_t>(
          ActivationFunctionWithMinMax(sum, params.quantized_activation_min, params.quantized_activation_max));
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_
