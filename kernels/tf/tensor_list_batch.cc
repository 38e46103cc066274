// TensorFlow's ops on many elements of lists of tensors: TensorListResize, TensorListGather, TensorListScatter (and V2,
// IntoExistingList), TensorListConcat (V2), TensorListSplit, TensorListConcatLists.
#include "kernels/shape/strided.h"
#include "kernels/tf/tensor_list.h"

namespace tare {
namespace {

using tf::Give;
using tf::PartialShape;
using tf::TensorList;

Status EvalResize(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  int32_t size;
  if (!list || !tf::ReadNumber(k, 1, size)) return kError;
  TARE_REQUIRE(k, size >= 0, "TensorListSlice expects size to be non-negative.");
  return Give(k, tf::NewList(k, list->type, list->shape, size, list));
}

/// The indices in input `i`.
const int32_t* Indices(Kernel k, int i) {
  const Tensor t = k.input(i);
  if (t.type() == kTfLiteInt32 && t.rank() == 1 && (t.data<int32_t>() || !t.dim(0))) return t.data<int32_t>();
  k.Fail("indices must be a vector");
  return nullptr;
}

Status EvalGather(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  PartialShape wanted;
  const int32_t* indices = list ? Indices(k, 1) : nullptr;
  if (!indices || !tf::ReadShape(k, k.input(2), wanted)) return kError;
  return tf::Stack(k, *list, indices, k.input(1).dim(0), wanted);
}

/// A list of as many elements as indices need, or `count` where that is not negative, begun with `from`.
Status Scatter(Kernel k, Tensor values, const int32_t* indices, int n, const TensorList* from,
               const PartialShape& shape, int32_t count) {
  TARE_REQUIRE(k, values.rank() >= 1 && values.rank() <= kMaxRank && values.dim(0) == n,
               "Expected as many indices as elements");
  int64_t size = from ? from->count : 0;
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, indices[i] >= 0 && (count < 0 || indices[i] < count),
                 "Indices in TensorListScatter must all be non-negative and below num_elements");
    if (indices[i] >= size) size = int64_t{indices[i]} + 1;
  }
  const PartialShape own = tf::SliceShape(values);
  const int64_t slice = values.Elements(1, values.rank());
  TensorList* list = tf::NewList(k, from ? from->type : values.type(), shape, count >= 0 ? count : size, from);
  Status status = list ? kOk : kError;
  for (int i = 0; status == kOk && i < n; ++i) status = tf::Put(k, *list, indices[i], values, i * slice, own);
  if (status == kOk) return Give(k, list);
  if (list) list->destroy(list);
  return status;
}

template <bool v2>
Status EvalScatter(Kernel k) {
  const int32_t* indices = Indices(k, 1);
  PartialShape shape;
  int32_t count = -1;
  if (!indices || !tf::ReadShape(k, k.input(2), shape) || (v2 && !tf::ReadNumber(k, 3, count))) return kError;
  TARE_REQUIRE(k, count >= -1, "TensorListScatter expects num_elements >= -1");
  return Scatter(k, k.input(0), indices, k.input(1).dim(0), nullptr, shape, count);
}

Status EvalScatterInto(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  const int32_t* indices = list ? Indices(k, 2) : nullptr;
  return indices ? Scatter(k, k.input(1), indices, k.input(2).dim(0), list, list->shape, -1) : kError;
}

Status PrepareConcat(Kernel k) {
  const TfLiteType type = k.output(0).type();
  TARE_REQUIRE(k, (ElementBytes(type) || type == kTfLiteString) && k.output(1).type() == kTfLiteInt64,
               "bad output types");
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(1));
  return k.SetOutputDynamic(0);
}

/// Inputs: list; of V2 also the shape of the elements, which is an attribute of the other, and lengths of those that
/// are not set. Outputs: the tensor, lengths.
Status EvalConcat(Kernel k) {
  const TensorList* list = tf::ListOf(k, 0);
  if (!list) return kError;
  const Tensor given = k.optional_input(2);
  PartialShape shape = given ? PartialShape{} : tf::ShapeOption(k, 0);
  if (given && !tf::ReadShape(k, k.input(1), shape)) return kError;
  TARE_REQUIRE(k, !given || (given.type() == kTfLiteInt64 && given.rank() == 1), "leading_dims must be a vector");
  return tf::Concat(k, *list, shape, given ? given.data<int64_t>() : nullptr, given ? given.dim(0) : 0);
}

/// Inputs: a tensor, the elements' shape, how many rows each of them takes.
Status EvalSplit(Kernel k) {
  const Tensor in = k.input(0), lengths = k.input(2);
  PartialShape shape;
  if (!tf::ReadShape(k, k.input(1), shape)) return kError;
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && lengths.type() == kTfLiteInt64 && lengths.rank() == 1,
               "lengths must be a vector");
  PartialShape own = tf::ShapeOf(in);
  const int64_t row = in.Elements(1, in.rank());
  TensorList* list = tf::NewList(k, in.type(), shape, lengths.dim(0), nullptr);
  Status status = list ? kOk : kError;
  int64_t first = 0;
  for (int i = 0; status == kOk && i < list->count; ++i) {
    const int64_t length = lengths.data<int64_t>()[i];
    if (length < 0 || length > in.dim(0) - first) {
      status = k.Fail("the lengths are not those of the tensor's rows");
      break;
    }
    own.dims[0] = static_cast<int>(length);
    status = tf::Put(k, *list, i, in, first * row, own);
    first += length;
  }
  if (status == kOk && first != in.dim(0)) status = k.Fail("Unused values in tensor");
  if (status == kOk) return Give(k, list);
  if (list) list->destroy(list);
  return status;
}

Status EvalConcatLists(Kernel k) {
  const TensorList *a = tf::ListOf(k, 0), *b = a ? tf::ListOf(k, 1) : nullptr;
  if (!b) return kError;
  PartialShape shape = a->shape;
  TARE_REQUIRE(k, shape.Merge(b->shape) && (a->type == b->type || a->type == kTfLiteNoType || b->type == kTfLiteNoType),
               "the lists' types or shapes differ");
  TensorList* list =
      tf::NewList(k, a->type == kTfLiteNoType ? b->type : a->type, a->shape, int64_t{a->count} + b->count, a);
  for (int i = 0; list && i < b->count; ++i) {
    list->items[a->count + i] = b->items[i];
    if (b->items[i]) ++b->items[i]->references;
  }
  return Give(k, list);
}

}  // namespace

TARE_TF_KERNEL(TensorListResize, variant, {.prepare = tf::PrepareList, .eval = EvalResize, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorListGather, variant, {.prepare = tf::PrepareElement<0>, .eval = EvalGather, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListScatter, any, {.prepare = tf::PrepareList, .eval = EvalScatter<false>, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListScatterV2, any, {.prepare = tf::PrepareList, .eval = EvalScatter<true>, .inputs = {4, 4}})
TARE_TF_KERNEL(TensorListScatterIntoExistingList, variant,
               {.prepare = tf::PrepareList, .eval = EvalScatterInto, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListConcat, variant, {.prepare = PrepareConcat, .eval = EvalConcat, .outputs = {2, 2}})
TARE_TF_KERNEL(TensorListConcatV2, variant,
               {.prepare = PrepareConcat, .eval = EvalConcat, .inputs = {3, 3}, .outputs = {2, 2}})
TARE_TF_KERNEL(TensorListSplit, any, {.prepare = tf::PrepareList, .eval = EvalSplit, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorListConcatLists, variant, {.prepare = tf::PrepareList, .eval = EvalConcatLists, .inputs = {2, 2}})

}  // namespace tare
