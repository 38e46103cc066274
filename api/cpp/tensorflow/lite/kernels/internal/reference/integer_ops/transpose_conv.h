// Transposed convolutions of int8 and int16 images with int8 weights that have a scale for each output channel.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TRANSPOSE_CONV_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TRANSPOSE_CONV_H_

#include <type_traits>

#include "tensorflow/lite/kernels/internal/reference/conv.h"

namespace tflite {
namespace reference_integer_ops {

template <typename T, typename Bias>
inline void TransposeConv(const ConvParams& params, const int32_t* output_multiplier, const int32_t* output_shift,
                          const RuntimeShape& input_shape, const T* input_data, const RuntimeShape& filter_shape,
                          const int8_t* filter_data, const RuntimeShape& /*bias_shape*/, const Bias* bias_data,
                          const RuntimeShape& output_shape, T* output_data, const RuntimeShape& /*im2col_shape*/,
                          int8_t* /*im2col_data*/, Bias* scratch_buffer) {
  ConvParams exact = params;
  if (std::is_same_v<T, int16_t>) exact.input_offset = exact.output_offset = 0;
  reference_ops::TransposeConvWith<Bias>(
      exact, input_shape, input_data, static_cast<Bias>(exact.input_offset), filter_shape, filter_data, Bias{0},
      output_shape, output_data, scratch_buffer,
      reference_ops::QuantizedFinish<T, ConvParams, Bias>{exact, bias_data, output_multiplier, output_shift});
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TRANSPOSE_CONV_H_
