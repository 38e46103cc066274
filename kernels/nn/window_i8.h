// Driver of the integer ops whose window acts on each channel by itself (depthwise convolution, pools): finds the taps
// of each run of output pixels that see the same ones. Pools leave out taps beyond the input; a depthwise convolution,
// whose weights are packed in pairs of taps, reads zero points there. Work is cut into output rows.
#ifndef TARE_KERNELS_NN_WINDOW_I8_H_
#define TARE_KERNELS_NN_WINDOW_I8_H_

#include "kernels/micro/window_i8.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {

/// One such op: fill the first members, call Plan(), then Run() every unit of [0, units).
struct WindowI8 {
  ConvGeometry g;
  uint8_t flip;
  const uint8_t* input;  // [batch, in_h, in_w, in_c]
  const uint8_t*
      zeros;  // an input row of zero points, out_c bytes a pixel; nullptr: taps beyond the input are left out
  /// Computes a run of pixels, the first of which is output pixel `pixel` (counted over batch, y, x). `sums` has room
  /// for the run's sums, [pixels][out_c].
  void (*run)(const WindowI8& op, const WindowRowI8& row, ptrdiff_t pixel, int32_t* sums);
  const void* context;  // of `run`

  int units;       // output rows
  int max_pixels;  // of a run: its sums stay in L1
  // A thread's scratch: the taps, copied input rows where there is a depth multiplier, sums. In bytes.
  size_t rows_at, sums_at, thread_scratch;

  /// Computes the members after `context` from `g` alone.
  void Plan();
  /// Computes rows [begin, end); `scratch` is thread_scratch bytes, 64-byte aligned, of this thread alone.
  void Run(int begin, int end, uint8_t* scratch) const;
  /// Runs all units on the kernel's threads, with thread_scratch bytes a thread from `scratch` on.
  void RunAll(Kernel kernel, uint8_t* scratch) const;
};

}  // namespace tare

#endif  // TARE_KERNELS_NN_WINDOW_I8_H_
