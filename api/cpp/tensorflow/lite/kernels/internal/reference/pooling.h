// Pooling of NHWC images: average, maximum and root of the mean of squares.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

/// For each output: `finish` of what `add` made of the window's elements, from `start`, and of their number. False when
/// a window holds none; such an output is not written.
template <typename T, typename Sum, typename Add, typename Finish>
inline bool PoolWith(const PoolParams& params, const RuntimeShape& input_shape, const T* input_data,
                     const RuntimeShape& output_shape, T* output_data, Sum start, const Add& add,
                     const Finish& finish) {
  bool counted = true;
  for (int b = 0; b < output_shape.Dims(0); ++b) {
    for (int y = 0; y < output_shape.Dims(1); ++y) {
      const int top = y * params.stride_height - params.padding_values.height;
      const int y0 = std::max(top, 0), y1 = std::min(top + params.filter_height, input_shape.Dims(1));
      for (int x = 0; x < output_shape.Dims(2); ++x) {
        const int left = x * params.stride_width - params.padding_values.width;
        const int x0 = std::max(left, 0), x1 = std::min(left + params.filter_width, input_shape.Dims(2));
        const int count = std::max(y1 - y0, 0) * std::max(x1 - x0, 0);
        counted = counted && count > 0;
        for (int c = 0; count > 0 && c < output_shape.Dims(3); ++c) {
          Sum sum = start;
          for (int i = y0; i < y1; ++i) {
            for (int j = x0; j < x1; ++j) sum = add(sum, input_data[Offset(input_shape, b, i, j, c)]);
          }
          output_data[Offset(output_shape, b, y, x, c)] = static_cast<T>(finish(sum, count));
        }
      }
    }
  }
  return counted;
}

/// Integers are rounded to nearest, halves away from zero.
template <typename T>
inline bool AveragePool(const PoolParams& params, const RuntimeShape& input_shape, const T* input_data,
                        const RuntimeShape& output_shape, T* output_data) {
  if constexpr (std::is_floating_point_v<T>) {
    return PoolWith(
        params, input_shape, input_data, output_shape, output_data, T{0}, [](T sum, T x) { return sum + x; },
        [&](T sum, int count) {
          return ActivationFunctionWithMinMax<T>(sum / static_cast<T>(count), params.float_activation_min,
                                                 params.float_activation_max);
        });
  } else {
    return PoolWith(
        params, input_shape, input_data, output_shape, output_data, 0, [](int sum, T x) { return sum + x; },
        [&](int sum, int count) {
          const int mean = (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
          return ActivationFunctionWithMinMax<int>(mean, params.quantized_activation_min,
                                                   params.quantized_activation_max);
        });
  }
}

template <typename T>
inline void MaxPool(const PoolParams& params, const RuntimeShape& input_shape, const T* input_data,
                    const RuntimeShape& output_shape, T* output_data) {
  PoolWith(
      params, input_shape, input_data, output_shape, output_data, std::numeric_limits<T>::lowest(),
      [](T largest, T x) { return std::max(largest, x); },
      [&](T largest, int /*count*/) {
        if constexpr (std::is_floating_point_v<T>) {
          return ActivationFunctionWithMinMax<T>(largest, params.float_activation_min, params.float_activation_max);
        } else {
          return ActivationFunctionWithMinMax<int>(largest, params.quantized_activation_min,
                                                   params.quantized_activation_max);
        }
      });
}

inline void L2Pool(const PoolParams& params, const RuntimeShape& input_shape, const float* input_data,
                   const RuntimeShape& output_shape, float* output_data) {
  PoolWith(
      params, input_shape, input_data, output_shape, output_data, 0.f, [](float sum, float x) { return sum + x * x; },
      [&](float sum, int count) {
        return ActivationFunctionWithMinMax(std::sqrt(sum / static_cast<float>(count)), params.float_activation_min,
                                            params.float_activation_max);
      });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_POOLING_H_
