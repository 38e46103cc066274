// Float matrix product, the inner loop of CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV.
//
// Weights stay in the model as they are ([output][k]); what the tile reads is a panel of a few outputs, k-major, that
// PackPanelF32 writes into scratch just before use. Packing on the fly costs 2 % of MobileNet's time and no memory or
// load time; a dot-product tile that reads [output][k] directly loses more in its horizontal sums at small k.
//
// Input rows come as pointers, one per window position and pixel, so convolutions need no im2col.
#ifndef TARE_KERNELS_MICRO_GEMM_F32_H_
#define TARE_KERNELS_MICRO_GEMM_F32_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Pixels of a tile.
inline constexpr int kGemmF32Rows = 6;
/// Largest number of outputs of a panel at any level.
inline constexpr int kGemmF32MaxColumns = 16;

/// One tile: kGemmF32Rows pixels × one panel.
struct GemmTileF32 {
  // [segments][kGemmF32Rows]: where each pixel's part of k starts; a segment of nullptr is all zeros
  const float* const* rows;
  int segments;
  int length;          // of each segment; k = segments * length
  const float* panel;  // as PackPanelF32 wrote it
  float* out;          // a full panel width of columns is written
  ptrdiff_t out_stride;
  int row_count;   // rows beyond it must repeat the last one's pointers
  float min, max;  // activation range
};

/// A few outputs of one pixel, weights in place.
struct GemvF32 {
  const float* const* rows;  // as for a tile, of which the first pixel counts
  int segments;
  int length;
  const float* weights;  // [outputs][k]
  const float* bias;     // nullptr = none
  float* out;
  int outputs;
  float min, max;
};

// clang-format off
TARE_MICRO(
/// Outputs of one panel.
int GemmPanelColumns();
/// Writes bias (or zeros) and then k rows of GemmPanelColumns() weights to `panel`; columns beyond `columns` (>= 1)
/// repeat the last one.
void PackPanelF32(const float* weights, const float* bias, int columns, int k, float* panel);
/// The same from weights that are k-major already ([k][outputs], rows `stride` apart), as 3-D convolutions have them.
void PackPanelRowsF32(const float* weights, const float* bias, int columns, int k, ptrdiff_t stride, float* panel);
void RunGemmTileF32(const GemmTileF32& tile);
void RunGemvF32(const GemvF32& gemv)
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_GEMM_F32_H_
