// Integer matrix product, the inner loop of the quantized CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV: int32 sums of
// (input - input zero point) * (weight - weight zero point), exact on every ISA level.
//
// Weights stay in the model ([output][k]); a tile reads a panel of a few outputs that `pack_panel` writes into scratch
// just before use, and a few input rows that `pack_rows` has gathered. What both hold is the engine's business: shorts
// with the zero points already subtracted, multiplied in pairs, where the machine offers no better; on x86 with
// AVX512-VNNI bytes, multiplied in fours, twice as fast as anything that AVX2 can do with bytes exactly.
//
// Bytes mean int8 after an exclusive or with `flip`: 0 for int8 tensors, 128 for uint8. Zero points are those of the
// int8 values.
#ifndef TARE_KERNELS_MICRO_GEMM_I8_H_
#define TARE_KERNELS_MICRO_GEMM_I8_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Largest tile of any engine, and the multiple of k to which panels and rows are padded.
inline constexpr int kGemmI8MaxRows = 8, kGemmI8MaxColumns = 32, kGemmI8Pad = 32;

/// Zero points and meaning of the operands' bytes.
struct GemmOperandsI8 {
  int32_t input_zero, weight_zero;
  uint8_t flip;
};

/// The weights of one panel: `columns` (>= 1) outputs of k weights each, `stride` bytes apart.
struct PanelI8 {
  const uint8_t* weights;
  ptrdiff_t stride;
  int columns, k;
  const int32_t* bias;  // of the first column; nullptr = none
};

/// The input rows of one tile: for each segment of `length` bytes the places of all rows; nullptr = zero points.
struct RowsI8 {
  const uint8_t* const* rows;  // [segments][row count of the engine]
  int segments, length;
};

/// A way to compute tiles. Tiles are always whole: columns beyond the last output repeat it.
struct GemmI8 {
  int rows, columns;
  int element_bytes;  // of what packed panels and rows hold
  /// `panel` gets `columns` int32 start values, then the packed weights.
  void (*pack_panel)(const GemmOperandsI8& operands, const PanelI8& weights, void* panel);
  /// `packed` gets `rows` rows of segments * length elements, `stride` bytes apart (k padded to kGemmI8Pad elements).
  void (*pack_rows)(const GemmOperandsI8& operands, const RowsI8& rows, void* packed, ptrdiff_t stride);
  /// out[row][column] of the whole tile.
  void (*run)(const void* packed, ptrdiff_t stride, const void* panel, int k, int32_t* out);

  size_t PanelBytes(int k) const { return columns * (4 + size_t{1} * element_bytes * Padded(k)); }
  ptrdiff_t RowBytes(int k) const { return ptrdiff_t{element_bytes} * Padded(k); }
  static int Padded(int k) { return (k + kGemmI8Pad - 1) & -kGemmI8Pad; }
};

/// `outputs` dot products of one packed row of shorts (zero point subtracted) with weights in place.
struct GemvI8 {
  const int16_t* row;
  PanelI8 weights;
  int32_t* out;
};

// clang-format off
TARE_MICRO(
/// The fastest engine of this level for these operands on this machine.
GemmI8 GetGemmI8(const GemmOperandsI8& operands);
/// out = bytes ^ flip - zero, for RunGemvI8.
void WidenI8(const uint8_t* bytes, int n, const GemmOperandsI8& operands, int16_t* out);
void RunGemvI8(const GemmOperandsI8& operands, const GemvI8& gemv)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_GEMM_I8_H_
