// GATHER and GATHER_ND: slices of the input picked by indices, which are data and so are checked while running.
//
// GATHER picks along one dimension, with `batch_dims` leading dimensions shared by input and indices. GATHER_ND's
// indices have a last dimension of coordinates of the input's leading dimensions.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"
#include "runtime/schema.h"

namespace tare {
namespace {

int64_t IndexAt(Tensor t, int64_t i) {
  if (t.type() == kTfLiteInt64) return t.data<int64_t>()[i];
  return t.type() == kTfLiteInt32 ? t.data<int32_t>()[i] : t.data<int16_t>()[i];
}

/// Indices are int16, int32 or int64.
bool IsIndex(Tensor t) { return IsInteger(t) || t.type() == kTfLiteInt16; }

/// An option; of TensorFlow's GatherV2 the third input.
int Axis(Kernel k) {
  const int64_t axis =
      k.has_input(2) ? IntegerAt(k.input(2), 0) : k.options().Scalar<int32_t>(options::GatherOptions::axis);
  return ResolveAxis(axis, k.input(0).rank());
}

int BatchDims(Kernel k) {
  const int dims = k.options().Scalar<int32_t>(options::GatherOptions::batch_dims);
  return dims < 0 ? dims + k.input(1).rank() : dims;
}

Status PrepareGather(Kernel k) {
  const Tensor in = k.input(0), indices = k.input(1);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && IsIndex(indices), "bad types");
  const int axis = Axis(k), batch = BatchDims(k);
  TARE_REQUIRE(k, axis >= 0 && batch >= 0 && batch <= axis && batch <= indices.rank(), "bad axis or batch_dims");
  TARE_REQUIRE(k, in.rank() - 1 + indices.rank() - batch <= kMaxRank, "too many dimensions");
  Shape shape;
  for (int d = 0; d < axis; ++d) {
    TARE_REQUIRE(k, d >= batch || in.dim(d) == indices.dim(d), "batch dimensions differ");
    shape.dims[shape.rank++] = in.dim(d);
  }
  for (int d = batch; d < indices.rank(); ++d) shape.dims[shape.rank++] = indices.dim(d);
  for (int d = axis + 1; d < in.rank(); ++d) shape.dims[shape.rank++] = in.dim(d);
  return k.ResizeOutput(0, shape);
}

/// Elements of what one index picks.
size_t SliceElements(Kernel k) {
  const Tensor in = k.input(0);
  return static_cast<size_t>(in.Elements(Axis(k) + 1, in.rank()));
}

/// Of int4. The reference copies whole bytes, so slices that begin within one come out wrong there: refused.
Status PrepareGatherInt4(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareGather(k));
  TARE_REQUIRE(k, SliceElements(k) % 2 == 0, "slices of an odd number of int4");
  return kOk;
}

/// Copies slices of `bytes` each.
Status Pick(Kernel k, size_t bytes) {
  const Tensor in = k.input(0), indices = k.input(1), out = k.output(0);
  const int axis = Axis(k), batch = BatchDims(k);
  const int64_t batches = in.Elements(0, batch), outer = in.Elements(batch, axis), dim = in.dim(axis);
  const int64_t picks = indices.Elements(batch, indices.rank());
  char* to = out.data<char>();
  for (int64_t b = 0; b < batches; ++b) {
    for (int64_t o = 0; o < outer; ++o) {
      const char* from = in.data<char>() + static_cast<size_t>((b * outer + o) * dim) * bytes;
      for (int64_t i = 0; i < picks; ++i, to += bytes) {
        const int64_t at = IndexAt(indices, b * picks + i);
        TARE_REQUIRE(k, at >= 0 && at < dim, "gather index out of bounds");
        if (bytes) __builtin_memcpy(to, from + static_cast<size_t>(at) * bytes, bytes);
      }
    }
  }
  return kOk;
}

Status EvalGather(Kernel k) { return Pick(k, SliceElements(k) * ElementBytes(k.input(0).type())); }
Status EvalGatherInt4(Kernel k) { return Pick(k, SliceElements(k) / 2); }

Status PrepareGatherV2(Kernel k) {
  const Tensor axis = k.input(2);
  TARE_REQUIRE(k, IsInteger(axis) && axis.elements() == 1, "bad axis");
  return axis.is_constant() ? PrepareGather(k) : k.SetOutputDynamic(0);
}

Status EvalGatherV2(Kernel k) {
  if (!k.input(2).is_constant()) TARE_RETURN_IF_ERROR(PrepareGather(k));
  return EvalGather(k);
}

Status PrepareGatherNd(Kernel k) {
  const Tensor in = k.input(0), indices = k.input(1);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && IsIndex(indices), "bad types");
  TARE_REQUIRE(k, in.rank() >= 1 && indices.rank() >= 1, "scalar input");
  const int coordinates = indices.dim(-1);
  TARE_REQUIRE(k, coordinates <= in.rank(), "more coordinates than dimensions");
  TARE_REQUIRE(k, indices.rank() - 1 + in.rank() - coordinates <= kMaxRank, "too many dimensions");
  Shape shape;
  for (int d = 0; d < indices.rank() - 1; ++d) shape.dims[shape.rank++] = indices.dim(d);
  for (int d = coordinates; d < in.rank(); ++d) shape.dims[shape.rank++] = in.dim(d);
  return k.ResizeOutput(0, shape);
}

Status EvalGatherNd(Kernel k) {
  const Tensor in = k.input(0), indices = k.input(1), out = k.output(0);
  const int coordinates = indices.dim(-1);
  const int64_t picks = indices.Elements(0, indices.rank() - 1);
  const size_t bytes = static_cast<size_t>(in.Elements(coordinates, in.rank())) * ElementBytes(in.type());
  for (int64_t i = 0; i < picks; ++i) {
    int64_t from = 0;
    for (int d = 0; d < coordinates; ++d) {
      const int64_t at = IndexAt(indices, i * coordinates + d);
      TARE_REQUIRE(k, at >= 0 && at < in.dim(d), "gather index out of bounds");
      from = from * in.dim(d) + at;
    }
    if (bytes) {
      __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * bytes,
                       in.data<char>() + static_cast<size_t>(from) * bytes, bytes);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(GATHER, bytes, {.prepare = PrepareGather, .eval = EvalGather, .inputs = {2, 2}})
TARE_TF_KERNEL(GatherV2, bytes, {.prepare = PrepareGatherV2, .eval = EvalGatherV2, .inputs = {3, 3}})
TARE_KERNEL(GATHER_ND, bytes, {.prepare = PrepareGatherNd, .eval = EvalGatherNd, .inputs = {2, 2}})
TARE_KERNEL(GATHER, i4, {.prepare = PrepareGatherInt4, .eval = EvalGatherInt4, .inputs = {2, 2}})
TARE_KERNEL(GATHER, str, {.prepare = PrepareGather, .eval = EvalStrings<EvalGather>, .inputs = {2, 2}})
TARE_KERNEL(GATHER_ND, str, {.prepare = PrepareGatherNd, .eval = EvalStrings<EvalGatherNd>, .inputs = {2, 2}})
TARE_TF_KERNEL(GatherV2, str, {.prepare = PrepareGatherV2, .eval = EvalStrings<EvalGatherV2>, .inputs = {3, 3}})

}  // namespace tare
