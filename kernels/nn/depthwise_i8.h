// Integer depthwise convolution, what the quantized and the hybrid form share: packed weights and zero points in the
// scratch, in front of the threads' parts. What becomes of the sums is the caller's `store`.
#ifndef TARE_KERNELS_NN_DEPTHWISE_I8_H_
#define TARE_KERNELS_NN_DEPTHWISE_I8_H_

#include "kernels/micro/gemm_i8.h"
#include "kernels/nn/window_i8.h"

namespace tare {

/// Sums of a run of pixels, all channels.
struct DepthwiseSums {
  const int32_t* sums;  // [pixels][channels]
  ptrdiff_t first_pixel;
  int pixels, channels;
};

/// One integer depthwise convolution: fill the members, then Run().
struct DepthwiseConvI8 {
  ConvGeometry g;
  GemmOperandsI8 operands;
  const uint8_t* input;
  const uint8_t* filter;  // [filter_h, filter_w, out_c]
  const int32_t* bias;    // [out_c] or nullptr
  void (*store)(const DepthwiseConvI8& conv, const DepthwiseSums& sums);
  const void* context;  // of `store`

  /// Runs on the kernel's threads; `scratch` as RequestDepthwiseI8Scratch counts it.
  void Run(Kernel k, uint8_t* scratch) const;
};

/// For Prepare: requests the scratch of a depthwise convolution, plus `more` bytes in front of it, a multiple of 64.
Status RequestDepthwiseI8Scratch(Kernel k, const ConvGeometry& g, size_t more = 0);

}  // namespace tare

#endif  // TARE_KERNELS_NN_DEPTHWISE_I8_H_
