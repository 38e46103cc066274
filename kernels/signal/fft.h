// Discrete Fourier transforms of any length, in double precision, so that float results are as good as exact.
//
// Powers of two run as the usual in-place radix-2 transform. Other lengths become a convolution of the next larger
// power of two (Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", 1970): nk =
// (n^2 + k^2 - (k - n)^2) / 2.
#ifndef TARE_KERNELS_SIGNAL_FFT_H_
#define TARE_KERNELS_SIGNAL_FFT_H_

#include <stddef.h>

namespace tare {

struct ComplexDouble {
  double re, im;
};

/// Largest length of a transform.
inline constexpr int kMaxFftLength = 1 << 24;

/// One length: what all transforms of it share.
struct Fft {
  int n = 0;
  int padded = 0;  // the power of two that is transformed: n itself, or at least 2n - 1
  const ComplexDouble* table = nullptr;

  /// Numbers in the table, and in the work space of a transform, of length n in [1, kMaxFftLength].
  static size_t TableSize(int n);
  static size_t WorkSize(int n);
  /// Fills `table` (TableSize(n) numbers) and returns the transform that reads it.
  static Fft Make(int n, ComplexDouble* table);

  /// X[k] = sum over j of x[j] e^(-2 pi i j k / n), in place; `inverse` turns the sign and divides by n. `work` holds
  /// WorkSize(n) numbers.
  void Run(ComplexDouble* x, ComplexDouble* work, bool inverse) const;
};

}  // namespace tare

#endif  // TARE_KERNELS_SIGNAL_FFT_H_
