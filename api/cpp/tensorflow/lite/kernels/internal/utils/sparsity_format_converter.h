// Tensors between the dense form and the sparse one of model files: levels in an order of traversal, the tensor's
// dimensions first and then those of blocks, each either dense or with segments and indices of what is stored.
//
// It is made for any type of numbers. Unlike the reference's, segments and indices that do not fit the shape make
// SparseToDense() fail before anything is read or written by them; DenseToSparse() takes any order of traversal.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_UTILS_SPARSITY_FORMAT_CONVERTER_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_UTILS_SPARSITY_FORMAT_CONVERTER_H_

#include <stddef.h>

#include <algorithm>
#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/op_macros.h"

namespace tflite {
namespace internal {
namespace sparsity {

template <typename T>
class FormatConverter {
 public:
  /// For DenseToSparse(): `format` is by dimension of the tensor; `block_size` and `block_map` are the blocks' sizes
  /// and which dimensions, in rising order, they divide.
  FormatConverter(const std::vector<int>& shape, const std::vector<int>& traversal_order,
                  const std::vector<TfLiteDimensionType>& format, const std::vector<int>& block_size = {},
                  const std::vector<int>& block_map = {})
      : shape_(shape), order_(traversal_order), block_map_(block_map), block_size_(block_size) {
    for (size_t level = 0; level < order_.size(); ++level) {
      const bool is_block = level >= shape_.size();
      format_.push_back(is_block ? kTfLiteDimDense : format[At(level)]);
    }
    metadata_.resize(2 * order_.size());
  }
  /// For SparseToDense(): all by level.
  FormatConverter(const std::vector<int>& shape, const std::vector<int>& traversal_order,
                  const std::vector<TfLiteDimensionType>& format, const std::vector<int>& dense_size,
                  const std::vector<std::vector<int>>& segments, const std::vector<std::vector<int>>& indices,
                  const std::vector<int>& block_map = {})
      : shape_(shape), order_(traversal_order), block_map_(block_map), format_(format) {
    SetLevels(dense_size, segments, indices);
  }
  FormatConverter(const std::vector<int>& shape, const TfLiteSparsity& sparsity)
      : shape_(shape), order_(Vector(sparsity.traversal_order)), block_map_(Vector(sparsity.block_map)) {
    std::vector<int> sizes;
    std::vector<std::vector<int>> segments, indices;
    for (int i = 0; i < sparsity.dim_metadata_size; ++i) {
      const TfLiteDimensionMetadata& level = sparsity.dim_metadata[i];
      format_.push_back(level.format);
      sizes.push_back(level.dense_size);
      segments.push_back(Vector(level.array_segments));
      indices.push_back(Vector(level.array_indices));
    }
    SetLevels(sizes, segments, indices);
  }

  /// What was converted: values; and of each level its size, or its segments, and then its indices.
  const std::vector<T>& GetData() { return data_; }
  const std::vector<std::vector<int>>& GetDimMetadata() { return metadata_; }

  TfLiteStatus DenseToSparse(const T* src_data) {
    data_.clear();
    for (size_t level = 0; level < order_.size(); ++level) {
      const bool dense = format_[level] == kTfLiteDimDense;
      metadata_[2 * level] = {dense ? LevelSize(level) : 0};
      metadata_[2 * level + 1].clear();
    }
    std::vector<int> place(order_.size());
    Store(src_data, place, 0);
    return kTfLiteOk;
  }

  TfLiteStatus SparseToDense(const T* src_data) {
    data_.resize(DenseSize());
    return SparseToDense(src_data, data_.size(), data_.data());
  }
  /// `src_data` has as many values as the levels say are stored.
  TfLiteStatus SparseToDense(const T* src_data, const size_t dest_size, T* dest_data,
                             TfLiteContext* context = nullptr) {
    if (dest_size != DenseSize()) {
      TF_LITE_MAYBE_KERNEL_LOG(context, "unexpected buffer size for densified data, expected %zu.\n", DenseSize());
      return kTfLiteError;
    }
    if (!IsSound()) {
      TF_LITE_MAYBE_KERNEL_LOG(context, "the sparse tensor's levels do not fit its shape");
      return kTfLiteError;
    }
    std::fill_n(dest_data, dest_size, T(0));
    std::vector<int> place(order_.size());
    Spread(src_data, place, 0, 0, dest_data);
    return kTfLiteOk;
  }

 private:
  static std::vector<int> Vector(const TfLiteIntArray* array) {
    return array == nullptr ? std::vector<int>() : std::vector<int>(array->data, array->data + array->size);
  }
  size_t At(size_t level) const { return static_cast<size_t>(order_[level]); }

  void SetLevels(const std::vector<int>& dense_size, const std::vector<std::vector<int>>& segments,
                 const std::vector<std::vector<int>>& indices) {
    metadata_.resize(2 * format_.size());
    for (size_t level = 0; level < format_.size(); ++level) {
      const bool dense = format_[level] == kTfLiteDimDense;
      metadata_[2 * level] = dense ? std::vector<int>{dense_size[level]} : segments[level];
      if (!dense) metadata_[2 * level + 1] = indices[level];
    }
    block_size_.assign(block_map_.size(), 1);
    for (size_t level = 0; level < order_.size() && level < format_.size(); ++level) {
      const size_t block = At(level) - shape_.size();
      if (At(level) >= shape_.size() && block < block_size_.size()) block_size_[block] = dense_size[level];
    }
  }

  size_t DenseSize() const {
    size_t size = 1;
    for (const int dim : shape_) size *= static_cast<size_t>(dim);
    return size;
  }
  /// Elements of a dimension of the order: blocks of a dimension, or elements of a block.
  int LevelSize(size_t level) const {
    const size_t dim = At(level);
    if (dim >= shape_.size()) return block_size_[dim - shape_.size()];
    int size = shape_[dim];
    for (size_t b = 0; b < block_map_.size(); ++b) {
      if (static_cast<size_t>(block_map_[b]) == dim) size /= block_size_[b];
    }
    return size;
  }
  /// Where the element lies whose place is given by level.
  size_t Offset(const std::vector<int>& place) const {
    std::vector<int> index(shape_.size());
    for (size_t level = 0; level < place.size(); ++level) {
      const size_t dim = At(level);
      if (dim < shape_.size()) index[dim] += place[level] * BlockOf(dim);
      if (dim >= shape_.size()) index[static_cast<size_t>(block_map_[dim - shape_.size()])] += place[level];
    }
    size_t offset = 0;
    for (size_t d = 0; d < shape_.size(); ++d) {
      offset = offset * static_cast<size_t>(shape_[d]) + static_cast<size_t>(index[d]);
    }
    return offset;
  }
  int BlockOf(size_t dim) const {
    for (size_t b = 0; b < block_map_.size(); ++b) {
      if (static_cast<size_t>(block_map_[b]) == dim) return block_size_[b];
    }
    return 1;
  }

  /// That each level's places lie within its size, and its segments are as many as the places of the levels before it.
  bool IsSound() const {
    if (format_.size() != order_.size() || order_.size() != shape_.size() + block_map_.size()) return false;
    std::vector<int> dims = order_;
    std::sort(dims.begin(), dims.end());
    for (size_t i = 0; i < dims.size(); ++i) {
      if (dims[i] != static_cast<int>(i)) return false;
    }
    for (size_t b = 0; b < block_map_.size(); ++b) {
      const auto dim = static_cast<size_t>(block_map_[b]);
      if (dim >= shape_.size() || block_size_[b] < 1 || shape_[dim] % block_size_[b] != 0) return false;
      for (size_t other = 0; other < b; ++other) {
        if (block_map_[other] == block_map_[b]) return false;
      }
    }
    size_t places = 1;
    for (size_t level = 0; level < format_.size(); ++level) {
      const std::vector<int>& segments = metadata_[2 * level];
      const std::vector<int>& indices = metadata_[2 * level + 1];
      const int size = LevelSize(level);
      if (format_[level] == kTfLiteDimDense) {
        if (segments[0] != size) return false;
        places *= static_cast<size_t>(size);
        continue;
      }
      if (segments.size() != places + 1 || segments[0] != 0) return false;
      for (size_t i = 0; i < places; ++i) {
        if (segments[i + 1] < segments[i]) return false;
      }
      if (static_cast<size_t>(segments[places]) != indices.size()) return false;
      for (const int index : indices) {
        if (index < 0 || index >= size) return false;
      }
      places = indices.size();
    }
    return true;
  }

  /// Writes the values below a place, whose number among its level's places is `number`.
  void Spread(const T*& src_data, std::vector<int>& place, size_t level, int number, T* dest_data) {
    if (level == place.size()) {
      dest_data[Offset(place)] = *src_data++;
      return;
    }
    const std::vector<int>& sizes = metadata_[2 * level];
    const bool dense = format_[level] == kTfLiteDimDense;
    const auto segment = static_cast<size_t>(number);
    const int begin = dense ? 0 : sizes[segment], end = dense ? sizes[0] : sizes[segment + 1];
    for (int i = begin; i < end; ++i) {
      place[level] = dense ? i : metadata_[2 * level + 1][static_cast<size_t>(i)];
      Spread(src_data, place, level + 1, dense ? number * sizes[0] + i : i, dest_data);
    }
  }

  bool HasValues(const T* src_data, std::vector<int>& place, size_t level) const {
    if (level == place.size()) return src_data[Offset(place)] != T(0);
    for (int i = 0; i < LevelSize(level); ++i) {
      place[level] = i;
      if (HasValues(src_data, place, level + 1)) return true;
    }
    return false;
  }
  /// Stores what is below a place: of a level with indices, only where there are values.
  void Store(const T* src_data, std::vector<int>& place, size_t level) {
    if (level == place.size()) {
      data_.push_back(src_data[Offset(place)]);
      return;
    }
    const bool dense = format_[level] == kTfLiteDimDense;
    for (int i = 0; i < LevelSize(level); ++i) {
      place[level] = i;
      if (!dense) {
        std::vector<int> below = place;
        if (!HasValues(src_data, below, level + 1)) continue;
        metadata_[2 * level + 1].push_back(i);
      }
      Store(src_data, place, level + 1);
    }
    if (!dense) metadata_[2 * level].push_back(static_cast<int>(metadata_[2 * level + 1].size()));
  }

  std::vector<int> shape_, order_, block_map_, block_size_;
  std::vector<TfLiteDimensionType> format_;
  std::vector<std::vector<int>> metadata_;  // of each level: its size or segments, then its indices
  std::vector<T> data_;
};

}  // namespace sparsity
}  // namespace internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_UTILS_SPARSITY_FORMAT_CONVERTER_H_
