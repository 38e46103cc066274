// TensorFlow's ops on lists of tensors: TensorListReserve, EmptyTensorList, TensorListFromTensor, TensorListLength,
// TensorListSetItem, TensorListGetItem, TensorListPushBack, TensorListPopBack, TensorListStack,
// TensorListElementShape; as custom ops, which TensorFlow Lite has of some of them, also VariantZerosLike. Elements
// that were never set are zeros of the elements' shape, which must be known then; shapes are known only while running.
#include "kernels/shape/strided.h"
#include "kernels/tf/tensor_list.h"

namespace tare {
namespace {

using tf::Give;
using tf::Item;
using tf::PartialShape;
using tf::PrepareElement;
using tf::PrepareList;
using tf::ReadNumber;
using tf::TensorList;

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

/// The list of input 0 with `count` elements, the `i`-th being the tensor `value`.
Status With(Kernel k, const TensorList& old, int64_t count, int i, Tensor value) {
  TARE_REQUIRE(k, value.rank() <= kMaxRank, "too many dimensions");
  TensorList* list = tf::NewList(k, old.type, old.shape, count, &old);
  if (!list) return kError;
  const Status status = tf::Put(k, *list, i, value, 0, tf::ShapeOf(value));
  if (status == kOk) return Give(k, list);
  list->destroy(list);
  return status;
}

Status EvalFromTensor(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank, "the tensor must have a dimension to take apart");
  PartialShape shape;
  if (!tf::ReadShape(k, k.input(1), shape)) return kError;
  const PartialShape own = tf::SliceShape(in);
  TARE_REQUIRE(k, shape.Merge(own), "the elements' shape is not the one given");
  TensorList* list = tf::NewList(k, in.type(), shape, in.dim(0), nullptr);
  if (!list) return kError;
  const int64_t slice = in.Elements(1, in.rank());
  Status status = kOk;
  for (int i = 0; status == kOk && i < list->count; ++i) {
    status = tf::Put(k, *list, i, in, i * slice, own);
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

Status EvalGetItem(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  int32_t index;
  PartialShape wanted;
  if (!list || !ReadNumber(k, 1, index) || !tf::ReadShape(k, k.input(2), wanted)) return kError;
  TARE_REQUIRE(k, index >= 0 && index < list->count, "Trying to access element %d in a list with %d elements.", index,
               list->count);
  return tf::GetItem(k, *list, list->items[index], wanted, 0);
}

Status EvalPopBack(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  PartialShape wanted;
  if (!list || !tf::ReadShape(k, k.input(1), wanted)) return kError;
  TARE_REQUIRE(k, list->count > 0, "Trying to pop from an empty list.");
  TARE_RETURN_IF_ERROR(tf::GetItem(k, *list, list->items[list->count - 1], wanted, 1));
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
  return tf::Stack(k, *list, nullptr, list->count, wanted);
}

Status PrepareElementShape(Kernel k) {
  TARE_REQUIRE(k, IsInteger(k.output(0)), "bad output type");
  return k.SetOutputDynamic(0);
}

/// A scalar -1 where the rank is unknown.
Status EvalElementShape(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  if (!list) return kError;
  const PartialShape& shape = list->shape;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &shape.rank, shape.rank < 0 ? 0 : 1));
  if (shape.rank < 0) SetIntegerAt(k.output(0), 0, -1);
  for (int d = 0; d < shape.rank; ++d) SetIntegerAt(k.output(0), d, shape.dims[d]);
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

TARE_TF_KERNEL(TensorListElementShape, variant, {.prepare = PrepareElementShape, .eval = EvalElementShape})
TARE_CUSTOM_KERNEL(VARIANT_ZEROS_LIKE, variant, {.prepare = PrepareList, .eval = EvalZerosLike})
TARE_TF_KERNEL(TensorListReserve, shape, {.prepare = PrepareList, .eval = EvalReserve, .inputs = {2, 2}})
TARE_TF_KERNEL(EmptyTensorList, shape, {.prepare = PrepareList, .eval = EvalEmpty, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListFromTensor, any, {.prepare = PrepareList, .eval = EvalFromTensor, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListLength, variant, {.prepare = PrepareLength, .eval = EvalLength})
TARE_TF_KERNEL(TensorListSetItem, variant, {.prepare = PrepareList, .eval = EvalSetItem, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListGetItem, variant, {.prepare = PrepareElement<0>, .eval = EvalGetItem, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListPushBack, variant, {.prepare = PrepareList, .eval = EvalPushBack, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListPopBack, variant,
               {.prepare = PrepareElement<1>, .eval = EvalPopBack, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TF_KERNEL(TensorListStack, variant, {.prepare = PrepareElement<0>, .eval = EvalStack, .inputs = {2, 2}})

}  // namespace tare
