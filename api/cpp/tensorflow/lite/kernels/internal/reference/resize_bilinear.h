// Images resized: by interpolation between four pixels, and by the nearest pixel.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_RESIZE_BILINEAR_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_RESIZE_BILINEAR_H_

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// Input pixels per output pixel.
inline float ResizeScale(int input_size, int output_size, bool align_corners) {
  return align_corners && output_size > 1 ? static_cast<float>(input_size - 1) / static_cast<float>(output_size - 1)
                                          : static_cast<float>(input_size) / static_cast<float>(output_size);
}

inline void ComputeInterpolationValues(float value, float scale, bool half_pixel_centers, int32_t input_size,
                                       float* scaled_value, int32_t* lower_bound, int32_t* upper_bound) {
  *scaled_value = half_pixel_centers ? (value + 0.5f) * scale - 0.5f : value * scale;
  const float floor = std::floor(*scaled_value);
  *lower_bound = std::max(static_cast<int32_t>(floor), 0);
  *upper_bound = std::min(static_cast<int32_t>(std::ceil(*scaled_value)), input_size - 1);
}

template <typename T>
inline void ResizeBilinear(const ResizeBilinearParams& op_params, const RuntimeShape& unextended_input_shape,
                           const T* input_data, const RuntimeShape& /*output_size_shape*/,
                           const int32_t* output_size_data, const RuntimeShape& /*output_shape*/, T* output_data) {
  const RuntimeShape shape = RuntimeShape::ExtendedShape(4, unextended_input_shape);
  const int height = shape.Dims(1), width = shape.Dims(2);
  const float y_scale = ResizeScale(height, output_size_data[0], op_params.align_corners);
  const float x_scale = ResizeScale(width, output_size_data[1], op_params.align_corners);
  const float rounding = std::is_integral_v<T> ? 0.5f : 0.f;
  for (int b = 0; b < shape.Dims(0); ++b) {
    for (int i = 0; i < output_size_data[0]; ++i) {
      float y, x;
      int32_t y0, y1, x0, x1;
      ComputeInterpolationValues(static_cast<float>(i), y_scale, op_params.half_pixel_centers, height, &y, &y0, &y1);
      for (int j = 0; j < output_size_data[1]; ++j) {
        ComputeInterpolationValues(static_cast<float>(j), x_scale, op_params.half_pixel_centers, width, &x, &x0, &x1);
        const float dy = y - static_cast<float>(y0), dx = x - static_cast<float>(x0);
        for (int c = 0; c < shape.Dims(3); ++c) {
          const auto at = [&](int row, int column) {
            return static_cast<float>(input_data[Offset(shape, b, row, column, c)]);
          };
          const float value = at(y0, x0) * (1 - dy) * (1 - dx) + at(y1, x0) * dy * (1 - dx) +
                              at(y0, x1) * (1 - dy) * dx + at(y1, x1) * dy * dx;
          *output_data++ = static_cast<T>(value + rounding);
        }
      }
    }
  }
}

/// Integers only: places and weights are multiples of 2^-10.
template <typename T>
inline void ResizeBilinearInteger(const ResizeBilinearParams& op_params, const RuntimeShape& unextended_input_shape,
                                  const T* input_data, const RuntimeShape& /*output_size_shape*/,
                                  const int32_t* output_size_data, const RuntimeShape& /*output_shape*/,
                                  T* output_data) {
  constexpr int32_t kOne = 1 << 10;
  struct Place {
    int64_t lower_weight, upper_weight;
    int32_t lower, upper;
  };
  const RuntimeShape shape = RuntimeShape::ExtendedShape(4, unextended_input_shape);
  const auto place = [&](int32_t i, int32_t input_size, int32_t output_size) {
    const int32_t less = op_params.align_corners && output_size > 1 ? 1 : 0;  // counted from the centres of the ends
    const int32_t scale = (kOne * (input_size - less) + (output_size - less) / 2) / (output_size - less);
    const int32_t at = op_params.half_pixel_centers ? i * scale + scale / 2 - kOne / 2 : i * scale;
    const int32_t lower = std::max(at / kOne, 0), upper = std::min((at + kOne - 1) / kOne, input_size - 1);
    return Place{kOne - (at - kOne * lower), at - kOne * lower, lower, upper};
  };
  for (int b = 0; b < shape.Dims(0); ++b) {
    for (int i = 0; i < output_size_data[0]; ++i) {
      const Place y = place(i, shape.Dims(1), output_size_data[0]);
      for (int j = 0; j < output_size_data[1]; ++j) {
        const Place x = place(j, shape.Dims(2), output_size_data[1]);
        for (int c = 0; c < shape.Dims(3); ++c) {
          const auto at = [&](int row, int column) { return int64_t{input_data[Offset(shape, b, row, column, c)]}; };
          const int64_t sum = at(y.lower, x.lower) * y.lower_weight * x.lower_weight +
                              at(y.upper, x.lower) * y.upper_weight * x.lower_weight +
                              at(y.lower, x.upper) * y.lower_weight * x.upper_weight +
                              at(y.upper, x.upper) * y.upper_weight * x.upper_weight;
          const int64_t half = sum > 0 ? 1 << 19 : -(1 << 19);
          *output_data++ = static_cast<T>((sum + half) / (1 << 20));
        }
      }
    }
  }
}

inline int32_t GetNearestNeighbor(int input_value, int32_t input_size, int32_t output_size, bool align_corners,
                                  bool half_pixel_centers) {
  const float scale = ResizeScale(input_size, output_size, align_corners), offset = half_pixel_centers ? 0.5f : 0.f;
  const float at = (static_cast<float>(input_value) + offset) * scale;
  const auto nearest = static_cast<int32_t>(align_corners ? std::round(at) : std::floor(at));
  return std::max(std::min(nearest, input_size - 1), 0);
}

template <typename T>
inline void ResizeNearestNeighbor(const ResizeNearestNeighborParams& op_params,
                                  const RuntimeShape& unextended_input_shape, const T* input_data,
                                  const RuntimeShape& /*output_size_shape*/, const int32_t* output_size_data,
                                  const RuntimeShape& /*output_shape*/, T* output_data) {
  const RuntimeShape shape = RuntimeShape::ExtendedShape(4, unextended_input_shape);
  const auto nearest = [&](int value, int input_size, int output_size) {
    return GetNearestNeighbor(value, input_size, output_size, op_params.align_corners, op_params.half_pixel_centers);
  };
  for (int b = 0; b < shape.Dims(0); ++b) {
    for (int i = 0; i < output_size_data[0]; ++i) {
      const int y = nearest(i, shape.Dims(1), output_size_data[0]);
      for (int j = 0; j < output_size_data[1]; ++j) {
        const int x = nearest(j, shape.Dims(2), output_size_data[1]);
        output_data = std::copy_n(input_data + Offset(shape, b, y, x, 0), shape.Dims(3), output_data);
      }
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_RESIZE_BILINEAR_H_
