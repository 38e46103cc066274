// TensorFlow's ops about shapes that no built-in op equals: IdentityN, ShapeN, Empty, LinSpace, ConcatOffset.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status PrepareIdentityN(Kernel k) {
  TARE_REQUIRE(k, k.input_count() == k.output_count(), "as many outputs as inputs");
  for (int i = 0; i < k.input_count(); ++i) {
    TARE_REQUIRE(k, k.input(i).type() == k.output(i).type(), "types differ");
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, k.input(i)));
  }
  return kOk;
}

Status EvalIdentityN(Kernel k) {
  for (int i = 0; i < k.input_count(); ++i) TARE_RETURN_IF_ERROR(CopyTensor(k, k.input(i), k.output(i)));
  return kOk;
}

Status PrepareShapeN(Kernel k) {
  TARE_REQUIRE(k, k.input_count() == k.output_count(), "as many outputs as inputs");
  for (int i = 0; i < k.input_count(); ++i) {
    const Tensor in = k.input(i), out = k.output(i);
    const int rank = in.rank();
    TARE_REQUIRE(k, IsInteger(out), "bad output type");
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &rank, 1));
  }
  return kOk;
}

Status EvalShapeN(Kernel k) {
  for (int i = 0; i < k.input_count(); ++i) {
    const Tensor in = k.input(i), out = k.output(i);
    for (int d = 0; d < in.rank(); ++d) SetIntegerAt(out, d, in.dim(d));
  }
  return kOk;
}

Status ResizeEmpty(Kernel k) {
  const Tensor wanted = k.input(0);
  Shape shape = {static_cast<int>(wanted.elements()), {}};
  for (int d = 0; d < shape.rank; ++d) {
    shape.dims[d] = wanted.data<int32_t>()[d];
    TARE_REQUIRE(k, shape.dims[d] >= 0, "bad shape");
  }
  return k.ResizeOutput(0, shape);
}

Status PrepareEmpty(Kernel k) {
  const Tensor wanted = k.input(0);
  TARE_REQUIRE(k, wanted.type() == kTfLiteInt32 && wanted.rank() == 1 && wanted.dim(0) <= kMaxRank, "bad shape");
  TARE_REQUIRE(k, ElementBytes(k.output(0).type()), "unsupported type");
  return wanted.is_constant() ? ResizeEmpty(k) : k.SetOutputDynamic(0);
}

/// Zeros also where what it holds would not matter.
Status EvalEmpty(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeEmpty(k));
  if (k.output(0).bytes()) __builtin_memset(k.output(0).data<char>(), 0, k.output(0).bytes());
  return kOk;
}

Status ResizeLine(Kernel k) {
  const int64_t count = IntegerAt(k.input(2), 0);
  TARE_REQUIRE(k, count > 0 && count <= INT32_MAX, "Requires num > 0");
  const int dim = static_cast<int>(count);
  return k.ResizeOutput(0, &dim, 1);
}

Status PrepareLine(Kernel k) {
  for (int i = 0; i < 2; ++i)
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteFloat32 && k.input(i).rank() == 0, "bad bounds");
  TARE_REQUIRE(k, IsInteger(k.input(2)) && k.input(2).elements() == 1 && k.output(0).type() == kTfLiteFloat32,
               "bad num");
  return k.input(2).is_constant() ? ResizeLine(k) : k.SetOutputDynamic(0);
}

Status EvalLine(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeLine(k));
  const float start = *k.input(0).data<float>(), stop = *k.input(1).data<float>();
  const int n = k.output(0).dim(0);
  auto* to = k.output(0).data<float>();
  const float step = n > 1 ? (stop - start) / static_cast<float>(n - 1) : 0;
  for (int i = 0; i < n; ++i) to[i] = start + step * static_cast<float>(i);
  if (n > 1) to[n - 1] = stop;
  return kOk;
}

/// Inputs: the axis, then the shapes of what is joined; outputs: where each begins.
Status PrepareOffsets(Kernel k) {
  TARE_REQUIRE(
      k, k.input_count() == k.output_count() + 1 && k.input(0).type() == kTfLiteInt32 && k.input(0).elements() == 1,
      "bad inputs");
  for (int i = 1; i < k.input_count(); ++i) {
    const Tensor shape = k.input(i);
    TARE_REQUIRE(k, IsInteger(shape) && shape.rank() == 1 && shape.SameShape(k.input(1)), "shapes of different ranks");
    TARE_REQUIRE(k, k.output(i - 1).type() == shape.type(), "bad output type");
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i - 1, shape));
  }
  return kOk;
}

Status EvalOffsets(Kernel k) {
  const int rank = k.input(1).dim(0), axis = ResolveAxis(IntegerAt(k.input(0), 0), rank);
  TARE_REQUIRE(k, axis >= 0, "Concat dim is out of range");
  uint64_t offset = 0;
  for (int i = 0; i < k.output_count(); ++i) {
    const Tensor shape = k.input(i + 1), out = k.output(i);
    for (int d = 0; d < rank; ++d) {
      TARE_REQUIRE(k, d == axis || IntegerAt(shape, d) == IntegerAt(k.input(1), d),
                   "All dimensions except %d must match", axis);
      SetIntegerAt(out, d, d == axis ? static_cast<int64_t>(offset) : 0);
    }
    offset += static_cast<uint64_t>(IntegerAt(shape, axis));
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(IdentityN, any,
               {.prepare = PrepareIdentityN, .eval = EvalIdentityN, .inputs = {1, 255}, .outputs = {1, 255}})
TARE_TF_KERNEL(ShapeN, any, {.prepare = PrepareShapeN, .eval = EvalShapeN, .inputs = {1, 255}, .outputs = {1, 255}})
TARE_TF_KERNEL(Empty, i32, {.prepare = PrepareEmpty, .eval = EvalEmpty})
TARE_TF_KERNEL(LinSpace, f32, {.prepare = PrepareLine, .eval = EvalLine, .inputs = {3, 3}})
TARE_TF_KERNEL(ConcatOffset, i32,
               {.prepare = PrepareOffsets, .eval = EvalOffsets, .inputs = {2, 255}, .outputs = {1, 255}})

}  // namespace tare
