// TensorFlow's TensorList: the value behind a variant tensor that is a list of tensors of one type.
//
// Lists and their elements are shared and counted, and never change once another could see it: setting an item makes a
// list of the same elements but one. That costs a pointer per element, not a copy of what they hold.
#ifndef TARE_KERNELS_TF_TENSOR_LIST_H_
#define TARE_KERNELS_TF_TENSOR_LIST_H_

#include "runtime/kernel.h"

namespace tare::tf {

/// A shape some of whose dimensions (-1), or whose rank (-1), may be unknown.
struct PartialShape {
  int rank = -1;
  int dims[kMaxRank] = {};

  bool is_known() const;
  /// Takes over what `other` knows; false where the two contradict each other.
  bool Merge(const PartialShape& other);
};

/// A shape given as a tensor: a vector, or a scalar -1 for any rank. False, with a message, where it is none.
bool ReadShape(Kernel k, Tensor t, PartialShape& shape);
PartialShape ShapeOf(Tensor t);

/// An element's value. Its bytes follow it.
struct Item {
  int references;
  size_t bytes;
  PartialShape shape;

  char* data() { return reinterpret_cast<char*>(this + 1); }
};

struct TensorList : Variant {
  TfLiteType type;
  PartialShape shape;  // of the elements
  int count;
  Item* items[];  // nullptr = not set: zeros
};

/// A list of `count` elements, which begins with those of `from` where that is given; nullptr, with a message, when out
/// of memory.
TensorList* NewList(Kernel k, TfLiteType type, const PartialShape& shape, int64_t count, const TensorList* from);

/// The list in input `i`; nullptr, with a message, when there is none.
TensorList* ListOf(Kernel k, int i);

/// A copy of `bytes` bytes as an element; nullptr, with a message, when out of memory.
Item* NewItem(Kernel k, const PartialShape& shape, const void* data, size_t bytes);

/// Puts an element into a list that nobody else sees yet. The list takes over the reference.
void SetItem(TensorList& list, int i, Item* item);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_TENSOR_LIST_H_
