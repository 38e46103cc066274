// Elements and slices by their indices: Gather, GatherNd, ScatterNd. An index out of range is an error.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_GATHER_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_GATHER_H_

#include <string.h>

#include <algorithm>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// Elements of dimensions [first, last).
inline int FlatRange(const RuntimeShape& shape, int first, int last) {
  int size = 1;
  for (int d = first; d < last; ++d) size *= shape.Dims(d);
  return size;
}

/// With two numbers of four bits to a byte, slices have an even number of them.
template <typename T, typename CoordsT = int32_t>
inline TfLiteStatus Gather(const GatherParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                           const RuntimeShape& coords_shape, const CoordsT* coords_data,
                           const RuntimeShape& /*output_shape*/, T* output_data, bool is_int4_input = false) {
  const int rank = input_shape.DimensionsCount(), coords_rank = coords_shape.DimensionsCount();
  const int axis = op_params.axis < 0 ? op_params.axis + rank : op_params.axis;
  const int batch_dims = op_params.batch_dims < 0 ? op_params.batch_dims + coords_rank : op_params.batch_dims;
  const int batches = FlatRange(input_shape, 0, batch_dims), outer = FlatRange(input_shape, batch_dims, axis);
  const int size = input_shape.Dims(axis), inner = FlatRange(input_shape, axis + 1, rank) / (is_int4_input ? 2 : 1);
  const int coords = FlatRange(coords_shape, batch_dims, coords_rank);
  for (int b = 0; b < batches; ++b) {
    for (int o = 0; o < outer; ++o) {
      for (int i = 0; i < coords; ++i) {
        const CoordsT at = coords_data[b * coords + i];
        if (at < 0 || at >= size) return kTfLiteError;
        const T* from = input_data + ((b * outer + o) * size + static_cast<int>(at)) * inner;
        output_data = std::copy_n(from, inner, output_data);
      }
    }
  }
  return kTfLiteOk;
}

/// Calls `move(place of the slice, number of the index, elements of a slice)` for each index into `shape`, whose last
/// dimension it is of.
template <typename IndicesT, typename Move>
inline TfLiteStatus ForEachIndexed(const RuntimeShape& shape, const RuntimeShape& indices_shape,
                                   const IndicesT* indices_data, const Move& move) {
  const int last = indices_shape.DimensionsCount() - 1, depth = indices_shape.Dims(last);
  const int count = FlatRange(indices_shape, 0, last), slice = FlatRange(shape, depth, shape.DimensionsCount());
  for (int i = 0; i < count; ++i) {
    int at = 0;
    for (int d = 0; d < depth; ++d) {
      const IndicesT index = indices_data[i * depth + d];
      if (index < 0 || index >= shape.Dims(d)) return kTfLiteError;
      at = at * shape.Dims(d) + static_cast<int>(index);
    }
    move(at * slice, i, slice);
  }
  return kTfLiteOk;
}

template <typename ParamsT, typename IndicesT = int32_t>
inline TfLiteStatus GatherNd(const RuntimeShape& params_shape, const ParamsT* params_data,
                             const RuntimeShape& indices_shape, const IndicesT* indices_data,
                             const RuntimeShape& /*output_shape*/, ParamsT* output_data) {
  return ForEachIndexed(params_shape, indices_shape, indices_data, [&](int at, int i, int slice) {
    std::copy_n(params_data + at, slice, output_data + i * slice);
  });
}

/// Updates of the same place are added.
template <typename IndicesT, typename UpdatesT>
inline TfLiteStatus ScatterNd(const RuntimeShape& indices_shape, const IndicesT* indices_data,
                              const RuntimeShape& /*updates_shape*/, const UpdatesT* updates_data,
                              const RuntimeShape& output_shape, UpdatesT* output_data) {
  std::fill_n(output_data, output_shape.FlatSize(), UpdatesT{});
  return ForEachIndexed(output_shape, indices_shape, indices_data, [&](int at, int i, int slice) {
    for (int k = 0; k < slice; ++k) {
      output_data[at + k] = static_cast<UpdatesT>(output_data[at + k] + updates_data[i * slice + k]);
    }
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_GATHER_H_
