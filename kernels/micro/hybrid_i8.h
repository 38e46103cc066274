// The float ends of integer convolutions that quantize their input on the fly: the range of the input, its
// quantization to int8, and the way back from int32 sums. Multiplication and addition are rounded apart on every ISA
// level, as in the reference.
#ifndef TARE_KERNELS_MICRO_HYBRID_I8_H_
#define TARE_KERNELS_MICRO_HYBRID_I8_H_

#include "kernels/micro/isa.h"

namespace tare {

/// out = clamp(sum * scale * channel scale + bias). The order of the factors is the reference's, which differs by op:
/// sum * (scale * channel scale), or (sum * channel scale) * scale and in the last columns (sum * scale) * channel
/// scale.
struct DequantizeSumsI8 {
  float scale;
  const float* channel_scale;  // of the first column
  int channel_step;            // 1, or 0: one scale for all columns
  const float* bias;           // or nullptr
  int scale_last;              // columns whose scale comes last, the others' first; -1: the scales' product
  float min, max;
  const int32_t* sums;
  ptrdiff_t sums_stride;  // int32s from row to row
  float* out;
  ptrdiff_t out_stride;
  int rows, columns;
};

// clang-format off
TARE_MICRO(
/// Widens [*min, *max] to what `x` has.
void RangeF32(const float* x, ptrdiff_t n, float* min, float* max);
/// out = zero + x * inverse_scale, rounded half away from zero, within [min, 127]. A NaN becomes 127.
void QuantizeF32(const float* x, ptrdiff_t n, float inverse_scale, float zero, float min, uint8_t* out);
void RunDequantizeSumsI8(const DequantizeSumsI8& d)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_HYBRID_I8_H_
