// Tensors put together along an axis, and taken apart: Concatenation, Pack, Unpack, Split.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_

#include <algorithm>

#include "tensorflow/lite/kernels/internal/reference/gather.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

template <typename Scalar>
inline void Concatenation(const ConcatenationParams& params, const RuntimeShape* const* input_shapes,
                          const Scalar* const* input_data, const RuntimeShape& output_shape, Scalar* output_data) {
  const int rank = output_shape.DimensionsCount(), axis = params.axis < 0 ? params.axis + rank : params.axis;
  const int outer = FlatRange(output_shape, 0, axis);
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < params.inputs_count; ++i) {
      const int part = FlatRange(*input_shapes[i], axis, rank);
      output_data = std::copy_n(input_data[i] + o * part, part, output_data);
    }
  }
}

template <typename Scalar>
inline void Pack(const PackParams& params, const RuntimeShape* const* input_shapes, const Scalar* const* input_data,
                 const RuntimeShape& output_shape, Scalar* output_data) {
  const int axis = params.axis < 0 ? params.axis + output_shape.DimensionsCount() : params.axis;
  const int outer = FlatRange(output_shape, 0, axis);
  const int part = FlatRange(*input_shapes[0], axis, input_shapes[0]->DimensionsCount());
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < params.inputs_count; ++i) {
      output_data = std::copy_n(input_data[i] + o * part, part, output_data);
    }
  }
}

template <typename Scalar>
inline void Unpack(const UnpackParams& params, const RuntimeShape& input_shape, const Scalar* input_data,
                   const RuntimeShape& /*output_shape*/, Scalar* const* output_datas) {
  const int rank = input_shape.DimensionsCount(), axis = params.axis < 0 ? params.axis + rank : params.axis;
  const int outer = FlatRange(input_shape, 0, axis), part = FlatRange(input_shape, axis + 1, rank);
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < params.num_split; ++i) {
      std::copy_n(input_data, part, output_datas[i] + o * part);
      input_data += part;
    }
  }
}

template <typename Scalar>
inline void Split(const SplitParams& params, const RuntimeShape& input_shape, const Scalar* input_data,
                  const RuntimeShape* const* output_shapes, Scalar* const* output_data) {
  const int rank = input_shape.DimensionsCount(), axis = params.axis < 0 ? params.axis + rank : params.axis;
  const int outer = FlatRange(input_shape, 0, axis);
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < params.num_split; ++i) {
      const int part = FlatRange(*output_shapes[i], axis, rank);
      std::copy_n(input_data, part, output_data[i] + o * part);
      input_data += part;
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_
