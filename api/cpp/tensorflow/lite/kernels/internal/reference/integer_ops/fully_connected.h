// Products of rows of int8 or int16 with a weight matrix (outputs x depth), one scale for all or one for each output.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_FULLY_CONNECTED_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_FULLY_CONNECTED_H_

#include "tensorflow/lite/kernels/internal/reference/fully_connected.h"

namespace tflite {
namespace reference_integer_ops {

template <typename In, typename Weight, typename Out, typename Bias>
inline void FullyConnectedPerChannel(const FullyConnectedParams& params, const int32_t* output_multiplier,
                                     const int* output_shift, const RuntimeShape& /*input_shape*/, const In* input_data,
                                     const RuntimeShape& filter_shape, const Weight* filter_data,
                                     const RuntimeShape& /*bias_shape*/, const Bias* bias_data,
                                     const RuntimeShape& output_shape, Out* output_data) {
  reference_ops::FullyConnectedWith<Bias>(input_data, static_cast<Bias>(params.input_offset), filter_shape, filter_data,
                                          output_multiplier ? Bias{0} : static_cast<Bias>(params.weights_offset),
                                          output_shape, output_data,
                                          reference_ops::QuantizedFinish<Out, FullyConnectedParams, Bias>{
                                              params, bias_data, output_multiplier, output_shift});
}
template <typename In, typename Weight, typename Out, typename Bias>
inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& input_shape, const In* input_data,
                           const RuntimeShape& filter_shape, const Weight* filter_data, const RuntimeShape& bias_shape,
                           const Bias* bias_data, const RuntimeShape& output_shape, Out* output_data) {
  FullyConnectedPerChannel(params, nullptr, nullptr, input_shape, input_data, filter_shape, filter_data, bias_shape,
                           bias_data, output_shape, output_data);
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_FULLY_CONNECTED_H_
