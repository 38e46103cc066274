// Integer loops of the ops whose window acts on each channel by itself: depthwise convolution and pools. All of them
// add up, or compare, the same channel of the window's taps, for a run of output pixels that see the same taps.
//
// Bytes mean int8 after an exclusive or with `flip`: 0 for int8 tensors, 128 for uint8.
#ifndef TARE_KERNELS_MICRO_WINDOW_I8_H_
#define TARE_KERNELS_MICRO_WINDOW_I8_H_

#include "kernels/micro/isa.h"

namespace tare {

/// A run of output pixels.
struct WindowRowI8 {
  const uint8_t* input;   // what the first pixel's taps count from
  ptrdiff_t input_pixel;  // bytes from one output pixel's taps to the next one's
  const ptrdiff_t* taps;  // offsets from the pixel's place, in bytes
  int tap_count;
  int channels, pixels;
  uint8_t flip;
};

/// Channels of a block of packed depthwise weights, and shorts that a block of `taps` taps takes.
inline constexpr int kDepthwiseI8Block = 8;
constexpr int DepthwiseI8Pairs(int taps) { return (taps + 1) / 2; }

/// out[pixel][channel] = start[channel] + sum over taps of input * weight.
struct DepthwiseI8 {
  WindowRowI8 row;  // an even number of taps
  const int16_t* weights;
  const int32_t* start;
  int32_t* out;
};

/// Weights of a depthwise convolution as bytes, [tap][channel].
struct DepthwiseWeightsI8 {
  const uint8_t* weights;
  int taps, channels;
  uint8_t flip;
  int32_t zero_point;  // of the weights after the flip
  int32_t input_zero;
  const int32_t* bias;  // or nullptr
};

// clang-format off
TARE_MICRO(
/// Packs the weights by blocks of channels and pairs of taps (an odd last tap gets a partner of weight 0); the last
/// block ends with the last channel. start = bias - input zero point * sum of weights.
void PackDepthwiseI8(const DepthwiseWeightsI8& w, int16_t* packed, int32_t* start);
void RunDepthwiseI8(const DepthwiseI8& d);
/// out[pixel][channel] = sum over taps.
void RunSumPoolI8(const WindowRowI8& row, int32_t* out);
/// out[pixel][channel] = largest of the taps, in the tensor's own bytes.
void RunMaxPoolI8(const WindowRowI8& row, uint8_t* out)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_WINDOW_I8_H_
