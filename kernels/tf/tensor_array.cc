// TensorFlow's TensorArrayV3, which makes an array of tensors, and the ops on it: …WriteV3, …ReadV3, …GatherV3,
// …ScatterV3, …ConcatV3, …SplitV3, …SizeV3, …CloseV3; and StackV2 with StackPushV2, StackPopV2 and StackCloseV2.
//
// An array is a list of kernels/tf/tensor_list.h that the interpreter keeps. The node that makes one has one: each time
// it runs, the array begins anew. An element may be written once, and read once where reading clears it.
#include "kernels/shape/strided.h"
#include "kernels/tf/tensor_list.h"

namespace tare {
namespace {

using tf::PartialShape;
using tf::TensorList;

enum { kShape, kGrows, kClears, kSame };                         // options of TensorArrayV3; the first is others', too
enum State : uint8_t { kWritten = 1, kRead = 2, kCleared = 4 };  // of an element

struct Array : Resource {
  int32_t id;
  bool is_stack, is_open, grows, clears, same;  // same: the first element's shape is that of all
  int32_t most;                                 // elements of a stack, or -1
  TensorList* list;
  uint8_t* states;  // [list->count]
};

void Empty(Array& array) {
  if (array.list) array.list->destroy(array.list);
  __builtin_free(array.states);
  array.list = nullptr;
  array.states = nullptr;
}

void DestroyArray(Resource* r) {
  auto* array = static_cast<Array*>(r);
  Empty(*array);
  __builtin_free(array);
}

Array* Find(Kernel k, int32_t id) {
  for (Resource* r = k.resources(); r; r = r->next) {
    if (r->destroy == DestroyArray && static_cast<Array*>(r)->id == id) return static_cast<Array*>(r);
  }
  return nullptr;
}

/// The array, or the stack, whose handle is in input 0; nullptr, with a message, when there is none.
Array* ArrayOf(Kernel k, bool is_stack = false) {
  Array* array = Find(k, *k.input(0).data<int32_t>());
  if (array && array->is_stack == is_stack && array->is_open) return array;
  k.Fail("no such array, or it has already been closed");
  return nullptr;
}

/// Gives the array `count` elements; those that it has stay.
Status Resize(Kernel k, Array& array, int64_t count) {
  const int before = array.list->count;
  TensorList* list = tf::NewList(k, array.list->type, array.list->shape, count, array.list);
  if (!list) return kError;
  auto* states = static_cast<uint8_t*>(__builtin_malloc(static_cast<size_t>(count) | 1));
  if (!states) {
    list->destroy(list);
    return k.Fail("Out of memory");
  }
  for (int i = 0; i < list->count; ++i) states[i] = i < before ? array.states[i] : 0;
  Empty(array);
  array.list = list;
  array.states = states;
  return kOk;
}

Status CheckHandle(Kernel k) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteResource && k.input(0).bytes() == sizeof(int32_t),
               "the first input is no handle");
  return kOk;
}

/// Outputs: handle, and of an array the flow, a number that only orders nodes.
Status PrepareNew(Kernel k) {
  const Tensor size = k.input(0);
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.elements() == 1, "the size must be a scalar");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteResource && k.output(0).elements() == 1, "the output is no handle");
  if (k.has_output(1)) {
    TARE_REQUIRE(k, k.output(1).type() == kTfLiteFloat32, "flow is not float");
    TARE_RETURN_IF_ERROR(k.ResizeOutput(1, nullptr, 0));
  }
  auto& id = *k.data<int32_t>();
  if (id) return kOk;
  int32_t largest = 0;
  for (Resource* r = k.resources(); r; r = r->next) {
    if (r->destroy == DestroyArray && static_cast<Array*>(r)->id > largest) largest = static_cast<Array*>(r)->id;
  }
  auto* array = static_cast<Array*>(__builtin_calloc(1, sizeof(Array)));
  TARE_REQUIRE(k, array, "Out of memory");
  array->id = id = largest + 1;
  k.AddResource(array, DestroyArray);
  return kOk;
}

template <bool is_stack>
Status EvalNew(Kernel k) {
  Array* array = Find(k, *k.data<int32_t>());
  const int32_t size = *k.input(0).data<int32_t>();
  TARE_REQUIRE(k, array && (is_stack || size >= 0), "Size should be >= 0.");
  Empty(*array);
  array->is_open = false;
  array->is_stack = is_stack;
  array->most = size;
  array->grows = is_stack || k.options().Scalar<bool>(kGrows);
  array->clears = k.options().Scalar<bool>(kClears);
  array->same = k.options().Scalar<bool>(kSame);
  array->list = tf::NewList(k, kTfLiteNoType, is_stack ? PartialShape{} : tf::ShapeOption(k, kShape), 0, nullptr);
  if (!array->list) return kError;
  TARE_RETURN_IF_ERROR(Resize(k, *array, is_stack ? 0 : size));
  array->is_open = true;
  *k.output(0).data<int32_t>() = array->id;
  if (k.has_output(1)) *k.output(1).data<float>() = 0;
  return kOk;
}

/// Writes elements of `value`, from number `first` on, as element `i` of shape `own`.
Status Write(Kernel k, Array& array, int64_t i, Tensor value, int64_t first, const PartialShape& own) {
  TARE_REQUIRE(k, i >= 0 && (array.grows || i < array.list->count),
               "Tried to write to index %d but array is not resizeable and size is: %d", static_cast<int>(i),
               array.list->count);
  if (i >= array.list->count) TARE_RETURN_IF_ERROR(Resize(k, array, i + 1));
  uint8_t& state = array.states[i];
  TARE_REQUIRE(k, !(state & kRead), "Could not write to TensorArray index %d because it has already been read.",
               static_cast<int>(i));
  TARE_REQUIRE(k, !(state & kWritten),
               "Could not write to TensorArray index %d because it has already been written to.", static_cast<int>(i));
  TARE_RETURN_IF_ERROR(tf::Put(k, *array.list, static_cast<int>(i), value, first, own));
  state = static_cast<uint8_t>(state | kWritten);
  if (array.same) array.list->shape.Merge(own);
  return kOk;
}

/// Notes that element `i` is read. What is not set is zeros, whose shape must be known.
Status Read(Kernel k, Array& array, int64_t i) {
  TARE_REQUIRE(k, i >= 0 && i < array.list->count, "Tried to read from index %d but array size is: %d",
               static_cast<int>(i), array.list->count);
  uint8_t& state = array.states[i];
  TARE_REQUIRE(k, !(state & kCleared), "Could not read index %d twice because it was cleared after a previous read",
               static_cast<int>(i));
  TARE_REQUIRE(k, array.list->items[i] || array.list->shape.is_known(),
               "Could not read from TensorArray index %d: it is not set, and the element shape is not fully defined",
               static_cast<int>(i));
  state = static_cast<uint8_t>(state | kRead | (array.clears ? kCleared : 0));
  return kOk;
}

/// Lets go of what is cleared, once it has been given to an output.
void DropCleared(Array& array) {
  for (int i = 0; i < array.list->count; ++i) {
    if (array.states[i] & kCleared) tf::SetItem(*array.list, i, nullptr);
  }
}

/// Prepare of ops whose only output is the flow, their last input.
Status PrepareFlow(Kernel k) {
  const Tensor flow = k.input(k.input_count() - 1);
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  TARE_REQUIRE(k, flow.type() == kTfLiteFloat32 && flow.elements() == 1 && k.output(0).type() == kTfLiteFloat32,
               "flow is no number");
  return k.ResizeOutput(0, nullptr, 0);
}

Status GiveFlow(Kernel k) {
  *k.output(0).data<float>() = *k.input(k.input_count() - 1).data<float>();
  return kOk;
}

/// Inputs: handle, index, value, flow.
Status EvalWrite(Kernel k) {
  Array* array = ArrayOf(k);
  int32_t index;
  const Tensor value = k.input(2);
  if (!array || !tf::ReadNumber(k, 1, index)) return kError;
  TARE_REQUIRE(k, value.rank() <= kMaxRank, "too many dimensions");
  TARE_RETURN_IF_ERROR(Write(k, *array, index, value, 0, tf::ShapeOf(value)));
  return GiveFlow(k);
}

Status PrepareRead(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  return tf::PrepareElement<0>(k);
}

/// Inputs: handle, index, flow.
Status EvalRead(Kernel k) {
  Array* array = ArrayOf(k);
  int32_t index;
  if (!array || !tf::ReadNumber(k, 1, index)) return kError;
  TARE_RETURN_IF_ERROR(Read(k, *array, index));
  TARE_RETURN_IF_ERROR(tf::GetItem(k, *array->list, array->list->items[index], PartialShape{}, 0));
  DropCleared(*array);
  return kOk;
}

/// Inputs: handle, indices, flow.
Status EvalGather(Kernel k) {
  Array* array = ArrayOf(k);
  const Tensor indices = k.input(1);
  if (!array) return kError;
  TARE_REQUIRE(k, indices.type() == kTfLiteInt32 && indices.rank() == 1, "Expected indices to be a vector");
  const auto* at = indices.data<int32_t>();
  for (int i = 0; i < indices.dim(0); ++i) TARE_RETURN_IF_ERROR(Read(k, *array, at[i]));
  TARE_RETURN_IF_ERROR(tf::Stack(k, *array->list, at, indices.dim(0), tf::ShapeOption(k, kShape)));
  DropCleared(*array);
  return kOk;
}

/// Inputs: handle, indices, slices, flow.
Status EvalScatter(Kernel k) {
  Array* array = ArrayOf(k);
  const Tensor indices = k.input(1), value = k.input(2);
  if (!array) return kError;
  TARE_REQUIRE(k,
               indices.type() == kTfLiteInt32 && indices.rank() == 1 && value.rank() >= 1 && value.rank() <= kMaxRank &&
                   value.dim(0) == indices.dim(0),
               "Expected as many indices as slices");
  const PartialShape own = tf::SliceShape(value);
  const int64_t slice = value.Elements(1, value.rank());
  for (int i = 0; i < indices.dim(0); ++i) {
    TARE_RETURN_IF_ERROR(Write(k, *array, indices.data<int32_t>()[i], value, i * slice, own));
  }
  return GiveFlow(k);
}

/// Inputs: handle, a tensor, how many of its rows each element gets, flow.
Status EvalSplit(Kernel k) {
  Array* array = ArrayOf(k);
  const Tensor value = k.input(1), lengths = k.input(2);
  if (!array) return kError;
  TARE_REQUIRE(k,
               lengths.type() == kTfLiteInt64 && lengths.rank() == 1 && value.rank() >= 1 && value.rank() <= kMaxRank,
               "Expected lengths to be a vector");
  TARE_REQUIRE(k, array->grows ? lengths.dim(0) >= array->list->count : lengths.dim(0) == array->list->count,
               "TensorArray's size is not equal to the size of lengths");
  PartialShape own = tf::ShapeOf(value);
  const int64_t row = value.Elements(1, value.rank());
  int64_t first = 0;
  for (int i = 0; i < lengths.dim(0); ++i) {
    const int64_t length = lengths.data<int64_t>()[i];
    TARE_REQUIRE(k, length >= 0 && length <= value.dim(0) - first, "the lengths are not those of the tensor's rows");
    own.dims[0] = static_cast<int>(length);
    TARE_RETURN_IF_ERROR(Write(k, *array, i, value, first * row, own));
    first += length;
  }
  TARE_REQUIRE(k, first == value.dim(0), "the lengths are not those of the tensor's rows");
  return GiveFlow(k);
}

Status PrepareConcat(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareRead(k));
  TARE_REQUIRE(k, k.output(1).type() == kTfLiteInt64, "bad output types");
  return k.SetOutputDynamic(1);
}

/// Inputs: handle, flow. Outputs: the rows of all elements, how many each has.
Status EvalConcat(Kernel k) {
  Array* array = ArrayOf(k);
  if (!array) return kError;
  PartialShape shape = tf::ShapeOption(k, kShape);
  if (shape.rank >= 0) {  // the attribute leaves out the first dimension
    TARE_REQUIRE(k, shape.rank < kMaxRank, "too many dimensions");
    __builtin_memmove(shape.dims + 1, shape.dims, sizeof(int) * static_cast<size_t>(shape.rank++));
    shape.dims[0] = -1;
  }
  for (int i = 0; i < array->list->count; ++i) {
    TARE_RETURN_IF_ERROR(Read(k, *array, i));
    TARE_REQUIRE(k, array->list->items[i], "element %d is not set", i);
  }
  TARE_RETURN_IF_ERROR(tf::Concat(k, *array->list, shape, nullptr, 0));
  DropCleared(*array);
  return kOk;
}

Status PrepareSize(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  return k.ResizeOutput(0, nullptr, 0);
}

Status EvalSize(Kernel k) {
  const Array* array = ArrayOf(k);
  if (!array) return kError;
  *k.output(0).data<int32_t>() = array->list->count;
  return kOk;
}

template <bool is_stack>
Status EvalClose(Kernel k) {
  Array* array = ArrayOf(k, is_stack);
  if (!array) return kError;
  Empty(*array);
  array->is_open = false;
  return kOk;
}

/// Inputs: handle, the element, which is the output, too.
Status PreparePush(Kernel k) {
  const TfLiteType type = k.input(1).type();
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  TARE_REQUIRE(k, ElementBytes(type) && k.output(0).type() == type && k.input(1).rank() <= kMaxRank, "bad element");
  return k.ResizeOutputLike(0, k.input(1));
}

Status EvalPush(Kernel k) {
  Array* stack = ArrayOf(k, true);
  const Tensor value = k.input(1);
  if (!stack) return kError;
  const int count = stack->list->count;
  TARE_REQUIRE(k, stack->most < 0 || count < stack->most, "Stack overflowed its max_size (%d)",
               static_cast<int>(stack->most));
  TARE_RETURN_IF_ERROR(Write(k, *stack, count, value, 0, tf::ShapeOf(value)));
  if (value.bytes()) __builtin_memcpy(k.output(0).data<char>(), value.data<char>(), value.bytes());
  return kOk;
}

Status EvalPop(Kernel k) {
  Array* stack = ArrayOf(k, true);
  if (!stack) return kError;
  const int last = stack->list->count - 1;
  TARE_REQUIRE(k, last >= 0, "Stack is empty when calling Pop().");
  TARE_RETURN_IF_ERROR(tf::GetItem(k, *stack->list, stack->list->items[last], PartialShape{}, 0));
  return Resize(k, *stack, last);
}

}  // namespace

TARE_TF_KERNEL(TensorArrayV3, i32,
               {.prepare = PrepareNew, .eval = EvalNew<false>, .outputs = {2, 2}, .data_bytes = sizeof(int32_t)})
TARE_TF_KERNEL(TensorArrayWriteV3, resource, {.prepare = PrepareFlow, .eval = EvalWrite, .inputs = {4, 4}})
TARE_TF_KERNEL(TensorArrayScatterV3, resource, {.prepare = PrepareFlow, .eval = EvalScatter, .inputs = {4, 4}})
TARE_TF_KERNEL(TensorArraySplitV3, resource, {.prepare = PrepareFlow, .eval = EvalSplit, .inputs = {4, 4}})
TARE_TF_KERNEL(TensorArrayReadV3, resource, {.prepare = PrepareRead, .eval = EvalRead, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorArrayGatherV3, resource, {.prepare = PrepareRead, .eval = EvalGather, .inputs = {3, 3}})
TARE_TF_KERNEL(TensorArrayConcatV3, resource,
               {.prepare = PrepareConcat, .eval = EvalConcat, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TF_KERNEL(TensorArraySizeV3, resource, {.prepare = PrepareSize, .eval = EvalSize, .inputs = {2, 2}})
TARE_TF_KERNEL(TensorArrayCloseV3, resource, {.prepare = CheckHandle, .eval = EvalClose<false>, .outputs = {0, 0}})
TARE_TF_KERNEL(StackV2, i32, {.prepare = PrepareNew, .eval = EvalNew<true>, .data_bytes = sizeof(int32_t)})
TARE_TF_KERNEL(StackPushV2, resource, {.prepare = PreparePush, .eval = EvalPush, .inputs = {2, 2}})
TARE_TF_KERNEL(StackPopV2, resource, {.prepare = PrepareRead, .eval = EvalPop})
TARE_TF_KERNEL(StackCloseV2, resource, {.prepare = CheckHandle, .eval = EvalClose<true>, .outputs = {0, 0}})

}  // namespace tare
