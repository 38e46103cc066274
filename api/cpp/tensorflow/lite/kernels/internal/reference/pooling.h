// Average and maximum over windows of NHWC images; the average counts only what lies inside.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_

#include <algorithm>
#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

/// Calls `window(b, y, x, first_row, last_row, first_column, last_column)` for each output position.
template <typename Window>
inline void ForEachPoolWindow(const PoolParams& params, const RuntimeShape& input_shape,
                              const RuntimeShape& output_shape, const Window& window) {
  for (int b = 0; b < output_shape.Dims(0); ++b) {
    for (int y = 0; y < output_shape.Dims(1); ++y) {
      const int top = y * params.stride_height - params.padding_values.height;
      for (int x = 0; x < output_shape.Dims(2); ++x) {
        const int left = x * params.stride_width - params.padding_values.width;
        window(b, y, x, std::max(top, 0), std::min(top + params.filter_height, input_shape.Dims(1)), std::max(left, 0),
               std::min(left + params.filter_width, input_shape.Dims(2)));
      }
    }
  }
}

inline bool AveragePool(const PoolParams& params, const RuntimeShape& input_shape, const float* input_data,
                        const RuntimeShape& output_shape, float* output_data) {
  bool counted = true;
  ForEachPoolWindow(params, input_shape, output_shape, [&](int b, int y, int x, int y0, int y1, int x0, int x1) {
    const int count = (y1 - y0) * (x1 - x0);
    counted = counted && count > 0;
    for (int c = 0; count > 0 && c < output_shape.Dims(3); ++c) {
      float sum = 0;
      for (int i = y0; i < y1; ++i) {
        for (int j = x0; j < x1; ++j) sum += input_data[Offset(input_shape, b, i, j, c)];
      }
      output_data[Offset(output_shape, b, y, x, c)] = ActivationFunctionWithMinMax(
          sum / static_cast<float>(count), params.float_activation_min, params.float_activation_max);
    }
  });
  return counted;
}

inline void MaxPool(const PoolParams& params, const RuntimeShape& input_shape, const float* input_data,
                    const RuntimeShape& output_shape, float* output_data) {
  ForEachPoolWindow(params, input_shape, output_shape, [&](int b, int y, int x, int y0, int y1, int x0, int x1) {
    for (int c = 0; c < output_shape.Dims(3); ++c) {
      float largest = std::numeric_limits<float>::lowest();
      for (int i = y0; i < y1; ++i) {
        for (int j = x0; j < x1; ++j) largest = std::max(largest, input_data[Offset(input_shape, b, i, j, c)]);
      }
      output_data[Offset(output_shape, b, y, x, c)] =
          ActivationFunctionWithMinMax(largest, params.float_activation_min, params.float_activation_max);
    }
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_
