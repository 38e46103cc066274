// The real transforms of RFFT2D (built-in) and RFFT, IRFFT, FFT, IFFT (TensorFlow) as rows over the last dimension.
#ifndef TARE_KERNELS_SIGNAL_REAL_FFT_H_
#define TARE_KERNELS_SIGNAL_REAL_FFT_H_

#include "kernels/signal/fft.h"
#include "runtime/kernel.h"

namespace tare {

struct ComplexFloat {
  float re, im;
};

/// A transform's table and, per thread, a row of `length` numbers and its work space, all in the node's persistent
/// memory, which grows only when the length does.
struct FftMemory {
  Fft fft;
  ComplexDouble* threads;  // [threads][row + work]
  size_t per_thread;       // numbers

  ComplexDouble* row(int thread) const { return threads + per_thread * thread; }
  ComplexDouble* work(int thread) const { return row(thread) + fft.n; }
};

/// Makes everything for transforms of length n; kError, reported, when n is not in [1, kMaxFftLength] or memory is out.
Status MakeFftMemory(Kernel k, int64_t n, FftMemory& memory);

}  // namespace tare

#endif  // TARE_KERNELS_SIGNAL_REAL_FFT_H_
