// Walks the levels of a sparse constant, each a loop within the one before; the stored elements come in that order.
#include "runtime/sparse.h"

#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kMaxLevels = 16;
enum Format { kDense, kSparse };

/// A list of the metadata: a union of vectors of 32, 16 or 8 bits (types 1, 2, 3).
struct Numbers {
  fb::Vector v;
  unsigned bytes = 0;

  Numbers() = default;
  Numbers(fb::Table table, int type_field) {
    const auto type = table.Scalar<uint8_t>(type_field);
    if (type < 1 || type > 3) return;
    bytes = 8u >> type;
    v = table.Sub(type_field + 1).Items(0, bytes);
  }
  uint32_t size() const { return v.size; }
  int64_t at(uint32_t i) const {
    return bytes == 4 ? v.at<int32_t>(i) : bytes == 2 ? v.at<uint16_t>(i) : v.at<uint8_t>(i);
  }
};

struct Level {
  Format format;
  int64_t size;  // dense
  Numbers segments, indices;
  int dim;        // of the tensor
  int64_t scale;  // of an index: elements of the tensor's dimension that it stands for
};

struct Walk {
  const TfLiteIntArray& dims;
  size_t width;
  const uint8_t* data;
  const uint8_t* end;
  uint8_t* to;
  int count;
  Level levels[kMaxLevels];
  int64_t at[kMaxLevels];  // per dimension of the tensor

  bool Store() {
    if (static_cast<size_t>(end - data) < width) return false;
    int64_t element = 0;
    for (int d = 0; d < dims.size; ++d) {
      if (at[d] < 0 || at[d] >= dims.data[d]) return false;
      element = element * dims.data[d] + at[d];
    }
    __builtin_memcpy(to + static_cast<size_t>(element) * width, data, width);
    data += width;
    return true;
  }

  /// One index of a level: `position` counts the indices of the level so far.
  bool Enter(int level, int64_t index, int64_t position) {
    const Level& l = levels[level];
    if (index < 0 || index > INT32_MAX) return false;
    at[l.dim] += index * l.scale;
    const bool good = Run(level + 1, position);
    at[l.dim] -= index * l.scale;
    return good;
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as there are levels
  bool Run(int level, int64_t position) {
    if (level == count) return Store();
    const Level& l = levels[level];
    if (l.format == kDense) {
      for (int64_t i = 0; i < l.size; ++i) {
        if (!Enter(level, i, position * l.size + i)) return false;
      }
      return true;
    }
    if (position < 0 || position + 1 >= l.segments.size()) return false;
    const auto segment = static_cast<uint32_t>(position);
    const int64_t last = l.segments.at(segment + 1);
    if (last > l.indices.size()) return false;
    for (int64_t i = l.segments.at(segment); i < last; ++i) {
      if (i < 0 || !Enter(level, l.indices.at(static_cast<uint32_t>(i)), i)) return false;
    }
    return true;
  }
};

/// Fills the walk's levels.
bool ReadLevels(fb::Table sparsity, Walk& w) {
  const fb::Vector order = sparsity.Items(fields::Sparsity::traversal_order, 4);
  const fb::Vector blocks = sparsity.Items(fields::Sparsity::block_map, 4);
  const fb::Vector metadata = sparsity.Items(fields::Sparsity::dim_metadata, 4);
  const auto rank = static_cast<uint32_t>(w.dims.size);
  if (order.size != rank + blocks.size || metadata.size != order.size || order.size > kMaxLevels) return false;
  w.count = static_cast<int>(order.size);
  uint32_t seen = 0;
  int64_t block[kMaxLevels];  // of a dimension of the tensor
  for (int64_t& size : block) size = 1;
  for (uint32_t i = 0; i < order.size; ++i) {
    Level& l = w.levels[i];
    const fb::Table table = fb::Table::At(metadata, i);
    const auto dim = static_cast<uint32_t>(order.at<int32_t>(i));
    if (dim >= order.size || seen >> dim & 1) return false;
    seen |= 1u << dim;
    l.format = table.Scalar<int8_t>(fields::DimensionMetadata::format) == kSparse ? kSparse : kDense;
    l.size = table.Scalar<int32_t>(fields::DimensionMetadata::dense_size);
    l.segments = Numbers(table, fields::DimensionMetadata::array_segments_type);
    l.indices = Numbers(table, fields::DimensionMetadata::array_indices_type);
    l.scale = 1;
    l.dim = static_cast<int>(dim);
    if (dim < rank) {  // no more steps than elements: loops end
      if (l.format == kDense && (l.size < 1 || l.size > w.dims.data[dim])) return false;
      continue;
    }
    // Within blocks: dense, behind the dimension that they divide.
    const auto blocked = static_cast<uint32_t>(blocks.at<int32_t>(dim - rank));
    if (blocked >= rank || l.format != kDense || l.size < 1 || l.size > INT32_MAX || block[blocked] != 1) return false;
    block[blocked] = l.size;
    l.dim = static_cast<int>(blocked);
  }
  for (uint32_t i = 0; i < order.size; ++i) {
    const auto dim = static_cast<uint32_t>(order.at<int32_t>(i));
    if (dim < rank) w.levels[i].scale = block[dim];
  }
  return true;
}

}  // namespace

bool Densify(fb::Table sparsity, const TfLiteIntArray& dims, size_t width, const uint8_t* data, size_t size,
             uint8_t* to) {
  Walk walk = {dims, width, data, data + size, to, 0, {}, {}};
  return dims.size <= kMaxLevels && width && ReadLevels(sparsity, walk) && walk.Run(0, 0);
}

}  // namespace tare
