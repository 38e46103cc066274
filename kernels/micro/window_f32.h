// Float loops of the ops whose window acts on each channel by itself: DEPTHWISE_CONV_2D and the pools. They differ in
// one expression, so they share one loop nest: pixels, vectors of channels, taps.
#ifndef TARE_KERNELS_MICRO_WINDOW_F32_H_
#define TARE_KERNELS_MICRO_WINDOW_F32_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Neighbouring pixels of one output row whose windows have the same valid taps. Distances are in elements.
struct WindowRowF32 {
  const float* input;    // first pixel's first valid tap
  const float* weights;  // of that tap: [taps][channels]; depthwise only
  const float* bias;     // [channels]; depthwise only, nullptr = none
  float* out;            // [pixels][channels]
  int channels, pixels;
  int taps_h, taps_w;     // valid taps, >= 1
  ptrdiff_t input_row;    // from one tap to the one below
  ptrdiff_t input_tap;    // from one tap to the next
  ptrdiff_t input_pixel;  // from one pixel to the next
  ptrdiff_t weight_row;   // from one tap to the one below
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
