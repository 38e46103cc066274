// Sizes of shapes that must agree, and how kernels step through them; with the parameters of kernels.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_

#include <stdint.h>

#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/params.h"
#include "tensorflow/lite/kernels/internal/runtime_shape.h"
#include "tensorflow/lite/kernels/internal/shape_params.h"

namespace tflite {

/// The size of a dimension that shapes have in common: MatchingDim(shape1, 3, shape2, 0, …).
inline int MatchingDim(const RuntimeShape& shape1, int index1, const RuntimeShape& shape2, int index2) {
  TFLITE_DCHECK_EQ(shape1.Dims(index1), shape2.Dims(index2));
  return shape1.Dims(index1) < shape2.Dims(index2) ? shape1.Dims(index1) : shape2.Dims(index2);
}
template <typename... Args>
int MatchingDim(const RuntimeShape& shape1, int index1, const RuntimeShape& shape2, int index2, Args... args) {
  TFLITE_DCHECK_EQ(shape1.Dims(index1), shape2.Dims(index2));
  return MatchingDim(shape1, index1, args...);
}

/// Elements of shapes that must be equal.
inline int MatchingFlatSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0) {
  TFLITE_DCHECK(shape == check_shape_0);
  (void)check_shape_0;
  return shape.FlatSize();
}
template <typename... Shapes>
int MatchingFlatSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0, const Shapes&... more) {
  TFLITE_DCHECK(shape == check_shape_0);
  (void)check_shape_0;
  return MatchingFlatSize(shape, more...);
}
/// Elements of shapes that must have equal numbers of them.
inline int MatchingElementsSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0) {
  TFLITE_DCHECK_EQ(shape.FlatSize(), check_shape_0.FlatSize());
  (void)check_shape_0;
  return shape.FlatSize();
}
inline int MatchingElementsSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0,
                                const RuntimeShape& check_shape_1) {
  TFLITE_DCHECK_EQ(shape.FlatSize(), check_shape_1.FlatSize());
  (void)check_shape_1;
  return MatchingElementsSize(shape, check_shape_0);
}

/// Elements of all dimensions but one.
inline int FlatSizeSkipDim(const RuntimeShape& shape, int skip_dim) {
  int size = 1;
  for (int i = 0; i < shape.DimensionsCount(); ++i) size *= i == skip_dim ? 1 : shape.Dims(i);
  return size;
}
template <typename... Shapes>
int MatchingFlatSizeSkipDim(const RuntimeShape& shape, int skip_dim, const RuntimeShape& check_shape_0,
                            const Shapes&... more) {
  (void)check_shape_0;
  (void)sizeof...(more);
  return FlatSizeSkipDim(shape, skip_dim);
}

/// Like MatchingFlatSize, for shapes that may differ by leading ones.
template <typename... Shapes>
int MatchingExtendedShapeFlatSize(const RuntimeShape& shape, const Shapes&... more) {
  (void)sizeof...(more);
  return shape.FlatSize();
}

/// Steps `current`, the last dimension fastest; false after the last one.
template <typename Index = int>
bool NextIndex(int num_dims, const int* dims, Index* current) {
  for (int d = num_dims - 1; d >= 0; --d) {
    if (static_cast<int>(++current[d]) < dims[d]) return true;
    current[d] = 0;
  }
  return false;
}

/// Where an element's share goes when the axes are reduced away: its offset among the dimensions that are left.
inline size_t ReducedOutputOffset(int num_dims, const int* dims, const int* index, int num_axis, const int* axis) {
  size_t offset = 0;
  for (int d = 0; d < num_dims; ++d) {
    bool reduced = false;
    for (int a = 0; axis != nullptr && a < num_axis; ++a) reduced = reduced || axis[a] == d;
    if (!reduced) offset = offset * static_cast<size_t>(dims[d]) + static_cast<size_t>(index[d]);
  }
  return offset;
}

/// Sets a structure's bounds of the activation, for the type of numbers.
template <typename P>
inline void SetActivationParams(float min, float max, P* params) {
  params->float_activation_min = min;
  params->float_activation_max = max;
}
template <typename P>
inline void SetActivationParams(int32_t min, int32_t max, P* params) {
  params->quantized_activation_min = min;
  params->quantized_activation_max = max;
}
template <typename P>
inline void SetActivationParams(int64_t min, int64_t max, P* params) {
  params->int64_activation_min = min;
  params->int64_activation_max = max;
}
template <typename P>
inline void SetActivationParams(int16_t min, int16_t max, P* params) {
  params->int16_activation_min = min;
  params->int16_activation_max = max;
}
template <typename P>
inline void SetActivationParams(uint32_t min, uint32_t max, P* params) {
  params->quantized_activation_min = static_cast<int32_t>(min);
  params->quantized_activation_max = static_cast<int32_t>(max);
}
template <typename P>
inline void GetActivationParams(const P& params, int32_t* min, int32_t* max) {
  *min = params.quantized_activation_min;
  *max = params.quantized_activation_max;
}
template <typename P>
inline void GetActivationParams(const P& params, float* min, float* max) {
  *min = params.float_activation_min;
  *max = params.float_activation_max;
}
template <typename P>
inline void GetActivationParams(const P& params, int64_t* min, int64_t* max) {
  *min = params.int64_activation_min;
  *max = params.int64_activation_max;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
