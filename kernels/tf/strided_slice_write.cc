// What writes where STRIDED_SLICE reads: TensorFlow's StridedSliceGrad (into zeros of a shape that the first input
// holds), TensorStridedSliceUpdate (into a copy of a tensor) and ResourceStridedSliceAssign (into a variable).
#include "kernels/resource/variable.h"
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"
#include "kernels/shape/strided_slice.h"

namespace tare {
namespace {

constexpr int kValue = 4;

/// Writes the value to the part of `to`, which has its type, that the node's inputs select.
Status Write(Kernel k, Tensor to) {
  const Tensor value = k.input(kValue);
  Slice slice;
  TARE_RETURN_IF_ERROR(ResolveSlice(k, to, slice, false));
  bool same = value.rank() == slice.shape.rank;
  for (int d = 0; same && d < value.rank(); ++d) same = value.dim(d) == slice.shape.dims[d];
  TARE_REQUIRE(k, same, "the value does not have the slice's shape");
  const size_t width = ElementBytes(to.type());
  const char* from = value.data<char>();
  for (int64_t i = 0; i < value.elements(); ++i, from += width) {
    ptrdiff_t at = slice.offset;
    int64_t rest = i;
    for (int d = slice.rank - 1; d >= 0; rest /= slice.dims[d--].dim) {
      at += static_cast<ptrdiff_t>(rest % slice.dims[d].dim) * slice.dims[d].stride;
    }
    __builtin_memcpy(to.data<char>() + at * static_cast<ptrdiff_t>(width), from, width);
  }
  return kOk;
}

Status CheckValue(Kernel k, TfLiteType type) {
  TARE_REQUIRE(k, ElementBytes(type) && k.input(kValue).type() == type, "bad types");
  return CheckSlice(k);
}

Status ResizeGrad(Kernel k) {
  Shape shape;
  TARE_RETURN_IF_ERROR(ReadShape(k, k.input(0), shape));
  return k.ResizeOutput(0, shape);
}

Status PrepareGrad(Kernel k) {
  const Tensor wanted = k.input(0);
  TARE_RETURN_IF_ERROR(CheckValue(k, k.output(0).type()));
  TARE_REQUIRE(k, IsInteger(wanted) && wanted.rank() == 1 && wanted.dim(0) <= kMaxRank, "bad shape");
  return wanted.is_constant() ? ResizeGrad(k) : k.SetOutputDynamic(0);
}

Status EvalGrad(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeGrad(k));
  if (k.output(0).bytes()) __builtin_memset(k.output(0).data<char>(), 0, k.output(0).bytes());
  return Write(k, k.output(0));
}

Status PrepareUpdate(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckValue(k, k.input(0).type()));
  TARE_REQUIRE(k, k.input(0).rank() <= kMaxRank && k.output(0).type() == k.input(0).type(), "bad types");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalUpdate(Kernel k) {
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  return Write(k, k.output(0));
}

Status PrepareAssign(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckVariableHandle(k));
  return CheckValue(k, k.input(kValue).type());
}

Status EvalAssign(Kernel k) {
  TfLiteTensor* value = nullptr;
  if (!FindVariable(k, &value)) return kError;
  TARE_REQUIRE(k, value->data.raw && value->type == k.input(kValue).type(),
               "the variable is not assigned, or of another type");
  return Write(k, Tensor(value));
}

}  // namespace

TARE_TF_KERNEL(StridedSliceGrad, shape, {.prepare = PrepareGrad, .eval = EvalGrad, .inputs = {5, 5}})
TARE_TF_KERNEL(TensorStridedSliceUpdate, bytes,
               {.prepare = PrepareUpdate, .eval = EvalUpdate, .inputs = {5, 5}, .in_place = 1})
TARE_TF_KERNEL(ResourceStridedSliceAssign, resource,
               {.prepare = PrepareAssign, .eval = EvalAssign, .inputs = {5, 5}, .outputs = {0, 0}})

}  // namespace tare
