// TensorFlow's Bincount (of a vector of int32), DenseBincount (of a vector, or of each row of a matrix), SparseBincount
// (likewise) and RaggedBincount (of each row): how often each number below `size` is there, or the sum of its weights;
// with `binary_output` (options field 0) whether it is there.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kValues, kSize, kWeights };

Status Resize(Kernel k) {
  const Tensor values = k.input(kValues);
  const int64_t size = IntegerAt(k.input(kSize), 0);
  TARE_REQUIRE(k, size >= 0 && size <= INT32_MAX, "size must be non-negative");
  const Shape shape = values.rank() == 2 ? Shape{2, {values.dim(0), static_cast<int32_t>(size)}}
                                         : Shape{1, {static_cast<int32_t>(size)}};
  return k.ResizeOutput(0, shape);
}

template <bool dense>
Status Prepare(Kernel k) {
  const Tensor values = k.input(kValues), size = k.input(kSize), weights = k.input(kWeights);
  const TfLiteType type = weights.type();
  TARE_REQUIRE(k, type == k.output(0).type() && (type == kTfLiteFloat32 || IsInteger(weights)), "unsupported types");
  TARE_REQUIRE(k, size.elements() == 1 && IsInteger(size) && (dense ? values.rank() <= 2 : values.rank() != 2),
               "bad shapes");
  TARE_REQUIRE(k, weights.elements() == 0 || weights.SameShape(values), "weights do not fit the values");
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// `row_of` tells the row of the output that a value counts in.
template <class T, class RowOf>
void CountIn(Tensor values, Tensor weights, Tensor out, bool binary, RowOf row_of) {
  const int size = out.dim(-1);
  for (int i = 0; i < static_cast<int>(values.elements()); ++i) {
    const int64_t value = IntegerAt(values, i);
    if (value >= size) continue;
    T& to = out.data<T>()[row_of(i) * size + value];
    to = binary ? T{1} : static_cast<T>(to + (weights.elements() ? weights.data<T>()[i] : T{1}));
  }
}

template <class RowOf>
Status Count(Kernel k, Tensor values, Tensor weights, bool binary, RowOf row_of) {
  const Tensor out = k.output(0);
  for (int i = 0; i < static_cast<int>(values.elements()); ++i) {
    TARE_REQUIRE(k, IntegerAt(values, i) >= 0, "Input arr must be non-negative!");
  }
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  if (out.type() == kTfLiteFloat32) {
    CountIn<float>(values, weights, out, binary, row_of);
  } else if (out.type() == kTfLiteInt32) {
    CountIn<uint32_t>(values, weights, out, binary, row_of);
  } else {
    CountIn<uint64_t>(values, weights, out, binary, row_of);
  }
  return kOk;
}

template <bool dense>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor values = k.input(kValues);
  const int columns = values.rank() == 2 ? values.dim(1) : 0;
  return Count(k, values, k.input(kWeights), dense && k.options().Scalar<bool>(0),
               [columns](int i) { return columns ? i / columns : 0; });
}

/// Gives the output `rows` rows of what input `size` says; none, where `rows` is negative.
Status ResizeRows(Kernel k, int64_t rows, int input) {
  const int64_t size = IntegerAt(k.input(input), 0);
  TARE_REQUIRE(k, size >= 0 && size <= INT32_MAX && rows <= INT32_MAX, "size must be non-negative");
  const Shape shape = rows < 0 ? Shape{1, {static_cast<int32_t>(size)}}
                               : Shape{2, {static_cast<int32_t>(rows), static_cast<int32_t>(size)}};
  return k.ResizeOutput(0, shape);
}

Status CheckCounts(Kernel k, Tensor values, Tensor size, Tensor weights) {
  TARE_REQUIRE(k, IsInteger(values) && values.rank() == 1 && size.type() == values.type() && size.elements() == 1,
               "bad values or size");
  TARE_REQUIRE(k, weights.type() == k.output(0).type() && (weights.type() == kTfLiteFloat32 || IsInteger(weights)),
               "unsupported types");
  TARE_REQUIRE(k, weights.elements() == 0 || weights.SameShape(values), "weights do not fit the values");
  return k.SetOutputDynamic(0);
}

/// Inputs: coordinates, values, shape of a vector or matrix, size, weights.
Status PrepareSparse(Kernel k) {
  const Tensor at = k.input(0), shape = k.input(2);
  TARE_REQUIRE(k,
               at.type() == kTfLiteInt64 && at.rank() == 2 && at.dim(0) == k.input(1).dim(0) &&
                   shape.type() == kTfLiteInt64 && shape.rank() == 1 && shape.dim(0) == at.dim(1),
               "indices must be a matrix, the shape a vector");
  TARE_REQUIRE(k, at.dim(1) == 1 || at.dim(1) == 2, "the shape must have one or two dimensions");
  return CheckCounts(k, k.input(1), k.input(3), k.input(4));
}

Status EvalSparse(Kernel k) {
  const Tensor at = k.input(0);
  const bool has_rows = at.dim(1) == 2;
  const int64_t rows = has_rows ? k.input(2).data<int64_t>()[0] : -1;
  TARE_REQUIRE(k, !has_rows || rows >= 0, "bad shape");
  TARE_RETURN_IF_ERROR(ResizeRows(k, rows, 3));
  const auto* row = at.data<int64_t>();
  for (int i = 0; has_rows && i < at.dim(0); ++i) {
    TARE_REQUIRE(k, row[2 * i] >= 0 && row[2 * i] < rows, "Index out of bound");
  }
  return Count(k, k.input(1), k.input(4), k.options().Scalar<bool>(0),
               [row, has_rows](int i) { return has_rows ? row[2 * i] : 0; });
}

/// Inputs: where rows begin and end, values, size, weights.
Status PrepareRagged(Kernel k) {
  const Tensor splits = k.input(0);
  TARE_REQUIRE(k, splits.type() == kTfLiteInt64 && splits.rank() == 1 && splits.dim(0) > 0,
               "Splits must be a non-empty vector");
  return CheckCounts(k, k.input(1), k.input(2), k.input(3));
}

Status EvalRagged(Kernel k) {
  const int rows = k.input(0).dim(0) - 1;
  const auto* splits = k.input(0).data<int64_t>();
  TARE_REQUIRE(k, splits[0] == 0 && splits[rows] == k.input(1).dim(0),
               "Splits must start with 0 and end with the count");
  for (int r = 0; r < rows; ++r) TARE_REQUIRE(k, splits[r] <= splits[r + 1], "Splits must be sorted");
  TARE_RETURN_IF_ERROR(ResizeRows(k, rows, 2));
  int row = 0;
  return Count(k, k.input(1), k.input(3), k.options().Scalar<bool>(0), [row, splits](int i) mutable {
    while (i >= splits[row + 1]) ++row;
    return row;
  });
}

}  // namespace

TARE_TF_KERNEL(Bincount, i32, {.prepare = Prepare<false>, .eval = Eval<false>, .inputs = {3, 3}})
TARE_TF_KERNEL(SparseBincount, i64, {.prepare = PrepareSparse, .eval = EvalSparse, .inputs = {5, 5}})
TARE_TF_KERNEL(RaggedBincount, i64, {.prepare = PrepareRagged, .eval = EvalRagged, .inputs = {4, 4}})
TARE_TF_KERNEL(DenseBincount, shape, {.prepare = Prepare<true>, .eval = Eval<true>, .inputs = {3, 3}})

}  // namespace tare
