// The loop behind strided copies. Rows that lie together in the input are copied as one; others element by element,
// with a loop per element size, because a call per element would dominate.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

template <class T>
void CopyElements(char* to, const char* from, ptrdiff_t stride, int n) {
  struct __attribute__((packed, may_alias)) Element {
    T value;
  };
  for (int i = 0; i < n; ++i) {
    reinterpret_cast<Element*>(to)[i] = *reinterpret_cast<const Element*>(from);
    from += stride;
  }
}

void CopyRow(char* to, const char* from, ptrdiff_t stride, int n, size_t bytes) {
  if (stride == static_cast<ptrdiff_t>(bytes)) {
    __builtin_memcpy(to, from, bytes * static_cast<size_t>(n));
  } else if (bytes == 1) {
    CopyElements<uint8_t>(to, from, stride, n);
  } else if (bytes == 2) {
    CopyElements<uint16_t>(to, from, stride, n);
  } else if (bytes == 4) {
    CopyElements<uint32_t>(to, from, stride, n);
  } else if (bytes == 8) {
    CopyElements<uint64_t>(to, from, stride, n);
  } else {
    for (int i = 0; i < n; ++i, to += bytes, from += stride) __builtin_memcpy(to, from, bytes);
  }
}

}  // namespace

void StridedCopy::Add(int dim, ptrdiff_t stride) {
  if (dim == 1) return;
  if (rank_ > 0 && strides_[rank_ - 1] == stride * dim) {
    dims_[rank_ - 1] *= dim;
    strides_[rank_ - 1] = stride;
    return;
  }
  dims_[rank_] = dim;
  strides_[rank_++] = stride;
}

Status StridedCopy::Run(Kernel k, int input) const {
  const Tensor out = k.output(0);
  const auto elements = static_cast<int>(out.elements());
  if (elements == 0) return kOk;
  const auto bytes = static_cast<ptrdiff_t>(ElementBytes(out.type()));
  const int row = rank_ ? dims_[rank_ - 1] : 1;
  const ptrdiff_t stride = (rank_ ? strides_[rank_ - 1] : 1) * bytes;
  const char* from = k.input(input).data<char>() + offset_ * bytes;
  k.ParallelFor(elements / row, row, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      ptrdiff_t at = 0;
      for (int d = rank_ - 2, rest = i; d >= 0; rest /= dims_[d--]) at += rest % dims_[d] * strides_[d];
      CopyRow(out.data<char>() + ptrdiff_t{i} * row * bytes, from + at * bytes, stride, row,
              static_cast<size_t>(bytes));
    }
  });
  return kOk;
}

bool IsInteger(Tensor t) { return t.type() == kTfLiteInt32 || t.type() == kTfLiteInt64; }

Status ReadShape(Kernel k, Tensor dims, Shape& shape) {
  shape.rank = static_cast<int>(dims.elements());
  for (int d = 0; d < shape.rank; ++d) {
    const int64_t dim = IntegerAt(dims, d);
    TARE_REQUIRE(k, dim >= 0 && dim <= INT32_MAX, "bad shape");
    shape.dims[d] = static_cast<int32_t>(dim);
  }
  return kOk;
}

int64_t IntegerAt(Tensor t, int i) { return t.type() == kTfLiteInt64 ? t.data<int64_t>()[i] : t.data<int32_t>()[i]; }

void SetIntegerAt(Tensor t, int64_t i, int64_t value) {
  if (t.type() == kTfLiteInt64) {
    t.data<int64_t>()[i] = value;
  } else {
    t.data<int32_t>()[i] = static_cast<int32_t>(value);
  }
}

}  // namespace tare
