// STRIDED_SLICE: x[begin:end:stride, …, newaxis, ellipsis, index] of numpy. Five masks of the options say which entries
// of begin and end do not count, and which are an ellipsis, a new dimension, or an index that drops its dimension.
#include "kernels/shape/strided_slice.h"

#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kBegin = 1, kEnd = 2, kStrides = 3;

int64_t Clamp(int64_t x, int64_t low, int64_t high) { return x < low ? low : x > high ? high : x; }

}  // namespace

/// Walks the entries and the tensor's dimensions together.
Status ResolveSlice(Kernel k, Tensor in, Slice& slice, bool masks_indices) {
  Shape& shape = slice.shape;
  const fb::Table o = k.options();
  const auto mask = [&](int field, int i) { return (o.Scalar<int32_t>(field) >> i & 1) != 0; };
  namespace options = options::StridedSliceOptions;
  const auto entries = static_cast<int>(k.input(kBegin).elements());
  int new_axes = 0, ellipsis = entries, d = 0;
  for (int i = 0; i < entries; ++i) {
    if (ellipsis == entries && mask(options::ellipsis_mask, i)) {
      ellipsis = i;
    } else if (mask(options::new_axis_mask, i)) {
      ++new_axes;
    }
  }
  TARE_REQUIRE(k, in.rank() + new_axes <= kMaxRank, "too many dimensions");
  const int skipped = in.rank() - (entries - new_axes - (ellipsis < entries ? 1 : 0));  // dimensions without an entry
  TARE_REQUIRE(k, skipped >= 0, "more entries than dimensions");
  for (int i = 0; i <= entries; ++i) {
    if (i == ellipsis) {  // or the end: what has no entry is taken whole
      for (int j = 0; j < skipped; ++j, ++d) {
        slice.dims[slice.rank++] = {in.dim(d), static_cast<ptrdiff_t>(in.Elements(d + 1, in.rank()))};
        shape.dims[shape.rank++] = in.dim(d);
      }
      continue;
    }
    if (i == entries) break;
    if (mask(options::new_axis_mask, i)) {
      shape.dims[shape.rank++] = 1;
      continue;
    }
    const int64_t dim = in.dim(d), stride = IntegerAt(k.input(kStrides), i);
    const auto inner = static_cast<ptrdiff_t>(in.Elements(++d, in.rank()));
    TARE_REQUIRE(k, stride != 0 && stride >= -INT32_MAX && stride <= INT32_MAX, "bad stride");
    int64_t begin = IntegerAt(k.input(kBegin), i), end = IntegerAt(k.input(kEnd), i);
    if (begin < 0) begin += dim;
    const bool is_index = mask(options::shrink_axis_mask, i);
    if (mask(options::begin_mask, i) && (masks_indices || !is_index)) begin = stride > 0 ? 0 : dim - 1;
    if (is_index) {
      TARE_REQUIRE(k, begin >= 0 && begin < dim && stride > 0, "index out of range");
      slice.offset += static_cast<ptrdiff_t>(begin) * inner;
      continue;
    }
    const int64_t low = stride > 0 ? 0 : -1, high = stride > 0 ? dim : dim - 1;
    begin = Clamp(begin, low, high);
    if (o.Scalar<uint8_t>(options::offset)) {  // from where the slice does begin
      TARE_REQUIRE(k, !__builtin_add_overflow(begin, end, &end), "bad end");
    }
    if (end < 0) end += dim;
    end = mask(options::end_mask, i) ? (stride > 0 ? high : low) : Clamp(end, low, high);
    const int64_t span = stride > 0 ? end - begin : begin - end, step = stride > 0 ? stride : -stride;
    const auto size = static_cast<int32_t>(span > 0 ? (span + step - 1) / step : 0);
    if (size) slice.offset += static_cast<ptrdiff_t>(begin) * inner;
    slice.dims[slice.rank++] = {size, static_cast<ptrdiff_t>(stride) * inner};
    shape.dims[shape.rank++] = size;
  }
  return kOk;
}

Status CheckSlice(Kernel k) {
  for (int i = kBegin; i <= kStrides; ++i) {
    const Tensor list = k.input(i);
    TARE_REQUIRE(k, IsInteger(list) && list.rank() == 1 && list.elements() <= kMaxRank, "bad begin, end or strides");
    TARE_REQUIRE(k, list.elements() == k.input(kBegin).elements(), "begin, end and strides differ");
  }
  return kOk;
}

namespace {

bool IsConstant(Kernel k) {
  return k.input(kBegin).is_constant() && k.input(kEnd).is_constant() && k.input(kStrides).is_constant();
}

Status Resize(Kernel k, Slice& slice) {
  TARE_RETURN_IF_ERROR(ResolveSlice(k, k.input(0), slice, true));
  return k.ResizeOutput(0, slice.shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_RETURN_IF_ERROR(CheckSlice(k));
  Slice slice;
  return IsConstant(k) ? Resize(k, slice) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  Slice slice;
  TARE_RETURN_IF_ERROR(Resize(k, slice));
  StridedCopy copy(slice.offset);
  for (int i = 0; i < slice.rank; ++i) copy.Add(slice.dims[i].dim, slice.dims[i].stride);
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(STRIDED_SLICE, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {4, 4}})
TARE_KERNEL(STRIDED_SLICE, str, {.prepare = Prepare, .eval = EvalStrings<Eval>, .inputs = {4, 4}})

}  // namespace tare
