// What the two-dimensional transforms have in common: tables for rows and columns, and a grid, a line and work space
// per thread, all in the node's persistent memory.
#ifndef TARE_KERNELS_SIGNAL_FFT_2D_H_
#define TARE_KERNELS_SIGNAL_FFT_2D_H_

#include "kernels/signal/real_fft.h"

namespace tare {

/// The transforms of a matrix of columns.n × rows.n numbers, of each of whose rows `kept` stay.
struct Fft2D {
  Fft rows, columns;
  int kept;
  ComplexDouble* threads;  // [threads][grid + line + work]
  size_t per_thread;

  ComplexDouble* grid(int thread) const { return threads + per_thread * static_cast<size_t>(thread); }
  ComplexDouble* line(int thread) const { return grid(thread) + ptrdiff_t{columns.n} * kept; }
  ComplexDouble* work(int thread) const { return line(thread) + (rows.n > columns.n ? rows.n : columns.n); }
};

/// Makes tables and memory for sizes in [1, kMaxFftLength]; kError, reported, when memory is out.
Status MakeFft2D(Kernel k, int height, int width, int kept, Fft2D& fft);

/// Gives output 0 the shape of input 0 with other last two dimensions.
Status ResizeMatrices(Kernel k, int height, int width);

}  // namespace tare

#endif  // TARE_KERNELS_SIGNAL_FFT_2D_H_
