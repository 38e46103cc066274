// Depthwise convolution: each input channel has depth_multiplier outputs of its own.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DEPTHWISECONV_FLOAT_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DEPTHWISECONV_FLOAT_H_

#include "tensorflow/lite/kernels/internal/reference/conv.h"

namespace tflite {
namespace reference_ops {

/// As ConvWith; weights are 1HWO.
template <typename Sum, typename In, typename Weight, typename Out, typename Finish>
inline void DepthwiseConvWith(const DepthwiseParams& params, const RuntimeShape& input_shape, const In* input_data,
                              Sum input_offset, const RuntimeShape& filter_shape, const Weight* filter_data,
                              Sum weights_offset, const RuntimeShape& output_shape, Out* output_data,
                              const Finish& finish) {
  for (int b = 0; b < output_shape.Dims(0); ++b) {
    for (int y = 0; y < output_shape.Dims(1); ++y) {
      for (int x = 0; x < output_shape.Dims(2); ++x) {
        for (int o = 0; o < output_shape.Dims(3); ++o) {
          Sum sum = 0;
          for (int fy = 0; fy < filter_shape.Dims(1); ++fy) {
            const int in_y =
                y * params.stride_height - params.padding_values.height + fy * params.dilation_height_factor;
            for (int fx = 0; fx < filter_shape.Dims(2); ++fx) {
              const int in_x =
                  x * params.stride_width - params.padding_values.width + fx * params.dilation_width_factor;
              if (in_y < 0 || in_y >= input_shape.Dims(1) || in_x < 0 || in_x >= input_shape.Dims(2)) continue;
              const In in = input_data[Offset(input_shape, b, in_y, in_x, o / params.depth_multiplier)];
              const Weight weight = filter_data[Offset(filter_shape, 0, fy, fx, o)];
              sum += (static_cast<Sum>(in) + input_offset) * (static_cast<Sum>(weight) + weights_offset);
            }
          }
          output_data[Offset(output_shape, b, y, x, o)] = finish(sum, o);
        }
      }
    }
  }
}

inline void DepthwiseConv(const DepthwiseParams& params, const RuntimeShape& input_shape, const float* input_data,
                          const RuntimeShape& filter_shape, const float* filter_data,
                          const RuntimeShape& /*bias_shape*/, const float* bias_data, const RuntimeShape& output_shape,
                          float* output_data) {
  DepthwiseConvWith(params, input_shape, input_data, 0.f, filter_shape, filter_data, 0.f, output_shape, output_data,
                    FloatFinish<DepthwiseParams>{params, bias_data});
}
inline void DepthwiseConv(const DepthwiseParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                          const RuntimeShape& filter_shape, const uint8_t* filter_data,
                          const RuntimeShape& /*bias_shape*/, const int32_t* bias_data,
                          const RuntimeShape& output_shape, uint8_t* output_data) {
  DepthwiseConvWith(params, input_shape, input_data, params.input_offset, filter_shape, filter_data,
                    params.weights_offset, output_shape, output_data,
                    QuantizedFinish<uint8_t, DepthwiseParams, int32_t>{params, bias_data, nullptr, nullptr});
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DEPTHWISECONV_FLOAT_H_
