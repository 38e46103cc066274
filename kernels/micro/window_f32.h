// Float loops of the ops whose window acts on each channel by itself: DEPTHWISE_CONV_2D and the pools. They differ in
// one expression, so they share one loop nest: pixels, vectors of channels, taps.
#ifndef TARE_KERNELS_MICRO_WINDOW_F32_H_
#define TARE_KERNELS_MICRO_WINDOW_F32_H_

#include "kernels/micro/isa.h"

namespace tare {

/// A valid window position: distances from the first pixel's window and from the filter, in elements.
struct WindowTap {
  ptrdiff_t input, weight;
};

/// Neighbouring pixels of one output row whose windows have the same valid taps. Distances are in elements.
struct WindowRowF32 {
  const WindowTap* taps;
  int tap_count;
  int channels, pixels;
  ptrdiff_t input_pixel;  // from one pixel's window to the next
  const float* input;     // the first pixel's window
  const float* weights;   // [taps][channels]; depthwise only
  const float* bias;      // [channels]; depthwise only, nullptr = none
  float* out;             // [pixels][channels]
  float min, max;         // activation range
};

// clang-format off
TARE_MICRO(
/// clamp(bias + sum of input * weight).
void RunDepthwiseF32(const WindowRowF32& row);
/// clamp(mean of the valid taps).
void RunAveragePoolF32(const WindowRowF32& row);
/// clamp(largest of the valid taps).
void RunMaxPoolF32(const WindowRowF32& row)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_WINDOW_F32_H_
