// Convolution of NHWC images with OHWI weights, in float and in uint8.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

/// `finish(sum, output channel)` makes an element of a sum of (input + input_offset) * (weight + weights_offset).
template <typename Sum, typename In, typename Weight, typename Out, typename Finish>
inline void ConvWith(const ConvParams& params, const RuntimeShape& input_shape, const In* input_data, Sum input_offset,
                     const RuntimeShape& filter_shape, const Weight* filter_data, Sum weights_offset,
                     const RuntimeShape& output_shape, Out* output_data, const Finish& finish) {
  const int channels = filter_shape.Dims(3), outputs = output_shape.Dims(3);
  const int per_group = outputs / (input_shape.Dims(3) / channels);
  for (int b = 0; b < output_shape.Dims(0); ++b) {
    for (int y = 0; y < output_shape.Dims(1); ++y) {
      for (int x = 0; x < output_shape.Dims(2); ++x) {
        for (int o = 0; o < outputs; ++o) {
          Sum sum = 0;
          const int first = o / per_group * channels;
          for (int fy = 0; fy < filter_shape.Dims(1); ++fy) {
            const int in_y =
                y * params.stride_height - params.padding_values.height + fy * params.dilation_height_factor;
            for (int fx = 0; fx < filter_shape.Dims(2); ++fx) {
              const int in_x =
                  x * params.stride_width - params.padding_values.width + fx * params.dilation_width_factor;
              if (in_y < 0 || in_y >= input_shape.Dims(1) || in_x < 0 || in_x >= input_shape.Dims(2)) continue;
              const In* in = input_data + Offset(input_shape, b, in_y, in_x, first);
              const Weight* filter = filter_data + Offset(filter_shape, o, fy, fx, 0);
              for (int c = 0; c < channels; ++c) {
                sum += (static_cast<Sum>(in[c]) + input_offset) * (static_cast<Sum>(filter[c]) + weights_offset);
              }
            }
          }
          output_data[Offset(output_shape, b, y, x, o)] = finish(sum, o);
        }
      }
    }
  }
}

/// Transposed: each input element is spread over the output, of which `sums` holds the elements meanwhile. Weights are
/// OHWI, too.
template <typename Sum, typename In, typename Weight, typename Out, typename Finish>
inline void TransposeConvWith(const ConvParams& params, const RuntimeShape& input_shape, const In* input_data,
                              Sum input_offset, const RuntimeShape& filter_shape, const Weight* filter_data,
                              Sum weights_offset, const RuntimeShape& output_shape, Out* output_data, Sum* sums,
                              const Finish& finish) {
  const int channels = input_shape.Dims(3), outputs = output_shape.Dims(3), size = output_shape.FlatSize();
  for (int i = 0; i < size; ++i) sums[i] = 0;
  for (int b = 0; b < input_shape.Dims(0); ++b) {
    for (int y = 0; y < input_shape.Dims(1); ++y) {
      for (int x = 0; x < input_shape.Dims(2); ++x) {
        const In* in = input_data + Offset(input_shape, b, y, x, 0);
        for (int fy = 0; fy < filter_shape.Dims(1); ++fy) {
          const int out_y = y * params.stride_height - params.padding_values.height + fy;
          for (int fx = 0; fx < filter_shape.Dims(2); ++fx) {
            const int out_x = x * params.stride_width - params.padding_values.width + fx;
            if (out_y < 0 || out_y >= output_shape.Dims(1) || out_x < 0 || out_x >= output_shape.Dims(2)) continue;
            for (int o = 0; o < outputs; ++o) {
              const Weight* filter = filter_data + Offset(filter_shape, o, fy, fx, 0);
              Sum sum = 0;
              for (int c = 0; c < channels; ++c) {
                sum += (static_cast<Sum>(in[c]) + input_offset) * (static_cast<Sum>(filter[c]) + weights_offset);
              }
              sums[Offset(output_shape, b, out_y, out_x, o)] += sum;
            }
          }
        }
      }
    }
  }
  for (int i = 0; i < size; ++i) output_data[i] = finish(sums[i], i % outputs);
}

/// How sums become elements: with bias, scale, zero point and activation. Multipliers are of each channel, or one.
template <typename Out, typename Params, typename Bias>
struct QuantizedFinish {
  const Params& params;
  const Bias* bias;
  const int32_t* multipliers;  // of each channel, or nullptr
  const int32_t* shifts;

  template <typename Sum>
  Out operator()(Sum sum, int channel) const {
    if (bias) sum += static_cast<Sum>(bias[channel]);
    const int32_t scaled = multipliers
                               ? MultiplyByQuantizedMultiplier(sum, multipliers[channel], shifts[channel])
                               : MultiplyByQuantizedMultiplier(sum, params.output_multiplier, params.output_shift);
    return static_cast<Out>(ActivationFunctionWithMinMax(scaled + params.output_offset, params.quantized_activation_min,
                                                         params.quantized_activation_max));
  }
};
template <typename Params>
struct FloatFinish {
  const Params& params;
  const float* bias;

  float operator()(float sum, int channel) const {
    return ActivationFunctionWithMinMax(sum + (bias ? bias[channel] : 0.f), params.float_activation_min,
                                        params.float_activation_max);
  }
};

inline void Conv(const ConvParams& params, const RuntimeShape& input_shape, const float* input_data,
                 const RuntimeShape& filter_shape, const float* filter_data, const RuntimeShape& /*bias_shape*/,
                 const float* bias_data, const RuntimeShape& output_shape, float* output_data,
                 const RuntimeShape& /*im2col_shape*/, float* /*im2col_data*/) {
  ConvWith(params, input_shape, input_data, 0.f, filter_shape, filter_data, 0.f, output_shape, output_data,
           FloatFinish<ConvParams>{params, bias_data});
}
inline void Conv(const ConvParams& params, const RuntimeShape& input_shape, const uint8_t* input_data,
                 const RuntimeShape& filter_shape, const uint8_t* filter_data, const RuntimeShape& /*bias_shape*/,
                 const int32_t* bias_data, const RuntimeShape& output_shape, uint8_t* output_data,
                 const RuntimeShape& /*im2col_shape*/, uint8_t* /*im2col_data*/, void* /*cpu_backend_context*/) {
  ConvWith(params, input_shape, input_data, params.input_offset, filter_shape, filter_data, params.weights_offset,
           output_shape, output_data,
           QuantizedFinish<uint8_t, ConvParams, int32_t>{params, bias_data, nullptr, nullptr});
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV_H_
