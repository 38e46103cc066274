// BATCH_MATMUL, float: products of matrices, the leading dimensions broadcast; either side may be given transposed.
// A row of the result is a sum of rows of the right matrix, scaled; a transposed right matrix is first turned, a matrix
// at a time.
#include "kernels/nn/batch_matmul.h"

#include "kernels/micro/elementwise_f32.h"
#include "runtime/schema.h"

namespace tare {

bool IsLeftTurned(Kernel k) { return k.options().Scalar<uint8_t>(options::BatchMatMulOptions::adj_x) != 0; }
bool IsRightTurned(Kernel k) { return k.options().Scalar<uint8_t>(options::BatchMatMulOptions::adj_y) != 0; }

Status PrepareMatrices(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  TARE_REQUIRE(k, x.rank() >= 2 && y.rank() >= 2 && x.rank() <= kMaxRank && y.rank() <= kMaxRank, "bad shapes");
  const bool adj_x = IsLeftTurned(k), adj_y = IsRightTurned(k);
  TARE_REQUIRE(k, x.dim(adj_x ? -2 : -1) == y.dim(adj_y ? -1 : -2), "matrices do not fit");
  Shape shape;
  shape.rank = x.rank() > y.rank() ? x.rank() : y.rank();
  for (int d = 3; d <= shape.rank; ++d) {
    const int dx = d <= x.rank() ? x.dim(-d) : 1, dy = d <= y.rank() ? y.dim(-d) : 1;
    TARE_REQUIRE(k, dx == dy || dx == 1 || dy == 1, "shapes cannot be broadcast");
    shape.dims[shape.rank - d] = dx == 1 ? dy : dx;
  }
  shape.dims[shape.rank - 2] = x.dim(adj_x ? -1 : -2);
  shape.dims[shape.rank - 1] = y.dim(adj_y ? -2 : -1);
  return k.ResizeOutput(0, shape);
}

int64_t MatrixOf(Tensor t, Tensor out, int64_t index) {
  int64_t at = 0, stride = 1;
  for (int d = 3; d <= out.rank(); ++d) {
    const int dim = d <= t.rank() ? t.dim(-d) : 1;
    if (dim != 1) at += index % out.dim(-d) * stride;
    stride *= dim;
    index /= out.dim(-d);
  }
  return at;
}

namespace {

Status Prepare(Kernel k) {
  const Tensor y = k.input(1);
  TARE_REQUIRE(k, y.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32, "types differ");
  TARE_RETURN_IF_ERROR(PrepareMatrices(k));
  return k.RequestScratch(IsRightTurned(k) ? static_cast<size_t>(y.Elements(y.rank() - 2, y.rank())) * sizeof(float) + 1
                                           : 0);
}

/// TensorFlow's MatMul has no batch, and its old BatchMatMul no broadcasting.
template <bool batch>
Status PrepareTf(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1);
  bool good = x.rank() == y.rank() && (batch || x.rank() == 2);
  for (int d = 0; good && d < x.rank() - 2; ++d) good = x.dim(d) == y.dim(d);
  TARE_REQUIRE(k, good, "bad shapes");
  return Prepare(k);
}

Status Eval(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  if (out.elements() == 0) return kOk;
  const bool adj_x = IsLeftTurned(k), adj_y = IsRightTurned(k);
  const int rows = out.dim(-2), columns = out.dim(-1), inner = x.dim(adj_x ? -2 : -1);
  const int64_t matrices = out.Elements(0, out.rank() - 2);
  for (int64_t m = 0; m < matrices; ++m) {
    const float* left = x.data<float>() + MatrixOf(x, out, m) * rows * inner;
    const float* right = y.data<float>() + MatrixOf(y, out, m) * inner * columns;
    if (adj_y) {
      auto* turned = k.scratch<float>();
      for (int c = 0; c < columns; ++c) {
        for (int i = 0; i < inner; ++i) turned[int64_t{i} * columns + c] = right[int64_t{c} * inner + i];
      }
      right = turned;
    }
    float* to = out.data<float>() + m * rows * columns;
    k.ParallelFor(rows, int64_t{inner} * columns, [&](int begin, int end, int /*thread*/) {
      for (int r = begin; r < end; ++r) {
        float* row = to + int64_t{r} * columns;
        __builtin_memset(row, 0, sizeof(float) * static_cast<size_t>(columns));
        for (int i = 0; i < inner; ++i) {
          const float scale = left[adj_x ? int64_t{i} * rows + r : int64_t{r} * inner + i];
          TARE_BEST(AddScaledF32)(row, right + int64_t{i} * columns, scale, columns);
        }
      }
    });
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(BATCH_MATMUL, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_TF_KERNEL(MatMul, f32, {.prepare = PrepareTf<false>, .eval = Eval, .inputs = {2, 2}})
TARE_TF_KERNEL(BatchMatMul, f32, {.prepare = PrepareTf<true>, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
