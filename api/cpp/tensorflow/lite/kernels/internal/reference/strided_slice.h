// Slices of up to five dimensions, with steps and without. A writer takes elements by their places in the input, so
// that strings are sliced by the same code as numbers.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRIDED_SLICE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRIDED_SLICE_H_

#include <vector>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/portable_tensor.h"
#include "tensorflow/lite/kernels/internal/strided_slice_logic.h"

namespace tflite {
namespace reference_ops {

template <typename T>
inline void StridedSlice(const StridedSliceParams& op_params, const RuntimeShape& unextended_input_shape,
                         const RuntimeShape& /*output_shape*/, SequentialTensorWriter<T>* writer) {
  constexpr int kMost = 5;
  StridedSliceParams params = op_params;
  strided_slice::StridedSlicePadIndices(&params, kMost);
  const RuntimeShape shape = RuntimeShape::ExtendedShape(kMost, unextended_input_shape);
  int start[kMost], stop[kMost], index[kMost];
  for (int d = 0; d < kMost; ++d) {
    index[d] = start[d] = strided_slice::StartForAxis(params, shape, d);
    stop[d] = params.offset ? strided_slice::StridedSliceEndForAxis(params, shape, d, start[d])
                            : strided_slice::StopForAxis(params, shape, d, start[d]);
    if (strided_slice::LoopCondition(start[d], stop[d], params.strides[d])) return;
  }
  for (;;) {
    writer->Write(Offset(shape, index[0], index[1], index[2], index[3], index[4]));
    int d = kMost - 1;
    while (d >= 0 && strided_slice::LoopCondition(index[d] += params.strides[d], stop[d], params.strides[d])) {
      index[d] = start[d];
      --d;
    }
    if (d < 0) return;
  }
}
template <typename T>
inline void StridedSlice(const StridedSliceParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                         const RuntimeShape& output_shape, T* output_data) {
  SequentialTensorWriter<T> writer(input_data, output_data);
  StridedSlice<T>(op_params, input_shape, output_shape, &writer);
}
template <typename T>
inline void StridedSlice(const StridedSliceParams& op_params, const RuntimeShape& input_shape,
                         const TfLiteTensor* input, const RuntimeShape& output_shape, TfLiteTensor* output) {
  SequentialTensorWriter<T> writer(input, output);
  StridedSlice<T>(op_params, input_shape, output_shape, &writer);
}

/// `size` of -1: to the end. Without the leading dimensions, those are whole.
template <typename T>
inline void Slice(const SliceParams& op_params, const RuntimeShape& input_shape, const RuntimeShape& output_shape,
                  SequentialTensorWriter<T>* writer) {
  StridedSliceParams params = {};
  params.start_indices_count = params.stop_indices_count = params.strides_count = op_params.begin_count;
  for (int i = 0; i < op_params.begin_count; ++i) {
    const int axis = input_shape.DimensionsCount() - op_params.begin_count + i;
    const int size = axis >= 0 ? input_shape.Dims(axis) : 1;
    params.start_indices[i] = op_params.begin[i];
    params.stop_indices[i] = op_params.size[i] == -1 ? size : op_params.begin[i] + op_params.size[i];
    params.strides[i] = 1;
  }
  StridedSlice<T>(params, input_shape, output_shape, writer);
}
template <typename T>
inline void Slice(const SliceParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                  const RuntimeShape& output_shape, T* output_data) {
  SequentialTensorWriter<T> writer(input_data, output_data);
  Slice<T>(op_params, input_shape, output_shape, &writer);
}
template <typename T>
inline void Slice(const SliceParams& op_params, const RuntimeShape& input_shape, const TfLiteTensor* input,
                  const RuntimeShape& output_shape, TfLiteTensor* output) {
  SequentialTensorWriter<T> writer(input, output);
  Slice<T>(op_params, input_shape, output_shape, &writer);
}

/// The axes are reversed, each named once.
template <typename Scalar, typename Axes>
inline void Reverse(const Axes& axes, int num_axes, const RuntimeShape& input_shape, const Scalar* input_data,
                    Scalar* output_data) {
  StridedSliceParams params = {};
  const int rank = input_shape.DimensionsCount();
  params.start_indices_count = params.stop_indices_count = params.strides_count = static_cast<int8_t>(rank);
  for (int d = 0; d < rank; ++d) params.strides[d] = 1;
  for (int i = 0; i < num_axes; ++i) params.strides[axes[static_cast<size_t>(i)]] = -1;
  params.begin_mask = params.end_mask = 0x1F;
  StridedSlice(params, input_shape, input_data, input_shape, output_data);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_STRIDED_SLICE_H_
