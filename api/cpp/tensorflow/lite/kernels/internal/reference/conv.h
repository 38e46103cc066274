// Convolution of NHWC images with OHWI weights, in float.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

inline void Conv(const ConvParams& params, const RuntimeShape& input_shape, const float* input_data,
                 const RuntimeShape& filter_shape, const float* filter_data, const RuntimeShape& /*bias_shape*/,
                 const float* bias_data, const RuntimeShape& output_shape, float* output_data,
                 const RuntimeShape& /*im2col_shape*/, float* /*im2col_data*/) {
  const int channels = filter_shape.Dims(3), outputs = output_shape.Dims(3);
  const int per_group = outputs / (input_shape.Dims(3) / channels);
  for (int b = 0; b < output_shape.Dims(0); ++b) {
    for (int y = 0; y < output_shape.Dims(1); ++y) {
      for (int x = 0; x < output_shape.Dims(2); ++x) {
        for (int o = 0; o < outputs; ++o) {
          float sum = 0;
          const int first = o / per_group * channels;
          for (int fy = 0; fy < filter_shape.Dims(1); ++fy) {
            const int in_y =
                y * params.stride_height - params.padding_values.height + fy * params.dilation_height_factor;
            for (int fx = 0; fx < filter_shape.Dims(2); ++fx) {
              const int in_x =
                  x * params.stride_width - params.padding_values.width + fx * params.dilation_width_factor;
              if (in_y < 0 || in_y >= input_shape.Dims(1) || in_x < 0 || in_x >= input_shape.Dims(2)) continue;
              const float* in = input_data + Offset(input_shape, b, in_y, in_x, first);
              const float* filter = filter_data + Offset(filter_shape, o, fy, fx, 0);
              for (int c = 0; c < channels; ++c) sum += in[c] * filter[c];
            }
          }
          output_data[Offset(output_shape, b, y, x, o)] = ActivationFunctionWithMinMax(
              sum + (bias_data ? bias_data[o] : 0.f), params.float_activation_min, params.float_activation_max);
        }
      }
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_
