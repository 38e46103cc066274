// TensorFlow's Qr: each matrix as the product of an orthogonal one and an upper triangular one, by Householder's
// reflections (Golub and Van Loan, "Matrix Computations", 5.2), in double precision. A diagonal element of R has the
// sign that its column's first element does not have, so signs are those of LAPACK and Eigen.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kFull };  // options

int Least(int a, int b) { return a < b ? a : b; }

Status Prepare(Kernel k) {
  const Tensor a = k.input(0);
  TARE_REQUIRE(k, a.rank() >= 2 && a.rank() <= kMaxRank, "Input must have rank >= 2");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32 && k.output(1).type() == kTfLiteFloat32,
               "outputs are not float");
  const int m = a.dim(-2), n = a.dim(-1), inner = k.options().Scalar<bool>(kFull) ? m : Least(m, n);
  Shape shape;
  for (int d = 0; d < a.rank(); ++d) shape.dims[shape.rank++] = a.dim(d);
  shape.dims[shape.rank - 1] = inner;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  shape.dims[shape.rank - 1] = n;
  shape.dims[shape.rank - 2] = inner;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, shape));
  const int64_t numbers = int64_t{m} * n + int64_t{m} * inner + Least(m, n);
  TARE_REQUIRE(k, numbers < INT32_MAX / 8, "too large");
  return k.RequestScratch(sizeof(double) * static_cast<size_t>(numbers) | 1);
}

/// Applies the reflection I - tau v v' to columns [first, columns) of a matrix of m rows; v[i] = 1, the rest of v is
/// below it in column i of `a`.
void Reflect(const double* a, int m, int n, int i, double tau, double* matrix, int columns, int first) {
  for (int c = first; c < columns; ++c) {
    double sum = matrix[ptrdiff_t{i} * columns + c];
    for (int r = i + 1; r < m; ++r) sum += a[ptrdiff_t{r} * n + i] * matrix[ptrdiff_t{r} * columns + c];
    sum *= tau;
    matrix[ptrdiff_t{i} * columns + c] -= sum;
    for (int r = i + 1; r < m; ++r) matrix[ptrdiff_t{r} * columns + c] -= sum * a[ptrdiff_t{r} * n + i];
  }
}

void Factor(double* a, double* taus, int m, int n) {
  for (int i = 0; i < Least(m, n); ++i) {
    const double first = a[ptrdiff_t{i} * n + i];
    double below = 0;
    for (int r = i + 1; r < m; ++r) below += a[ptrdiff_t{r} * n + i] * a[ptrdiff_t{r} * n + i];
    taus[i] = 0;
    if (!(below > 0)) continue;
    const double norm = __builtin_elementwise_sqrt(first * first + below), beta = first >= 0 ? -norm : norm;
    for (int r = i + 1; r < m; ++r) a[ptrdiff_t{r} * n + i] /= first - beta;
    taus[i] = (beta - first) / beta;
    Reflect(a, m, n, i, taus[i], a, n, i + 1);
    a[ptrdiff_t{i} * n + i] = beta;
  }
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0), q = k.output(0), r = k.output(1);
  const int m = in.dim(-2), n = in.dim(-1), inner = q.dim(-1);
  auto* a = k.scratch<double>();
  double *orthogonal = a + ptrdiff_t{m} * n, *taus = orthogonal + ptrdiff_t{m} * inner;
  const int64_t count = in.Elements(0, in.rank() - 2);
  for (int64_t at = 0; at < count; ++at) {
    const float* from = in.data<float>() + at * m * n;
    for (int i = 0; i < m * n; ++i) a[i] = double{from[i]};
    Factor(a, taus, m, n);
    for (int i = 0; i < inner; ++i) {
      for (int c = 0; c < n; ++c) {
        r.data<float>()[(at * inner + i) * n + c] = c < i ? 0 : static_cast<float>(a[ptrdiff_t{i} * n + c]);
      }
    }
    for (int i = 0; i < m * inner; ++i) orthogonal[i] = i / inner == i % inner;
    for (int i = Least(m, n) - 1; i >= 0; --i) Reflect(a, m, n, i, taus[i], orthogonal, inner, 0);
    for (int i = 0; i < m * inner; ++i) q.data<float>()[at * m * inner + i] = static_cast<float>(orthogonal[i]);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Qr, f32, {.prepare = Prepare, .eval = Eval, .outputs = {2, 2}})

}  // namespace tare
