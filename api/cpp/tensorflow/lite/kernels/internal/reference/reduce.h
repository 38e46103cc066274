// Reductions over any axes. The index arrays that callers pass are those of upstream's kernels: `temp_index` of the
// input's dimensions, `resolved_axis` of the number of axes.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REDUCE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REDUCE_H_

#include <algorithm>
#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

/// Calls `add(offset in the output, input's element)` for each element of the input.
template <typename In, typename Add>
inline void ForEachReduced(const In* input_data, const int* input_dims, int input_num_dims, const int* axis,
                           int num_axis, int* input_iter, const Add& add) {
  for (int d = 0; d < input_num_dims; ++d) {
    if (input_dims[d] == 0) return;
    input_iter[d] = 0;
  }
  do {
    add(ReducedOutputOffset(input_num_dims, input_dims, input_iter, num_axis, axis), *input_data++);
  } while (NextIndex(input_num_dims, input_dims, input_iter));
}

template <typename In, typename Out>
inline bool Reduce(const In* input_data, const int* input_dims, const int* /*output_dims*/, int input_num_dims,
                   int /*output_num_dims*/, const int* axis, int num_axis, int* input_iter,
                   Out (*reducer)(Out current, const In in), Out* output_data) {
  ForEachReduced(input_data, input_dims, input_num_dims, axis, num_axis, input_iter,
                 [&](size_t at, In value) { output_data[at] = reducer(output_data[at], value); });
  return true;
}

/// The axes without those named twice, negative ones counted from the end. False when one is out of range.
inline bool ResolveAxis(int num_dims, const int* axis, int64_t num_axis, int* out_axis, int* out_num_axis) {
  *out_num_axis = 0;
  if (num_dims == 0) return true;
  for (int64_t i = 0; i < num_axis; ++i) {
    const int current = axis[i] < 0 ? axis[i] + num_dims : axis[i];
    if (current < 0 || current >= num_dims) return false;
    int* end = out_axis + *out_num_axis;
    if (std::find(out_axis, end, current) == end) out_axis[(*out_num_axis)++] = current;
  }
  return true;
}

inline int ElementsOf(const int* dims, int num_dims) {
  int size = 1;
  for (int d = 0; d < num_dims; ++d) size *= dims[d];
  return size;
}
template <typename T>
inline bool InitTensorDataForReduce(const int* dims, int num_dims, T init_value, T* data) {
  std::fill_n(data, ElementsOf(dims, num_dims), init_value);
  return true;
}

template <typename T>
inline bool ReduceGeneric(const T* input_data, const int* input_dims, int input_num_dims, T* output_data,
                          const int* output_dims, int output_num_dims, const int* axis, int64_t num_axis_dimensions,
                          bool /*keep_dims*/, int* temp_index, int* resolved_axis, T init_value,
                          T (*reducer)(const T current, const T in)) {
  int num_axis = 0;
  InitTensorDataForReduce(output_dims, output_num_dims, init_value, output_data);
  if (!ResolveAxis(input_num_dims, axis, num_axis_dimensions, resolved_axis, &num_axis)) return false;
  return Reduce<T, T>(input_data, input_dims, output_dims, input_num_dims, output_num_dims, resolved_axis, num_axis,
                      temp_index, reducer, output_data);
}

/// Sums in `temp_sum`; how many elements each is of, or -1 when an axis is out of range.
template <typename T, typename U>
inline int64_t SumsFor(const T* input_data, const int* input_dims, int input_num_dims, const int* output_dims,
                       int output_num_dims, const int* axis, int num_axis_dimensions, int* temp_index,
                       int* resolved_axis, U* temp_sum) {
  int num_axis = 0;
  std::fill_n(temp_sum, ElementsOf(output_dims, output_num_dims), U{});
  if (!ResolveAxis(input_num_dims, axis, num_axis_dimensions, resolved_axis, &num_axis)) return -1;
  ForEachReduced(input_data, input_dims, input_num_dims, resolved_axis, num_axis, temp_index,
                 [&](size_t at, T value) { temp_sum[at] += static_cast<U>(value); });
  int64_t count = 1;
  for (int i = 0; i < num_axis; ++i) count *= input_dims[resolved_axis[i]];
  return count;
}

template <typename T, typename U>
inline bool Mean(const T* input_data, const int* input_dims, int input_num_dims, T* output_data, const int* output_dims,
                 int output_num_dims, const int* axis, int num_axis_dimensions, bool /*keep_dims*/, int* temp_index,
                 int* resolved_axis, U* temp_sum) {
  const int64_t count = SumsFor(input_data, input_dims, input_num_dims, output_dims, output_num_dims, axis,
                                num_axis_dimensions, temp_index, resolved_axis, temp_sum);
  for (int i = 0; count > 0 && i < ElementsOf(output_dims, output_num_dims); ++i) {
    output_data[i] = static_cast<T>(temp_sum[i] / static_cast<U>(count));
  }
  return count >= 0;
}

/// Over height and width.
inline void Mean(const MeanParams& /*op_params*/, const RuntimeShape& input_shape, const float* input_data,
                 const RuntimeShape& output_shape, float* output_data) {
  const RuntimeShape in = RuntimeShape::ExtendedShape(4, input_shape);
  const int channels = RuntimeShape::ExtendedShape(4, output_shape).Dims(3), area = in.Dims(1) * in.Dims(2);
  for (int b = 0; b < in.Dims(0); ++b) {
    for (int c = 0; c < channels; ++c) {
      float sum = 0;
      for (int i = 0; i < area; ++i) sum += input_data[(b * area + i) * channels + c];
      output_data[b * channels + c] = sum / static_cast<float>(area);
    }
  }
}

/// The multiplier is that of the scales; a mean's count is multiplied in here.
template <typename T, typename U>
inline bool QuantizedMeanOrSum(const T* input_data, int32_t input_zero_point, const int* input_dims, int input_num_dims,
                               T* output_data, int32_t output_multiplier, int output_shift, int32_t output_zero_point,
                               const int* output_dims, int output_num_dims, const int* axis, int num_axis_dimensions,
                               bool /*keep_dims*/, int* temp_index, int* resolved_axis, U* temp_sum, bool compute_sum) {
  const int64_t count = SumsFor(input_data, input_dims, input_num_dims, output_dims, output_num_dims, axis,
                                num_axis_dimensions, temp_index, resolved_axis, temp_sum);
  if (count < 0) return false;
  if (!compute_sum && count > 1) {
    // 1 / count as a shift and the quotient that is left: the more digits, the better the product.
    int shift = 63 - __builtin_clzll(static_cast<unsigned long long>(count));
    shift = std::min(std::min(shift, 32), 31 + output_shift);
    output_multiplier = static_cast<int32_t>((static_cast<int64_t>(output_multiplier) * (int64_t{1} << shift)) / count);
    output_shift -= shift;
  }
  for (int i = 0; i < ElementsOf(output_dims, output_num_dims); ++i) {
    const U sum = static_cast<U>(temp_sum[i] - static_cast<U>(input_zero_point * count));
    const int32_t scaled = MultiplyByQuantizedMultiplier(sum, output_multiplier, output_shift) + output_zero_point;
    output_data[i] = static_cast<T>(
        ActivationFunctionWithMinMax<int32_t>(scaled, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
  return true;
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REDUCE_H_
