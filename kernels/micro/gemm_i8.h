// Integer matrix product, the inner loop of the quantized CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV: int32 sums of
// (input - input zero point) * (weight - weight zero point), exact on every ISA level.
//
// Weights stay in the model ([output][k]); a tile reads a panel of a few outputs that `pack_panel` writes into scratch
// just before use, and a few input rows that `pack_rows` has gathered. What both hold is the engine's business: shorts
// with the zero points already subtracted, multiplied in pairs, where the machine offers no better; on x86 with
// AVX512-VNNI bytes, multiplied in fours, twice as fast as anything that AVX2 can do with bytes exactly.
#ifndef TARE_KERNELS_MICRO_GEMM_I8_H_
#define TARE_KERNELS_MICRO_GEMM_I8_H_

#include "kernels/micro/engine_i8.h"

namespace tare {

/// `outputs` dot products of one packed row of shorts (zero point subtracted) with weights in place.
struct GemvI8 {
  const int16_t* row;
  PanelI8 weights;
  int32_t* out;
};

// clang-format off
TARE_MICRO(
/// The fastest matrix engine of this level for these operands on this machine.
EngineI8 GetGemmI8(const OperandsI8& operands);
/// out = bytes ^ flip - zero, for RunGemvI8.
void WidenI8(const uint8_t* bytes, int n, const OperandsI8& operands, int16_t* out);
void RunGemvI8(const OperandsI8& operands, const GemvI8& gemv)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_GEMM_I8_H_
