// Indices of GATHER, SCATTER and DYNAMIC_UPDATE_SLICE as vectors.
#ifndef TENSORFLOW_LITE_KERNELS_TENSOR_SLICE_UTIL_H_
#define TENSORFLOW_LITE_KERNELS_TENSOR_SLICE_UTIL_H_

#include <stdint.h>

#include <algorithm>
#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/runtime_shape.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"

namespace tflite {
namespace ops {
namespace builtin {

template <typename IndexType>
using Index = std::vector<IndexType>;

inline bool ArrayContains(const int64_t* array, int size, int64_t value) {
  return std::find(array, array + size, value) != array + size;
}

/// An index of `to_rank` dimensions that has those given at `scatter_dims`, and 0 elsewhere.
template <typename IndexType>
TfLiteStatus ScatterIndex(const Index<IndexType>& index, const int64_t* scatter_dims, int num_scatter_dims,
                          int64_t to_rank, Index<IndexType>* result) {
  if (result == nullptr || to_rank < 0) return kTfLiteError;
  result->assign(static_cast<size_t>(to_rank), 0);
  for (int i = 0; i < num_scatter_dims; ++i) {
    if (scatter_dims[i] < 0 || scatter_dims[i] >= to_rank) return kTfLiteError;
    (*result)[static_cast<size_t>(scatter_dims[i])] = index[static_cast<size_t>(i)];
  }
  return kTfLiteOk;
}

/// The number of the element among all, of a shape whose first `dims` dimensions count.
template <typename IndexType>
IndexType TensorIndexToFlat(const IndexType* index, const int64_t dims, const RuntimeShape& shape) {
  IndexType flat = 0;
  for (int64_t i = 0; i < dims; ++i) {
    flat = static_cast<IndexType>((i == 0 ? 0 : flat * shape.Dims(static_cast<int>(i))) + index[i]);
  }
  return flat;
}

template <typename IndexType>
Index<IndexType> AddIndices(const Index<IndexType>& index1, const Index<IndexType>& index2) {
  Index<IndexType> result = index1;
  for (size_t i = 0; i < result.size(); ++i) result[i] += index2[i];
  return result;
}

/// The index with a 0 put in at each of the avoided dimensions of the result.
template <typename IndexType>
TfLiteStatus ExpandDims(const Index<IndexType>& index, const int64_t* avoided_dims, int num_avoided_dims,
                        Index<IndexType>* result) {
  std::vector<int64_t> places;
  for (int64_t place = 0; places.size() < index.size(); ++place) {
    if (!ArrayContains(avoided_dims, num_avoided_dims, place)) places.push_back(place);
  }
  return ScatterIndex(index, places.data(), static_cast<int>(places.size()),
                      static_cast<int64_t>(index.size()) + num_avoided_dims, result);
}

/// The index vector that lies along `dim_to_read` of a tensor of indices, the other dimensions at the places given.
template <typename IndexType>
Index<IndexType> ReadIndexVector(const TfLiteTensor* indices_tensor, const RuntimeShape& tensor_shape,
                                 const Index<IndexType>& other_indices, int64_t dim_to_read) {
  const auto* data = GetTensorData<IndexType>(indices_tensor);
  Index<IndexType> place = other_indices, result;
  place.insert(place.begin() + static_cast<ptrdiff_t>(dim_to_read), 0);
  for (int i = 0; i < tensor_shape.Dims(static_cast<int>(dim_to_read)); ++i) {
    place[static_cast<size_t>(dim_to_read)] = i;
    result.push_back(data[TensorIndexToFlat(place.data(), tensor_shape.DimensionsCount(), tensor_shape)]);
  }
  return result;
}

}  // namespace builtin
}  // namespace ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_TENSOR_SLICE_UTIL_H_
