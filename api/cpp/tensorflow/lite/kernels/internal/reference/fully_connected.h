// Products of rows with a weight matrix (outputs x depth), in float and in uint8.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_

#include "tensorflow/lite/kernels/internal/reference/conv.h"

namespace tflite {
namespace reference_ops {

/// As ConvWith.
template <typename Sum, typename In, typename Weight, typename Out, typename Finish>
inline void FullyConnectedWith(const In* input_data, Sum input_offset, const RuntimeShape& weights_shape,
                               const Weight* weights_data, Sum weights_offset, const RuntimeShape& output_shape,
                               Out* output_data, const Finish& finish) {
  const int outputs = output_shape.Dims(output_shape.DimensionsCount() - 1);
  const int rows = FlatSizeSkipDim(output_shape, output_shape.DimensionsCount() - 1);
  const int depth = weights_shape.Dims(weights_shape.DimensionsCount() - 1);
  for (int r = 0; r < rows; ++r) {
    for (int o = 0; o < outputs; ++o) {
      Sum sum = 0;
      for (int d = 0; d < depth; ++d) {
        sum += (static_cast<Sum>(input_data[r * depth + d]) + input_offset) *
               (static_cast<Sum>(weights_data[o * depth + d]) + weights_offset);
      }
      output_data[r * outputs + o] = finish(sum, o);
    }
  }
}

inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& /*input_shape*/,
                           const float* input_data, const RuntimeShape& weights_shape, const float* weights_data,
                           const RuntimeShape& /*bias_shape*/, const float* bias_data, const RuntimeShape& output_shape,
                           float* output_data) {
  FullyConnectedWith(input_data, 0.f, weights_shape, weights_data, 0.f, output_shape, output_data,
                     FloatFinish<FullyConnectedParams>{params, bias_data});
}
inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& /*input_shape*/,
                           const uint8_t* input_data, const RuntimeShape& weights_shape, const uint8_t* weights_data,
                           const RuntimeShape& /*bias_shape*/, const int32_t* bias_data,
                           const RuntimeShape& output_shape, uint8_t* output_data) {
  FullyConnectedWith(input_data, params.input_offset, weights_shape, weights_data, params.weights_offset, output_shape,
                     output_data,
                     QuantizedFinish<uint8_t, FullyConnectedParams, int32_t>{params, bias_data, nullptr, nullptr});
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_FULLY_CONNECTED_H_
