// TensorFlow's ops on lists of tensors: TensorListReserve, EmptyTensorList, TensorListFromTensor, TensorListLength,
// TensorListSetItem, TensorListGetItem, TensorListPushBack, TensorListPopBack, TensorListStack; as custom ops, which
// TensorFlow Lite has of some of them, also TensorListElementShape and VariantZerosLike. Elements that were never set
// are zeros of the elements' shape, which must be known then; shapes are known only while running.
#include "kernels/shape/strided.h"
#include "kernels/tf/tensor_list.h"

namespace tare {
namespace {

using tf::Item;
using tf::PartialShape;
using tf::TensorList;

Status PrepareList(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteVariant, "output is not a variant");
  return k.ResizeOutput(0, nullptr, 0);
}

/// Hands a new list (or nullptr: an error that has been reported) to output 0.
Status Give(Kernel k, TensorList* list) {
  if (!list) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, nullptr, 0));
  SetVariant(k.output(0), list);
  return kOk;
}

bool ReadNumber(Kernel k, int i, int32_t& number) {
  const Tensor t = k.input(i);
  if (t.type() != kTfLiteInt32 || t.elements() != 1 || !t.data<int32_t>()) {
    k.Fail("input %d is not an int32", i);
    return false;
  }
  number = *t.data<int32_t>();
  return true;
}

// A list's type is that of the first element it gets: nothing asks for it before.

Status EvalReserve(Kernel k) {
  PartialShape shape;
  int32_t count;
  if (!tf::ReadShape(k, k.input(0), shape) || !ReadNumber(k, 1, count)) return kError;
  TARE_REQUIRE(k, count >= 0, "The num_elements to reserve must be a non negative number");
  return Give(k, tf::NewList(k, kTfLiteNoType, shape, count, nullptr));
}

Status EvalEmpty(Kernel k) {
  PartialShape shape;
  int32_t most;
  if (!tf::ReadShape(k, k.input(0), shape) || !ReadNumber(k, 1, most)) return kError;
  return Give(k, tf::NewList(k, kTfLiteNoType, shape, 0, nullptr));
}

/// Copies `value` into element `i` of a list that is being made.
Status Put(Kernel k, TensorList& list, int i, Tensor value, const void* data, const PartialShape& own, size_t bytes) {
  PartialShape shape = list.shape;
  TARE_REQUIRE(k, shape.Merge(own), "the element's shape is not that of the list");
  TARE_REQUIRE(k, list.type == kTfLiteNoType || list.type == value.type(),
               "the element's type is not that of the list");
  TARE_REQUIRE(k, ElementBytes(value.type()), "elements of this type");
  Item* item = tf::NewItem(k, own, data, bytes);
  if (!item) return kError;
  list.type = value.type();
  tf::SetItem(list, i, item);
  return kOk;
}

/// The list of input 0 with `count` elements, the `i`-th being the tensor `value`.
Status With(Kernel k, const TensorList& old, int64_t count, int i, Tensor value) {
  TARE_REQUIRE(k, value.rank() <= kMaxRank, "too many dimensions");
  TensorList* list = tf::NewList(k, old.type, old.shape, count, &old);
  if (!list) return kError;
  const Status status = Put(k, *list, i, value, value.data<void>(), tf::ShapeOf(value), value.bytes());
  if (status == kOk) return Give(k, list);
  list->destroy(list);
  return status;
}

Status EvalFromTensor(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank, "the tensor must have a dimension to take apart");
  PartialShape shape;
  if (!tf::ReadShape(k, k.input(1), shape)) return kError;
  PartialShape own = tf::ShapeOf(in);
  --own.rank;
  __builtin_memmove(own.dims, own.dims + 1, sizeof(int) * static_cast<size_t>(own.rank));
  TARE_REQUIRE(k, shape.Merge(own), "the elements' shape is not the one given");
  TensorList* list = tf::NewList(k, in.type(), shape, in.dim(0), nullptr);
  if (!list) return kError;
  const size_t bytes = in.dim(0) ? in.bytes() / static_cast<size_t>(in.dim(0)) : 0;
  Status status = kOk;
  for (int i = 0; status == kOk && i < list->count; ++i) {
    status = Put(k, *list, i, in, in.data<char>() + static_cast<size_t>(i) * bytes, own, bytes);
  }
  if (status == kOk) return Give(k, list);
  list->destroy(list);
  return status;
}

Status PrepareLength(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  return k.ResizeOutput(0, nullptr, 0);
}

Status EvalLength(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  if (!list) return kError;
  *k.output(0).data<int32_t>() = list->count;
  return kOk;
}

Status EvalSetItem(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  int32_t index;
  if (!list || !ReadNumber(k, 1, index)) return kError;
  const bool grow = k.options().Scalar<bool>(0) && index >= list->count;
  TARE_REQUIRE(k, index >= 0 && (grow || index < list->count),
               "Trying to modify element %d in a list with %d elements.", index, list->count);
  return With(k, *list, grow ? int64_t{index} + 1 : list->count, index, k.input(2));
}

Status EvalPushBack(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  return list ? With(k, *list, int64_t{list->count} + 1, list->count, k.input(1)) : kError;
}

template <int output>
Status PrepareElement(Kernel k) {
  TARE_REQUIRE(k, ElementBytes(k.output(output).type()), "elements of this type");
  if (output > 0) TARE_RETURN_IF_ERROR(PrepareList(k));
  return k.SetOutputDynamic(output);
}

/// Gives an output the value of an element, which may be nullptr.
Status GetItem(Kernel k, const TensorList& list, Item* item, const PartialShape& wanted, int output) {
  const Tensor out = k.output(output);
  PartialShape shape = list.shape;
  TARE_REQUIRE(k, shape.Merge(wanted) && (!item || shape.Merge(item->shape)),
               "Incompatible shapes of list and element");
  TARE_REQUIRE(k, !item || list.type == out.type(), "Invalid data type of the list's elements");
  TARE_REQUIRE(k, shape.is_known(), "Trying to read an uninitialized element but element_shape is not fully defined");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(output, shape.dims, shape.rank));
  TARE_REQUIRE(k, !item || item->bytes == out.bytes(), "sizes differ");
  if (item) {
    __builtin_memcpy(out.data<char>(), item->data(), item->bytes);
  } else {
    __builtin_memset(out.data<char>(), 0, out.bytes());
  }
  return kOk;
}

Status EvalGetItem(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  int32_t index;
  PartialShape wanted;
  if (!list || !ReadNumber(k, 1, index) || !tf::ReadShape(k, k.input(2), wanted)) return kError;
  TARE_REQUIRE(k, index >= 0 && index < list->count, "Trying to access element %d in a list with %d elements.", index,
               list->count);
  return GetItem(k, *list, list->items[index], wanted, 0);
}

Status EvalPopBack(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  PartialShape wanted;
  if (!list || !tf::ReadShape(k, k.input(1), wanted)) return kError;
  TARE_REQUIRE(k, list->count > 0, "Trying to pop from an empty list.");
  TARE_RETURN_IF_ERROR(GetItem(k, *list, list->items[list->count - 1], wanted, 1));
  return Give(k, tf::NewList(k, list->type, list->shape, list->count - 1, list));
}

Status EvalStack(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  PartialShape wanted;
  if (!list || !tf::ReadShape(k, k.input(1), wanted)) return kError;
  const auto count = k.options().Scalar<int32_t>(0, -1);
  TARE_REQUIRE(k, count < 0 || count == list->count,
               "Operation expected a list with %d elements but got a list with %d", static_cast<int>(count),
               list->count);
  PartialShape shape = list->shape;
  bool fits = shape.Merge(wanted);
  for (int i = 0; i < list->count; ++i) fits &= !list->items[i] || shape.Merge(list->items[i]->shape);
  const Tensor out = k.output(0);
  TARE_REQUIRE(k, fits && shape.rank < kMaxRank && (list->type == kTfLiteNoType || list->type == out.type()),
               "the elements' shapes or types differ");
  TARE_REQUIRE(k, shape.is_known(), "Tried to stack elements of a list with non-fully-defined element_shape");
  int dims[kMaxRank] = {list->count};
  __builtin_memcpy(dims + 1, shape.dims, sizeof(int) * static_cast<size_t>(shape.rank));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, shape.rank + 1));
  const size_t bytes = list->count ? out.bytes() / static_cast<size_t>(list->count) : 0;
  char* to = out.data<char>();
  for (int i = 0; bytes && i < list->count; ++i, to += bytes) {
    Item* item = list->items[i];
    if (item && item->bytes == bytes) {
      __builtin_memcpy(to, item->data(), bytes);
    } else {
      __builtin_memset(to, 0, bytes);
    }
  }
  return kOk;
}

Status PrepareElementShape(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  return k.SetOutputDynamic(0);
}

/// A scalar -1 where the rank is unknown.
Status EvalElementShape(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  if (!list) return kError;
  const PartialShape& shape = list->shape;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &shape.rank, shape.rank < 0 ? 0 : 1));
  auto* out = k.output(0).data<int32_t>();
  if (shape.rank < 0) *out = -1;
  for (int d = 0; d < shape.rank; ++d) out[d] = shape.dims[d];
  return kOk;
}

/// A list of as many elements of the same shapes, all zeros.
Status EvalZerosLike(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  if (!list) return kError;
  TensorList* zeros = tf::NewList(k, list->type, list->shape, list->count, nullptr);
  for (int i = 0; zeros && i < list->count; ++i) {
    if (!list->items[i]) continue;
    Item* item = tf::NewItem(k, list->items[i]->shape, list->items[i]->data(), list->items[i]->bytes);
    if (!item) {
      zeros->destroy(zeros);
      return kError;
    }
    __builtin_memset(item->data(), 0, item->bytes);
    tf::SetItem(*zeros, i, item);
  }
  return Give(k, zeros);
}

}  // namespace

TARE_CUSTOM_KERNEL(TENSOR_LIST_ELEMENT_SHAPE, variant, {.prepare = PrepareElementShape, .eval = EvalElementShape})
TARE_CUSTOM_KERNEL(VARIANT_ZEROS_LIKE, variant, {.prepare = PrepareList, .eval = EvalZerosLike})
TARE_TF_KERNEL(TensorListReserve, shape, {.prepare = PrepareList, .eval = EvalReserve, .inputs = {2, 2}})
TARE_TF_KERNEL(EmptyTensorList, shape, {.prepare = PrepareList, .eval = EvalEmpty, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListFromTensor, bytes, {.prepare = PrepareList, .eval = EvalFromTensor, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListLength, variant, {.prepare = PrepareLength, .eval = EvalLength})
TARE_TF_KERNEL(TensorListSetItem, variant, {.prepare = PrepareList, .eval = EvalSetItem, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListGetItem, variant, {.prepare = PrepareElement<0>, .eval = EvalGetItem, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListPushBack, variant, {.prepare = PrepareList, .eval = EvalPushBack, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListPopBack, variant,
               {.prepare = PrepareElement<1>, .eval = EvalPopBack, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TF_KERNEL(TensorListStack, variant, {.prepare = PrepareElement<0>, .eval = EvalStack, .inputs = {2, 2}})

}  // namespace tare
