// TensorFlow's linear algebra on batches of float matrices: Cholesky, MatrixInverse, MatrixDeterminant,
// LogMatrixDeterminant, MatrixTriangularSolve. Everything is computed in double by elimination with partial pivoting.
#include "runtime/kernel.h"

namespace tare {
namespace {

/// Prepare of ops on square matrices that keep the shape.
Status PrepareSquare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 2 && in.dim(-1) == in.dim(-2) && k.output(0).type() == kTfLiteFloat32,
               "Input matrix must be square");
  const auto n = static_cast<size_t>(in.dim(-1));
  TARE_REQUIRE(k, n < 1 << 14, "too large");
  TARE_RETURN_IF_ERROR(k.RequestScratch(2 * n * n * sizeof(double) | 1));
  return k.ResizeOutputLike(0, in);
}

/// Calls body(matrix, index of it) with each matrix of input 0 as doubles in the scratch memory; the same again lies
/// behind it. Stops at the first false.
template <class Body>
bool ForEachMatrix(Kernel k, Body body) {
  const Tensor in = k.input(0);
  const int n = in.dim(-1);
  const int64_t size = int64_t{n} * n, count = in.Elements(0, in.rank() - 2);
  auto* a = k.scratch<double>();
  for (int64_t m = 0; m < count; ++m) {
    for (int64_t i = 0; i < size; ++i) a[i] = double{in.data<float>()[m * size + i]};
    if (!body(a, m)) return false;
  }
  return true;
}

/// The lower factor; what is above the diagonal of the input is not looked at. NaN where there is none.
Status EvalCholesky(Kernel k) {
  const int n = k.input(0).dim(-1);
  ForEachMatrix(k, [&](double* a, int64_t m) {
    bool positive = true;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= i; ++j) {
        double sum = a[i * n + j];
        for (int l = 0; l < j; ++l) sum -= a[i * n + l] * a[j * n + l];
        positive = positive && (i != j || sum > 0);
        a[i * n + j] = i == j ? __builtin_elementwise_sqrt(sum) : sum / a[j * n + j];
      }
    }
    float* out = k.output(0).data<float>() + m * n * n;
    for (int i = 0; i < n * n; ++i) {
      out[i] = i % n > i / n ? 0 : positive ? static_cast<float>(a[i]) : __builtin_nanf("");
    }
    return true;
  });
  return kOk;
}

/// Makes `a` upper triangular, doing to the rows of `b` (nullptr: none) as to its own. Returns the sign of the
/// permutation, 0 where the matrix is singular.
int Eliminate(double* a, double* b, int n) {
  int sign = 1;
  for (int c = 0; c < n; ++c) {
    int pivot = c;
    for (int r = c + 1; r < n; ++r) {
      if (__builtin_fabs(a[r * n + c]) > __builtin_fabs(a[pivot * n + c])) pivot = r;
    }
    if (a[pivot * n + c] == 0) return 0;
    if (pivot != c) sign = -sign;
    for (int i = 0; i < n && pivot != c; ++i) {
      for (double* rows = a; rows; rows = rows == a ? b : nullptr) {
        const double t = rows[c * n + i];
        rows[c * n + i] = rows[pivot * n + i];
        rows[pivot * n + i] = t;
      }
    }
    for (int r = c + 1; r < n; ++r) {
      const double factor = a[r * n + c] / a[c * n + c];
      for (int i = c; i < n; ++i) a[r * n + i] -= factor * a[c * n + i];
      for (int i = 0; b && i < n; ++i) b[r * n + i] -= factor * b[c * n + i];
    }
  }
  return sign;
}

/// Options field 0: of the transposed matrix.
Status EvalInverse(Kernel k) {
  const int n = k.input(0).dim(-1);
  const bool adjoint = k.options().Scalar<uint8_t>(0) != 0;
  const bool good = ForEachMatrix(k, [&](double* a, int64_t m) {
    double* b = a + ptrdiff_t{n} * n;
    for (int i = 0; i < n * n; ++i) b[i] = i / n == i % n ? 1 : 0;
    if (!Eliminate(a, b, n)) return false;
    float* out = k.output(0).data<float>() + m * n * n;
    for (int r = n - 1; r >= 0; --r) {
      for (int c = 0; c < n; ++c) {
        double sum = b[r * n + c];
        for (int i = r + 1; i < n; ++i) sum -= a[r * n + i] * b[i * n + c];
        b[r * n + c] = sum / a[r * n + r];
        out[adjoint ? c * n + r : r * n + c] = static_cast<float>(b[r * n + c]);
      }
    }
    return true;
  });
  TARE_REQUIRE(k, good, "Input is not invertible.");
  return kOk;
}

Status PrepareDeterminant(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareSquare(k));
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.output(i).type() == kTfLiteFloat32, "output is not float");
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, k.input(0).dims(), k.input(0).rank() - 2));
  }
  return kOk;
}

/// The determinant, or with two outputs its sign and the logarithm of its magnitude.
Status EvalDeterminant(Kernel k) {
  const int n = k.input(0).dim(-1);
  ForEachMatrix(k, [&](double* a, int64_t m) {
    double sign = Eliminate(a, nullptr, n), product = sign, log = sign != 0 ? 0 : -__builtin_inf();
    for (int i = 0; sign != 0 && i < n; ++i) {
      const double d = a[i * n + i];
      product *= d;
      log += __builtin_log(__builtin_fabs(d));
    }
    for (int i = 0; sign != 0 && i < n; ++i) sign = a[i * n + i] < 0 ? -sign : sign;
    k.output(0).data<float>()[m] = static_cast<float>(k.output_count() > 1 ? sign : product);
    if (k.output_count() > 1) k.output(1).data<float>()[m] = static_cast<float>(log);
    return true;
  });
  return kOk;
}

/// Batches must be equal.
Status PrepareSolve(Kernel k) {
  const Tensor a = k.input(0), b = k.input(1);
  TARE_REQUIRE(k, a.rank() >= 2 && b.rank() == a.rank() && a.dim(-1) == a.dim(-2) && b.dim(-2) == a.dim(-1),
               "the matrix must be square and fit the other");
  TARE_REQUIRE(k, b.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32, "unsupported types");
  for (int d = 0; d < a.rank() - 2; ++d) TARE_REQUIRE(k, a.dim(d) == b.dim(d), "batches differ");
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(double) * static_cast<size_t>(a.dim(-1)) | 1));
  return k.ResizeOutputLike(0, b);
}

/// Options fields: 0 the lower triangle counts, 1 the matrix is transposed.
Status EvalSolve(Kernel k) {
  const Tensor a = k.input(0), b = k.input(1);
  const int n = a.dim(-1), columns = b.dim(-1);
  const bool lower = k.options().Scalar<uint8_t>(0) != 0, adjoint = k.options().Scalar<uint8_t>(1) != 0;
  const bool forward = lower != adjoint;
  auto* x = k.scratch<double>();
  const int64_t count = a.Elements(0, a.rank() - 2);
  for (int64_t m = 0; m < count; ++m) {
    const float* matrix = a.data<float>() + m * n * n;
    const auto at = [&](int r, int c) { return double{matrix[adjoint ? c * n + r : r * n + c]}; };
    for (int c = 0; c < columns; ++c) {
      const int64_t column = m * n * columns + c;
      for (int step = 0; step < n; ++step) {
        const int r = forward ? step : n - 1 - step;
        double sum = double{b.data<float>()[column + int64_t{r} * columns]};
        for (int i = forward ? 0 : r + 1; i < (forward ? r : n); ++i) sum -= at(r, i) * x[i];
        x[r] = sum / at(r, r);
        k.output(0).data<float>()[column + int64_t{r} * columns] = static_cast<float>(x[r]);
      }
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Cholesky, f32, {.prepare = PrepareSquare, .eval = EvalCholesky})
TARE_TF_KERNEL(MatrixInverse, f32, {.prepare = PrepareSquare, .eval = EvalInverse})
TARE_TF_KERNEL(MatrixDeterminant, f32, {.prepare = PrepareDeterminant, .eval = EvalDeterminant})
TARE_TF_KERNEL(LogMatrixDeterminant, f32, {.prepare = PrepareDeterminant, .eval = EvalDeterminant, .outputs = {2, 2}})
TARE_TF_KERNEL(MatrixTriangularSolve, f32, {.prepare = PrepareSolve, .eval = EvalSolve, .inputs = {2, 2}})

}  // namespace tare
