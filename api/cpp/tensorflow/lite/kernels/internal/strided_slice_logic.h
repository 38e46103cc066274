// Where a strided slice begins and ends on an axis: indices from the end, masks and limits resolved.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_STRIDED_SLICE_LOGIC_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_STRIDED_SLICE_LOGIC_H_

#include <string.h>

#include <vector>

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace strided_slice {

inline int Clamp(int v, int lo, int hi) { return v < lo ? lo : v > hi ? hi : v; }

/// An index of the model within the axis; going backwards, the place before the first element is one, too.
inline int Resolved(int index, int axis_size, int stride) {
  if (index < 0) index += axis_size;
  return stride > 0 ? Clamp(index, 0, axis_size) : Clamp(index, -1, axis_size - 1);
}

inline int StartForAxis(const StridedSliceParams& params, const RuntimeShape& input_shape, int axis) {
  const int size = input_shape.Dims(axis), stride = params.strides[axis];
  if (size == 0) return 0;
  if (params.begin_mask & 1 << axis) return stride > 0 ? 0 : size - 1;
  return Resolved(params.start_indices[axis], size, stride);
}
inline int StridedSliceStartForAxis(const StridedSliceParams& params, const RuntimeShape& input_shape, int axis) {
  return StartForAxis(params, input_shape, axis);
}

inline int StopForAxis(const StridedSliceParams& params, const RuntimeShape& input_shape, int axis,
                       int start_for_axis) {
  const int size = input_shape.Dims(axis), stride = params.strides[axis];
  if (size == 0) return 0;
  if (params.shrink_axis_mask & 1 << axis) return start_for_axis + 1;
  if (params.end_mask & 1 << axis) return stride > 0 ? size : -1;
  return Resolved(params.stop_indices[axis], size, stride);
}
/// With params.offset, the end is counted from the start.
inline int StridedSliceEndForAxis(const StridedSliceParams& params, const RuntimeShape& input_shape, int axis,
                                  int start) {
  const int size = input_shape.Dims(axis), stride = params.strides[axis];
  if (params.shrink_axis_mask & 1 << axis) return start >= size ? start : start + 1;
  if (params.end_mask & 1 << axis) return stride > 0 ? size : -1;
  return Resolved(params.stop_indices[axis] + (params.offset ? start : 0), size, stride);
}

/// True when the slice is over.
inline bool LoopCondition(int index, int stop, int stride) { return stride > 0 ? index >= stop : index <= stop; }

/// Parameters of fewer dimensions as those of `dim_count`: whole dimensions come before.
inline void StridedSlicePadIndices(StridedSliceParams* p, int dim_count) {
  const int pad = dim_count - p->start_indices_count;
  if (pad <= 0) return;
  for (int i = p->start_indices_count - 1; i >= 0; --i) {
    p->start_indices[i + pad] = p->start_indices[i];
    p->stop_indices[i + pad] = p->stop_indices[i];
    p->strides[i + pad] = p->strides[i];
  }
  for (int i = 0; i < pad; ++i) {
    p->start_indices[i] = 0;
    p->stop_indices[i] = 1;
    p->strides[i] = 1;
  }
  const auto shifted = [&](uint16_t mask) { return static_cast<uint16_t>(mask << pad); };
  p->begin_mask = static_cast<uint16_t>(shifted(p->begin_mask) | ((1 << pad) - 1));
  p->end_mask = static_cast<uint16_t>(shifted(p->end_mask) | ((1 << pad) - 1));
  p->ellipsis_mask = shifted(p->ellipsis_mask);
  p->new_axis_mask = shifted(p->new_axis_mask);
  p->shrink_axis_mask = shifted(p->shrink_axis_mask);
  p->start_indices_count = p->stop_indices_count = p->strides_count = static_cast<int8_t>(dim_count);
}

inline StridedSliceParams BuildStridedSliceParams(int begin_mask, int end_mask, int shrink_axis_mask,
                                                  const std::vector<int>& start_indices,
                                                  const std::vector<int>& stop_indices,
                                                  const std::vector<int>& strides) {
  StridedSliceParams params = {};
  const size_t count = start_indices.size();
  params.start_indices_count = params.stop_indices_count = params.strides_count = static_cast<int8_t>(count);
  for (size_t i = 0; i < count; ++i) {
    params.start_indices[i] = start_indices[i];
    params.stop_indices[i] = stop_indices[i];
    params.strides[i] = strides[i];
  }
  params.begin_mask = static_cast<uint16_t>(begin_mask);
  params.end_mask = static_cast<uint16_t>(end_mask);
  params.shrink_axis_mask = static_cast<uint16_t>(shrink_axis_mask);
  return params;
}

}  // namespace strided_slice
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_STRIDED_SLICE_LOGIC_H_
