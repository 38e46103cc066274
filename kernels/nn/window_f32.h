// Driver of the float ops whose window acts on each channel by itself (depthwise convolution, pools): finds the valid
// taps of each output pixel, so that the inner loops never meet padding. Work is cut into output rows.
#ifndef TARE_KERNELS_NN_WINDOW_F32_H_
#define TARE_KERNELS_NN_WINDOW_F32_H_

#include "kernels/micro/isa.h"
#include "kernels/micro/window_f32.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {

/// One such op: fill the first members, call Plan(), then Run() every unit of [0, units).
struct WindowF32 {
  ConvGeometry g;
  void (*run)(const WindowRowF32&);  // the op at the chosen ISA level
  const float* input;                // [batch, in_h, in_w, in_c]
  const float* filter;               // [filter_h, filter_w, out_c]; depthwise only
  const float* bias;                 // [out_c] or nullptr
  float* output;                     // [batch, out_h, out_w, out_c]

  int units;  // output rows
  // A thread's scratch: the table of taps, copied input rows where there is a depth multiplier. In bytes.
  size_t rows_at, thread_scratch;

  /// Computes the members after `output` from `g` alone.
  void Plan();
  /// Computes rows [begin, end); `scratch` is thread_scratch bytes, 64-byte aligned, of this thread alone.
  void Run(int begin, int end, uint8_t* scratch) const;
};

/// For Prepare: requests the scratch that EvalWindowF32 needs.
Status RequestWindowF32Scratch(Kernel k, const ConvGeometry& g);

/// For Eval: runs `loop` on the kernel's threads, with the filter and bias of a depthwise convolution where there are.
void EvalWindowF32(Kernel k, const ConvGeometry& g, void (*loop)(const WindowRowF32&));

}  // namespace tare

#endif  // TARE_KERNELS_NN_WINDOW_F32_H_
