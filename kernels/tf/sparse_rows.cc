// TensorFlow's ops that change sparse tensors: SparseFillEmptyRows and its gradient, SparseReshape, SparseReorder. A
// sparse tensor is rows of coordinates, a value for each, and a shape.
#include "kernels/math/wrapping.h"
#include "kernels/shape/strided.h"
#include "kernels/strings.h"

namespace tare {
namespace {

Status CheckSparse(Kernel k, int values, int shape) {
  const Tensor at = k.input(0), size = k.input(shape);
  TARE_REQUIRE(k, at.type() == kTfLiteInt64 && at.rank() == 2 && size.type() == kTfLiteInt64 && size.rank() == 1,
               "indices must be a matrix, the shape a vector");
  TARE_REQUIRE(k, at.dim(1) == size.dim(0), "as many coordinates as dimensions");
  if (values < 0) return kOk;
  const Tensor v = k.input(values);
  TARE_REQUIRE(k, v.rank() == 1 && v.dim(0) == at.dim(0), "as many values as coordinates");
  return kOk;
}

/// Inputs: coordinates, values, shape, default; outputs: coordinates, values, which rows were empty, where each value
/// went.
Status PrepareFill(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, 1, 2));
  const Tensor values = k.input(1), fallback = k.input(3);
  TARE_REQUIRE(k, fallback.type() == values.type() && fallback.elements() == 1 && k.output(1).type() == values.type(),
               "bad default value");
  TARE_REQUIRE(k, ElementBytes(values.type()) || values.type() == kTfLiteString, "unsupported type");
  TARE_REQUIRE(k,
               k.output(0).type() == kTfLiteInt64 && k.output(2).type() == kTfLiteBool &&
                   k.output(3).type() == kTfLiteInt64 && k.input(2).dim(0) >= 1,
               "bad output types");
  for (int i = 0; i < 4; ++i) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  return kOk;
}

/// Rows in order; of one row, values stay in theirs.
Status EvalFill(Kernel k) {
  const Tensor at = k.input(0), values = k.input(1);
  const int64_t rows = k.input(2).data<int64_t>()[0];
  const int n = at.dim(0), rank = at.dim(1);
  const auto* from = at.data<int64_t>();
  TARE_REQUIRE(k, rows >= 0 && rows <= INT32_MAX - n, "bad shape");
  const auto count = static_cast<int>(rows);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(2, &count, 1));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(3, &n, 1));
  auto* empty = k.output(2).data<uint8_t>();
  if (count) __builtin_memset(empty, 1, static_cast<size_t>(count));
  bool sorted = true;
  for (int i = 0; i < n; ++i) {
    const int64_t row = from[ptrdiff_t{i} * rank];
    TARE_REQUIRE(k, row >= 0 && row < rows, "indices(%d, 0) is invalid", i);
    sorted = sorted && (!i || row >= from[ptrdiff_t{i - 1} * rank]);
    empty[row] = 0;
  }
  int all = n;
  for (int64_t row = 0; row < rows; ++row) all += empty[row];
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{2, {all, rank}}));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &all, 1));
  auto* to = k.output(0).data<int64_t>();
  auto* map = k.output(3).data<int64_t>();
  const bool texts = values.type() == kTfLiteString;
  const size_t width = ElementBytes(values.type());
  Strings strings[2];
  if (texts && (!strings[0].Open(k, values) || !strings[1].Open(k, k.input(3)))) return kError;
  StringWriter writer;
  if (texts) {
    int64_t size = static_cast<int64_t>(strings[1].at(0).size) * (all - n);
    for (int i = 0; i < n; ++i) size += static_cast<int64_t>(strings[0].at(i).size);
    TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(1), all, size));
  }
  int out = 0;
  const auto add = [&](int value) {
    if (texts) {
      writer.Append(value < 0 ? strings[1].at(0) : strings[0].at(value));
      writer.Next();
    } else {
      const char* source =
          value < 0 ? k.input(3).data<char>() : values.data<char>() + static_cast<size_t>(value) * width;
      __builtin_memcpy(k.output(1).data<char>() + static_cast<size_t>(out) * width, source, width);
    }
    ++out;
  };
  int next = 0;
  for (int64_t row = 0; row < rows; ++row) {
    if (empty[row]) {
      for (int d = 0; d < rank; ++d) to[ptrdiff_t{out} * rank + d] = d ? 0 : row;
      add(-1);
      continue;
    }
    for (int i = sorted ? next : 0; i < n; ++i) {
      if (from[ptrdiff_t{i} * rank] != row) {
        if (sorted) break;
        continue;
      }
      __builtin_memcpy(to + ptrdiff_t{out} * rank, from + ptrdiff_t{i} * rank,
                       sizeof(int64_t) * static_cast<size_t>(rank));
      map[i] = out;
      next = i + 1;
      add(i);
    }
  }
  return kOk;
}

/// Inputs: where each value went, gradients of all; outputs: gradients of the values, and of the default.
Status PrepareFillGrad(Kernel k) {
  const Tensor map = k.input(0), gradient = k.input(1);
  TARE_REQUIRE(k, map.type() == kTfLiteInt64 && map.rank() == 1 && gradient.rank() == 1, "inputs must be vectors");
  const bool good = gradient.type() == kTfLiteFloat32 || IsInteger(gradient);
  TARE_REQUIRE(k, good && k.output(0).type() == gradient.type() && k.output(1).type() == gradient.type(), "bad types");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, map));
  TARE_RETURN_IF_ERROR(k.RequestScratch(static_cast<size_t>(gradient.dim(0)) | 1));
  return k.ResizeOutput(1, nullptr, 0);
}

template <class T>
void SumOfTheRest(Tensor gradient, const uint8_t* seen, T* sum) {
  *sum = 0;
  for (int i = 0; i < gradient.dim(0); ++i) {
    if (!seen[i]) *sum = WrappingAdd(*sum, gradient.data<T>()[i]);
  }
}

Status EvalFillGrad(Kernel k) {
  const Tensor map = k.input(0), gradient = k.input(1), rest = k.output(1);
  auto* seen = k.scratch<uint8_t>();
  const size_t width = ElementBytes(gradient.type());
  if (gradient.dim(0)) __builtin_memset(seen, 0, static_cast<size_t>(gradient.dim(0)));
  for (int i = 0; i < map.dim(0); ++i) {
    const int64_t from = map.data<int64_t>()[i];
    TARE_REQUIRE(k, from >= 0 && from < gradient.dim(0), "Elements in reverse index must be in [0, %d)",
                 gradient.dim(0));
    seen[from] = 1;
    __builtin_memcpy(k.output(0).data<char>() + static_cast<size_t>(i) * width,
                     gradient.data<char>() + static_cast<size_t>(from) * width, width);
  }
  if (gradient.type() == kTfLiteFloat32) {
    SumOfTheRest(gradient, seen, rest.data<float>());
  } else if (gradient.type() == kTfLiteInt32) {
    SumOfTheRest(gradient, seen, rest.data<int32_t>());
  } else {
    SumOfTheRest(gradient, seen, rest.data<int64_t>());
  }
  return kOk;
}

/// Inputs: coordinates, shape, new shape, of which one size may be -1; outputs: coordinates, shape.
Status PrepareReshape(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, -1, 1));
  const Tensor wanted = k.input(2);
  TARE_REQUIRE(k, wanted.type() == kTfLiteInt64 && wanted.rank() == 1, "the new shape must be a vector");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64 && k.output(1).type() == kTfLiteInt64, "bad output types");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, Shape{2, {k.input(0).dim(0), wanted.dim(0)}}));
  return k.ResizeOutputLike(1, wanted);
}

/// The product of sizes but those of -1, whose count is `unknown`.
Status Product(Kernel k, Tensor sizes, int64_t& product, int& unknown) {
  product = 1;
  for (int d = 0; d < sizes.dim(0); ++d) {
    const int64_t size = sizes.data<int64_t>()[d];
    unknown += size == -1;
    TARE_REQUIRE(k, size == -1 || (size >= 0 && !__builtin_mul_overflow(product, size, &product)), "bad shape");
  }
  return kOk;
}

Status EvalReshape(Kernel k) {
  const Tensor at = k.input(0), old = k.input(1), wanted = k.input(2);
  int64_t total, known;
  int unknown = 0, none = 0;
  TARE_RETURN_IF_ERROR(Product(k, old, total, none));
  TARE_RETURN_IF_ERROR(Product(k, wanted, known, unknown));
  TARE_REQUIRE(k, !none && unknown <= 1, "only one size may be unknown");
  TARE_REQUIRE(k, unknown ? known > 0 && total % known == 0 : known == total, "the new shape does not hold the tensor");
  auto* sizes = k.output(1).data<int64_t>();
  for (int d = 0; d < wanted.dim(0); ++d) {
    const int64_t size = wanted.data<int64_t>()[d];
    sizes[d] = size == -1 ? total / known : size;
  }
  const auto* from = at.data<int64_t>();
  auto* to = k.output(0).data<int64_t>();
  for (int i = 0; i < at.dim(0); ++i, from += at.dim(1), to += wanted.dim(0)) {
    int64_t place = 0;
    for (int d = 0; d < at.dim(1); ++d) {
      TARE_REQUIRE(k, from[d] >= 0 && from[d] < old.data<int64_t>()[d], "indices(%d) is out of range", i);
      place = place * old.data<int64_t>()[d] + from[d];
    }
    for (int d = wanted.dim(0) - 1; d >= 0; place /= sizes[d--]) to[d] = place % sizes[d];
  }
  return kOk;
}

/// Inputs: coordinates, values, shape; outputs: coordinates and values in the order of the coordinates.
Status PrepareReorder(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckSparse(k, 1, 2));
  TARE_REQUIRE(k, ElementBytes(k.input(1).type()) && k.output(1).type() == k.input(1).type(), "unsupported type");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64, "bad output types");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  return k.ResizeOutputLike(1, k.input(1));
}

/// Each one goes behind those that come before it: as many as are smaller, or equal and earlier. Where they are sorted
/// already, which is the usual case, that is its own place.
Status EvalReorder(Kernel k) {
  const Tensor at = k.input(0), values = k.input(1);
  const int n = at.dim(0), rank = at.dim(1);
  const auto* from = at.data<int64_t>();
  const auto before = [&](int a, int b) {
    for (int d = 0; d < rank; ++d) {
      const int64_t x = from[ptrdiff_t{a} * rank + d], y = from[ptrdiff_t{b} * rank + d];
      if (x != y) return x < y;
    }
    return a < b;
  };
  bool sorted = true;
  for (int i = 1; sorted && i < n; ++i) sorted = before(i - 1, i);
  const size_t width = ElementBytes(values.type());
  for (int i = 0; i < n; ++i) {
    int to = i;
    if (!sorted) {
      to = 0;
      for (int j = 0; j < n; ++j) to += j != i && before(j, i);
    }
    __builtin_memcpy(k.output(0).data<int64_t>() + ptrdiff_t{to} * rank, from + ptrdiff_t{i} * rank,
                     sizeof(int64_t) * static_cast<size_t>(rank));
    __builtin_memcpy(k.output(1).data<char>() + static_cast<size_t>(to) * width,
                     values.data<char>() + static_cast<size_t>(i) * width, width);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(SparseFillEmptyRows, i64,
               {.prepare = PrepareFill, .eval = EvalFill, .inputs = {4, 4}, .outputs = {4, 4}})
TARE_TF_KERNEL(SparseFillEmptyRowsGrad, i64,
               {.prepare = PrepareFillGrad, .eval = EvalFillGrad, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TF_KERNEL(SparseReshape, i64,
               {.prepare = PrepareReshape, .eval = EvalReshape, .inputs = {3, 3}, .outputs = {2, 2}})
TARE_TF_KERNEL(SparseReorder, i64,
               {.prepare = PrepareReorder, .eval = EvalReorder, .inputs = {3, 3}, .outputs = {2, 2}})

}  // namespace tare
