// SPARSE_TO_DENSE (indices, shape, values or one value, default), and TensorFlow's SparseTensorDenseMatMul: the product
// of a sparse matrix, given by indices of its rows and columns and values, and a dense one, either of them transposed.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kIndices, kShape, kValues, kDefault };

Status ResizeDense(Kernel k) {
  Shape shape;
  TARE_RETURN_IF_ERROR(ReadShape(k, k.input(kShape), shape));
  return k.ResizeOutput(0, shape);
}

Status PrepareDense(Kernel k) {
  const Tensor indices = k.input(kIndices), shape = k.input(kShape), values = k.input(kValues);
  TARE_REQUIRE(k, IsInteger(shape) && shape.rank() == 1 && shape.dim(0) <= kMaxRank, "output_shape must be rank 1");
  const TfLiteType type = k.output(0).type();
  TARE_REQUIRE(k, values.type() == type && k.input(kDefault).type() == type && k.input(kDefault).elements() == 1,
               "bad values");
  const int count = indices.rank() ? indices.dim(0) : 1, depth = indices.rank() == 2 ? indices.dim(1) : 1;
  TARE_REQUIRE(k, indices.rank() <= 2 && depth == shape.dim(0), "indices do not fit the shape");
  TARE_REQUIRE(k, values.rank() == 0 || (values.rank() == 1 && values.dim(0) == count),
               "values do not fit the indices");
  return shape.is_constant() ? ResizeDense(k) : k.SetOutputDynamic(0);
}

/// Options field 0: indices must rise.
Status EvalDense(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeDense(k));
  const Tensor indices = k.input(kIndices), values = k.input(kValues), out = k.output(0);
  const size_t width = ElementBytes(out.type());
  const int count = indices.rank() ? indices.dim(0) : 1;
  for (int64_t i = 0; i < out.elements(); ++i) {
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * width, k.input(kDefault).data<char>(), width);
  }
  const bool sorted = k.options().Scalar<uint8_t>(0) != 0;
  int64_t before = -1;
  for (int i = 0; i < count; ++i) {
    int64_t at = 0;
    for (int d = 0; d < out.rank(); ++d) {
      const int64_t index = IntegerAt(indices, i * out.rank() + d);
      TARE_REQUIRE(k, index >= 0 && index < out.dim(d), "indices[%d] is out of bounds", i);
      at = at * out.dim(d) + index;
    }
    TARE_REQUIRE(k, !sorted || at > before, "indices[%d] is out of order or repeated", i);
    before = at;
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(at) * width,
                     values.data<char>() + (values.rank() ? static_cast<size_t>(i) * width : 0), width);
  }
  return kOk;
}

/// Inputs: indices [n, 2], values [n], shape [2], the dense matrix. Options fields: 0 the sparse, 1 the dense one is
/// transposed.
Status ResizeProduct(Kernel k) {
  const Tensor shape = k.input(2), dense = k.input(3);
  const bool adjoint_a = k.options().Scalar<uint8_t>(0) != 0, adjoint_b = k.options().Scalar<uint8_t>(1) != 0;
  const int64_t rows = IntegerAt(shape, adjoint_a), inner = IntegerAt(shape, !adjoint_a);
  TARE_REQUIRE(k, rows >= 0 && rows <= INT32_MAX && inner == dense.dim(adjoint_b),
               "Cannot multiply A and B because inner dimension does not match");
  const int dims[] = {static_cast<int>(rows), dense.dim(!adjoint_b)};
  return k.ResizeOutput(0, dims, 2);
}

Status PrepareProduct(Kernel k) {
  const Tensor indices = k.input(0), values = k.input(1), shape = k.input(2), dense = k.input(3);
  TARE_REQUIRE(k,
               IsInteger(indices) && indices.rank() == 2 && indices.dim(1) == 2 && values.rank() == 1 &&
                   values.dim(0) == indices.dim(0),
               "bad indices or values");
  TARE_REQUIRE(k, shape.type() == kTfLiteInt64 && shape.elements() == 2 && dense.rank() == 2, "bad shapes");
  TARE_REQUIRE(
      k, values.type() == kTfLiteFloat32 && dense.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32,
      "unsupported types");
  return shape.is_constant() ? ResizeProduct(k) : k.SetOutputDynamic(0);
}

Status EvalProduct(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeProduct(k));
  const Tensor indices = k.input(0), dense = k.input(3), out = k.output(0);
  const bool adjoint_a = k.options().Scalar<uint8_t>(0) != 0, adjoint_b = k.options().Scalar<uint8_t>(1) != 0;
  const int columns = out.dim(1), inner = dense.dim(adjoint_b);
  const ptrdiff_t row_step = adjoint_b ? 1 : columns, column_step = adjoint_b ? inner : 1;
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (int i = 0; i < indices.dim(0); ++i) {
    const int64_t row = IntegerAt(indices, 2 * i + adjoint_a), at = IntegerAt(indices, 2 * i + !adjoint_a);
    TARE_REQUIRE(k, row >= 0 && row < out.dim(0) && at >= 0 && at < inner, "indices[%d] is out of bounds", i);
    const float value = k.input(1).data<float>()[i];
    const float* from = dense.data<float>() + at * row_step;
    float* to = out.data<float>() + row * columns;
    for (int c = 0; c < columns; ++c) to[c] += value * from[c * column_step];
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SPARSE_TO_DENSE, shape, {.prepare = PrepareDense, .eval = EvalDense, .inputs = {4, 4}})
TARE_TF_KERNEL(SparseTensorDenseMatMul, shape, {.prepare = PrepareProduct, .eval = EvalProduct, .inputs = {4, 4}})

}  // namespace tare
