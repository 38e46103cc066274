// The transforms. A table holds the twiddle factors e^(-2 pi i k / m) of half the padded length m, and for lengths that
// are no power of two the chirp e^(-pi i k^2 / n) and the transform of its conjugate, wrapped around.
#include "kernels/signal/fft.h"

#include "runtime/platform/libc.h"

namespace tare {
namespace {

constexpr double kPi = 3.14159265358979323846;

int Padded(int n) {
  if ((n & (n - 1)) == 0) return n;
  int m = 1;
  while (m < 2 * n - 1) m *= 2;
  return m;
}

ComplexDouble Multiply(ComplexDouble a, ComplexDouble b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// e^(-pi i numerator / denominator).
ComplexDouble Rotation(double numerator, double denominator) {
  double sine, cosine;
  sincos(-kPi * numerator / denominator, &sine, &cosine);
  return {cosine, sine};
}

/// Radix 2, decimation in time, in place; m is a power of two.
void Transform(ComplexDouble* x, int m, const ComplexDouble* twiddles) {
  for (int i = 1, j = 0; i < m; ++i) {  // bit reversal
    int bit = m >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const ComplexDouble t = x[i];
      x[i] = x[j];
      x[j] = t;
    }
  }
  for (int half = 1, step = m / 2; half < m; half *= 2, step /= 2) {
    for (int block = 0; block < m; block += 2 * half) {
      ComplexDouble* low = x + block;
      ComplexDouble* high = low + half;
      for (int k = 0; k < half; ++k) {
        const ComplexDouble t = Multiply(high[k], twiddles[ptrdiff_t{k} * step]);
        high[k] = {low[k].re - t.re, low[k].im - t.im};
        low[k] = {low[k].re + t.re, low[k].im + t.im};
      }
    }
  }
}

void Conjugate(ComplexDouble* x, int n) {
  for (int i = 0; i < n; ++i) x[i].im = -x[i].im;
}

}  // namespace

size_t Fft::TableSize(int n) {
  const int m = Padded(n);
  return static_cast<size_t>(m) / 2 + (m == n ? 1 : static_cast<size_t>(n) + m);
}

size_t Fft::WorkSize(int n) {
  const int m = Padded(n);
  return m == n ? 0 : static_cast<size_t>(m);
}

Fft Fft::Make(int n, ComplexDouble* table) {
  const int m = Padded(n);
  for (int k = 0; k < m / 2 || k == 0; ++k) table[k] = Rotation(2. * k, m);
  if (m != n) {
    ComplexDouble* chirp = table + m / 2;
    ComplexDouble* filter = chirp + n;
    for (int i = 0; i < m; ++i) filter[i] = {0, 0};
    for (int k = 0; k < n; ++k) {
      // k^2 modulo 2n keeps the angle small, hence exact.
      const long long square = static_cast<long long>(k) * k % (2LL * n);
      chirp[k] = Rotation(static_cast<double>(square), n);
      filter[k] = {chirp[k].re, -chirp[k].im};
      if (k) filter[m - k] = filter[k];
    }
    Transform(filter, m, table);
  }
  return {n, m, table};
}

void Fft::Run(ComplexDouble* x, ComplexDouble* work, bool inverse) const {
  if (inverse) Conjugate(x, n);
  if (padded == n) {
    Transform(x, n, table);
  } else {
    const ComplexDouble* chirp = table + padded / 2;
    const ComplexDouble* filter = chirp + n;
    for (int i = 0; i < n; ++i) work[i] = Multiply(x[i], chirp[i]);
    for (int i = n; i < padded; ++i) work[i] = {0, 0};
    Transform(work, padded, table);
    for (int i = 0; i < padded; ++i) work[i] = Multiply(work[i], filter[i]);
    // The inverse transform as the conjugate of the conjugate's.
    Conjugate(work, padded);
    Transform(work, padded, table);
    for (int i = 0; i < n; ++i) {
      x[i] = Multiply({work[i].re / padded, -work[i].im / padded}, chirp[i]);
    }
  }
  if (!inverse) return;
  for (int i = 0; i < n; ++i) x[i] = {x[i].re / n, -x[i].im / n};
}

}  // namespace tare
