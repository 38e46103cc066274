// Loops over integers of 4 and 2 bits, and over int8 weights with a scale for each block.
#ifndef TARE_KERNELS_MICRO_NARROW_H_
#define TARE_KERNELS_MICRO_NARROW_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Rows of weights that DotBlocks takes at once.
inline constexpr int kBlockRows = 8;

// clang-format off
TARE_MICRO(
/// out = the `n` signed integers of 4 or 2 bits in `packed`, the first of a byte in its lowest bits.
void UnpackI4(const uint8_t* packed, ptrdiff_t n, int8_t* out);
void UnpackI2(const uint8_t* packed, ptrdiff_t n, int8_t* out);
/// out = x * scale.
void ScaleI8(const int8_t* x, ptrdiff_t n, float scale, float* out);
/// For 8 rows of weights at once, the sum over blocks, in their order, of scale * (the dot product of a block). `panel` has
/// for each block its `size` weights (even, the last may be 0) in pairs, the pairs of the 8 rows beside each other; `scales`
/// the blocks' scales of the 8 rows; `x` the int8 row, `stride` (`size` or one less) elements for each block.
void DotBlocks(const int16_t* x, int stride, const int8_t* panel, const float* scales, int size, int blocks, float* out)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_NARROW_H_
