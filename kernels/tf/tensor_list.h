// TensorFlow's TensorList: the value behind a variant tensor that is a list of tensors of one type.
//
// Lists and their elements are shared and counted, and never change once another could see it: setting an item makes a
// list of the same elements but one. That costs a pointer per element, not a copy of what they hold.
#ifndef TARE_KERNELS_TF_TENSOR_LIST_H_
#define TARE_KERNELS_TF_TENSOR_LIST_H_

#include "kernels/strings.h"
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
/// The shape of a tensor's slices along its first dimension, which it must have.
PartialShape SliceShape(Tensor t);
/// The shape that an attribute, a field of the options, gives.
PartialShape ShapeOption(Kernel k, int field);

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

/// A copy of `bytes` bytes (of nullptr: any) as an element; nullptr, with a message, when out of memory.
Item* NewItem(Kernel k, const PartialShape& shape, const void* data, size_t bytes);

/// String number `i` of an element of strings.
StringRef PackedAt(Item& item, int64_t i);

/// Puts an element into a list that nobody else sees yet. The list takes over the reference.
void SetItem(TensorList& list, int i, Item* item);

/// Copies elements of `value`, from number `first` on, as the `i`-th element, of shape `own`, of a list that is being
/// made. The list takes the type of the first one it gets. Strings stay packed as their tensor has them.
Status Put(Kernel k, TensorList& list, int i, Tensor value, int64_t first, const PartialShape& own);

/// Gives output 0 the list's elements `indices` (nullptr: all `n`) one behind the other, as a tensor with a first
/// dimension more than they have. Elements that are not set are zeros or empty strings.
Status Stack(Kernel k, const TensorList& list, const int32_t* indices, int n, const PartialShape& wanted);

/// Gives output 0 the rows of all elements one behind the other, and output 1, of int64, how many each of them has.
/// Elements that are not set have as many zeros as the first `given` of `leading` say. `shape` is what is known of the
/// elements' but for their first dimension.
Status Concat(Kernel k, const TensorList& list, PartialShape shape, const int64_t* leading, int given);

/// Gives output `output` the value of an element, which may be nullptr: not set.
Status GetItem(Kernel k, const TensorList& list, Item* item, const PartialShape& wanted, int output);

/// Hands a new list (or nullptr: an error that has been reported) to output 0.
Status Give(Kernel k, TensorList* list);

/// The int32 in input `i`; false, with a message, when it is none.
bool ReadNumber(Kernel k, int i, int32_t& number);

/// Prepare of ops whose first output is a list.
Status PrepareList(Kernel k);
/// Prepare of ops whose output `output` is an element, or several, whose shape is known only then.
template <int output>
Status PrepareElement(Kernel k) {
  const TfLiteType type = k.output(output).type();
  TARE_REQUIRE(k, ElementBytes(type) || type == kTfLiteString, "elements of this type");
  if (output > 0) TARE_RETURN_IF_ERROR(PrepareList(k));
  return k.SetOutputDynamic(output);
}

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_TENSOR_LIST_H_
