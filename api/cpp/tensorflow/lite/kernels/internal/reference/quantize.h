// From real numbers to quantized ones, and back.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_

#include <algorithm>
#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {

namespace reference_ops {

template <typename InputT, typename OutputT>
inline void AffineQuantize(const QuantizationParams& op_params, const RuntimeShape& input_shape,
                           const InputT* input_data, const RuntimeShape& output_shape, OutputT* output_data) {
  const int size = MatchingFlatSize(input_shape, output_shape);
  const int32_t low = std::numeric_limits<OutputT>::min(), high = std::numeric_limits<OutputT>::max();
  for (int i = 0; i < size; ++i) {
    const auto real = static_cast<float>(input_data[i]);
    const int32_t value =
        static_cast<int32_t>(TfLiteRound(real / static_cast<float>(op_params.scale))) + op_params.zero_point;
    output_data[i] = static_cast<OutputT>(std::min(std::max(value, low), high));
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

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_QUANTIZE_H_
