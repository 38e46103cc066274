// STRIDED_SLICE: x[begin:end:stride, …, newaxis, ellipsis, index] of numpy. Five masks of the options say which entries
// of begin and end do not count, and which are an ellipsis, a new dimension, or an index that drops its dimension.
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kBegin = 1, kEnd = 2, kStrides = 3;

int64_t Clamp(int64_t x, int64_t low, int64_t high) { return x < low ? low : x > high ? high : x; }

/// Walks the entries and the input's dimensions together; gives the output's shape and the copy that makes it.
Status Resolve(Kernel k, Shape& shape, StridedCopy& copy) {
  const Tensor in = k.input(0);
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
  ptrdiff_t offset = 0;
  struct {
    int dim;
    ptrdiff_t stride;
  } dims[kMaxRank];
  int rank = 0;
  for (int i = 0; i <= entries; ++i) {
    if (i == ellipsis) {  // or the end: what has no entry is taken whole
      for (int j = 0; j < skipped; ++j, ++d) {
        dims[rank++] = {in.dim(d), static_cast<ptrdiff_t>(in.Elements(d + 1, in.rank()))};
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
    if (o.Scalar<uint8_t>(options::offset)) {
      TARE_REQUIRE(k, !__builtin_add_overflow(begin, end, &end), "bad end");
    }
    if (begin < 0) begin += dim;
    if (mask(options::shrink_axis_mask, i)) {
      TARE_REQUIRE(k, begin >= 0 && begin < dim && stride > 0, "index out of range");
      offset += static_cast<ptrdiff_t>(begin) * inner;
      continue;
    }
    if (end < 0) end += dim;
    const int64_t low = stride > 0 ? 0 : -1, high = stride > 0 ? dim : dim - 1;
    begin = mask(options::begin_mask, i) ? (stride > 0 ? low : high) : Clamp(begin, low, high);
    end = mask(options::end_mask, i) ? (stride > 0 ? high : low) : Clamp(end, low, high);
    const int64_t span = stride > 0 ? end - begin : begin - end, step = stride > 0 ? stride : -stride;
    const auto size = static_cast<int32_t>(span > 0 ? (span + step - 1) / step : 0);
    if (size) offset += static_cast<ptrdiff_t>(begin) * inner;
    dims[rank++] = {size, static_cast<ptrdiff_t>(stride) * inner};
    shape.dims[shape.rank++] = size;
  }
  copy = StridedCopy(offset);
  for (int i = 0; i < rank; ++i) copy.Add(dims[i].dim, dims[i].stride);
  return kOk;
}

bool IsConstant(Kernel k) {
  return k.input(kBegin).is_constant() && k.input(kEnd).is_constant() && k.input(kStrides).is_constant();
}

Status Resize(Kernel k, StridedCopy& copy) {
  Shape shape;
  TARE_RETURN_IF_ERROR(Resolve(k, shape, copy));
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  for (int i = kBegin; i <= kStrides; ++i) {
    const Tensor list = k.input(i);
    TARE_REQUIRE(k, IsInteger(list) && list.rank() == 1 && list.elements() <= kMaxRank, "bad begin, end or strides");
    TARE_REQUIRE(k, list.elements() == k.input(kBegin).elements(), "begin, end and strides differ");
  }
  StridedCopy copy;
  return IsConstant(k) ? Resize(k, copy) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  StridedCopy copy;
  TARE_RETURN_IF_ERROR(Resize(k, copy));
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(STRIDED_SLICE, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {4, 4}})

}  // namespace tare
