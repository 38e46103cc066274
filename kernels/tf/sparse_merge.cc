// TensorFlow's SparseAdd, which merges two sorted sparse tensors, SparseSlice and SparseReduceSum, which gives a dense
// one. A sparse tensor is rows of coordinates, a value for each, and a shape.
#include "kernels/math/wrapping.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// Checks the sparse tensor whose parts are inputs `first` to `first` + 2.
Status CheckSparse(Kernel k, int first) {
  const Tensor at = k.input(first), values = k.input(first + 1), shape = k.input(first + 2);
  TARE_REQUIRE(k, at.type() == kTfLiteInt64 && at.rank() == 2 && shape.type() == kTfLiteInt64 && shape.rank() == 1,
               "indices must be a matrix, the shape a vector");
  TARE_REQUIRE(k, at.dim(1) == shape.dim(0) && values.rank() == 1 && values.dim(0) == at.dim(0),
               "as many coordinates as dimensions, as many values as rows");
  TARE_REQUIRE(k, ElementBytes(values.type()), "unsupported type");
  return kOk;
}

/// The sparse outputs' types.
Status PrepareSparse(Kernel k) {
  TARE_REQUIRE(k,
               k.output(0).type() == kTfLiteInt64 && k.output(1).type() == k.input(1).type() &&
                   k.output(2).type() == kTfLiteInt64,
               "bad output types");
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(0));
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(1));
  return k.ResizeOutputLike(2, k.input(2));
}

enum { kA, kB = 3, kThreshold = 6 };  // inputs of SparseAdd

Status PrepareAdd(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, kA));
  TARE_RETURN_IF_ERROR(CheckSparse(k, kB));
  const TfLiteType type = k.input(kA + 1).type();
  TARE_REQUIRE(k, type == kTfLiteFloat32 || IsInteger(k.input(kA + 1)), "unsupported type");
  TARE_REQUIRE(
      k, k.input(kB + 1).type() == type && k.input(kThreshold).type() == type && k.input(kThreshold).elements() == 1,
      "types differ, or thresh is no scalar");
  TARE_REQUIRE(k, k.input(kA).dim(1) == k.input(kB).dim(1), "Operands do not have the same ranks");
  return PrepareSparse(k);
}

/// Calls visit(row of a or -1, row of b or -1) for the merged rows, in order.
template <class Visit>
void Merge(Tensor a, Tensor b, Visit visit) {
  const int rank = a.dim(1);
  int i = 0, j = 0;
  while (i < a.dim(0) || j < b.dim(0)) {
    int order = i == a.dim(0) ? 1 : j == b.dim(0) ? -1 : 0;
    for (int d = 0; !order && d < rank; ++d) {
      const int64_t x = a.data<int64_t>()[ptrdiff_t{i} * rank + d], y = b.data<int64_t>()[ptrdiff_t{j} * rank + d];
      order = x < y ? -1 : x > y;
    }
    visit(order <= 0 ? i : -1, order >= 0 ? j : -1);
    i += order <= 0;
    j += order >= 0;
  }
}

template <class T>
Status Add(Kernel k) {
  const Tensor a = k.input(kA), b = k.input(kB);
  const auto threshold = *k.input(kThreshold).data<T>();
  const T *x = k.input(kA + 1).data<T>(), *y = k.input(kB + 1).data<T>();
  const auto sum = [&](int i, int j) { return i < 0 ? y[j] : j < 0 ? x[i] : WrappingAdd(x[i], y[j]); };
  // What only one of them has stays, however small.
  const auto stays = [&](int i, int j) {
    const T s = sum(i, j);
    return i < 0 || j < 0 || threshold <= (s < 0 ? WrappingMultiply(s, static_cast<T>(-1)) : s);
  };
  int count = 0;
  Merge(a, b, [&](int i, int j) { count += stays(i, j); });
  const int dims[] = {count, a.dim(1)};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, dims, 1));
  auto* at = k.output(0).data<int64_t>();
  T* values = k.output(1).data<T>();
  Merge(a, b, [&](int i, int j) {
    if (!stays(i, j)) return;
    const int64_t* from = (i < 0 ? b : a).data<int64_t>() + ptrdiff_t{i < 0 ? j : i} * dims[1];
    for (int d = 0; d < dims[1]; ++d) *at++ = from[d];
    *values++ = sum(i, j);
  });
  return kOk;
}

Status EvalAdd(Kernel k) {
  const Tensor a = k.input(kA + 2), b = k.input(kB + 2);
  for (int d = 0; d < a.dim(0); ++d) {
    TARE_REQUIRE(k, a.data<int64_t>()[d] == b.data<int64_t>()[d], "Operands' shapes do not match");
    k.output(2).data<int64_t>()[d] = a.data<int64_t>()[d];
  }
  const TfLiteType type = k.input(kA + 1).type();
  return type == kTfLiteFloat32 ? Add<float>(k) : type == kTfLiteInt32 ? Add<int32_t>(k) : Add<int64_t>(k);
}

enum { kStart = 3, kSize };  // inputs of SparseSlice

Status PrepareSlice(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, 0));
  for (int i = kStart; i <= kSize; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == kTfLiteInt64 && k.input(i).SameShape(k.input(2)),
                 "start and size must have as many elements as the shape");
  }
  return PrepareSparse(k);
}

Status EvalSlice(Kernel k) {
  const Tensor at = k.input(0), values = k.input(1);
  const auto *shape = k.input(2).data<int64_t>(), *start = k.input(kStart).data<int64_t>(),
             *size = k.input(kSize).data<int64_t>();
  const int rank = at.dim(1);
  for (int d = 0; d < rank; ++d) {
    TARE_REQUIRE(k, shape[d] >= 0 && start[d] >= 0 && size[d] >= 0, "shape, start and size must not be negative");
    const int64_t rest = start[d] < shape[d] ? shape[d] - start[d] : 0;
    k.output(2).data<int64_t>()[d] = size[d] < rest ? size[d] : rest;
  }
  const auto* from = at.data<int64_t>();
  const auto is_inside = [&](int i) {
    bool inside = true;
    for (int d = 0; d < rank; ++d) {
      const int64_t x = from[ptrdiff_t{i} * rank + d];
      inside = inside && x >= start[d] && x - start[d] < size[d];
    }
    return inside;
  };
  int count = 0;
  for (int i = 0; i < at.dim(0); ++i) count += is_inside(i);
  const int dims[] = {count, rank};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 2));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, dims, 1));
  auto* to = k.output(0).data<int64_t>();
  char* value = k.output(1).data<char>();
  const size_t width = ElementBytes(values.type());
  for (int i = 0; i < at.dim(0); ++i) {
    if (!is_inside(i)) continue;
    for (int d = 0; d < rank; ++d) *to++ = from[ptrdiff_t{i} * rank + d] - start[d];
    __builtin_memcpy(value, values.data<char>() + static_cast<size_t>(i) * width, width);
    value += width;
  }
  return kOk;
}

constexpr int kAxes = 3;  // input of SparseReduceSum

Status PrepareReduce(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, 0));
  const Tensor values = k.input(1), axes = k.input(kAxes);
  TARE_REQUIRE(k, values.type() == kTfLiteFloat32 || IsInteger(values), "unsupported type");
  TARE_REQUIRE(k, axes.type() == kTfLiteInt32 && axes.rank() <= 1, "bad axes");
  TARE_REQUIRE(k, k.output(0).type() == values.type() && k.input(0).dim(1) <= kMaxRank, "bad output type or rank");
  return k.SetOutputDynamic(0);
}

template <class T>
void Reduce(Kernel k, const int64_t* strides) {
  const Tensor at = k.input(0);
  for (int i = 0; i < at.dim(0); ++i) {
    int64_t to = 0;
    for (int d = 0; d < at.dim(1); ++d) to += at.data<int64_t>()[ptrdiff_t{i} * at.dim(1) + d] * strides[d];
    T& sum = k.output(0).data<T>()[to];
    sum = WrappingAdd(sum, k.input(1).data<T>()[i]);
  }
}

Status EvalReduce(Kernel k) {
  const Tensor at = k.input(0), axes = k.input(kAxes), out = k.output(0);
  const int rank = at.dim(1);
  const auto* shape = k.input(2).data<int64_t>();
  bool reduced[kMaxRank] = {};
  for (int i = 0; i < static_cast<int>(axes.elements()); ++i) {
    const int axis = ResolveAxis(axes.data<int32_t>()[i], rank);
    TARE_REQUIRE(k, axis >= 0, "bad axis");
    reduced[axis] = true;
  }
  Shape result;
  for (int d = 0; d < rank; ++d) {
    TARE_REQUIRE(k, shape[d] >= 0 && shape[d] <= INT32_MAX, "bad shape");
    for (int i = 0; i < at.dim(0); ++i) {
      const int64_t x = at.data<int64_t>()[ptrdiff_t{i} * rank + d];
      TARE_REQUIRE(k, x >= 0 && x < shape[d], "indices(%d) is out of range", i);
    }
    if (!reduced[d]) {
      result.dims[result.rank++] = static_cast<int32_t>(shape[d]);
    } else if (k.options().Scalar<bool>(0)) {
      result.dims[result.rank++] = 1;
    }
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, result));
  int64_t strides[kMaxRank], stride = 1;
  for (int d = rank - 1; d >= 0; --d) {
    strides[d] = reduced[d] ? 0 : stride;
    if (!reduced[d]) stride *= shape[d];
  }
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  if (out.type() == kTfLiteFloat32) {
    Reduce<float>(k, strides);
  } else if (out.type() == kTfLiteInt32) {
    Reduce<int32_t>(k, strides);
  } else {
    Reduce<int64_t>(k, strides);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(SparseAdd, i64, {.prepare = PrepareAdd, .eval = EvalAdd, .inputs = {7, 7}, .outputs = {3, 3}})
TARE_TF_KERNEL(SparseSlice, i64, {.prepare = PrepareSlice, .eval = EvalSlice, .inputs = {5, 5}, .outputs = {3, 3}})
TARE_TF_KERNEL(SparseReduceSum, i64, {.prepare = PrepareReduce, .eval = EvalReduce, .inputs = {4, 4}})

}  // namespace tare
