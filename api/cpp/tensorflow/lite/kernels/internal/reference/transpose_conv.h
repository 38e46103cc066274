// Transposed convolution of NHWC images with OHWI weights.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_CONV_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_CONV_H_

#include "tensorflow/lite/kernels/internal/reference/conv.h"

namespace tflite {
namespace reference_ops {

inline void TransposeConv(const ConvParams& params, const RuntimeShape& input_shape, const float* input_data,
                          const RuntimeShape& filter_shape, const float* filter_data,
                          const RuntimeShape& /*bias_shape*/, const float* bias_data, const RuntimeShape& output_shape,
                          float* output_data, const RuntimeShape& /*im2col_shape*/, float* /*im2col_data*/) {
  TransposeConvWith(params, input_shape, input_data, 0.f, filter_shape, filter_data, 0.f, output_shape, output_data,
                    output_data, FloatFinish<ConvParams>{params, bias_data});
}
inline void TransposeConv(const ConvParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                          const RuntimeShape& filter_shape, const uint8_t* filter_data,
                          const RuntimeShape& /*bias_shape*/, const int32_t* bias_data,
                          const RuntimeShape& output_shape, uint8_t* output_data, const RuntimeShape& /*im2col_shape*/,
                          uint8_t* /*im2col_data*/, int32_t* scratch_buffer) {
  TransposeConvWith(params, input_shape, input_data, params.input_offset, filter_shape, filter_data,
                    params.weights_offset, output_shape, output_data, scratch_buffer,
                    QuantizedFinish<uint8_t, ConvParams, int32_t>{params, bias_data, nullptr, nullptr});
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_CONV_H_
