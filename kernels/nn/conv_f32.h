// Float convolution as a sequence of matrix tiles: the driver that CONV_2D and FULLY_CONNECTED share (a fully connected
// layer is a 1×1 convolution over its rows). Work is cut into units of one tile of pixels × one block of outputs; a
// block's weights are packed into the thread's scratch when its first tile comes, so units are ordered block by block.
#ifndef TARE_KERNELS_NN_CONV_F32_H_
#define TARE_KERNELS_NN_CONV_F32_H_

#include "kernels/micro/gemm_f32.h"
#include "kernels/nn/taps.h"

namespace tare {

/// One float convolution: fill the first members, call Plan(), then Run() every unit of [0, units).
struct ConvF32 {
  ConvGeometry g;
  const float* input;   // [batch, in_h, in_w, in_c]
  const float* filter;  // [out_c, filter_h, filter_w, filter_c]
  const float* bias;    // [out_c] or nullptr
  float* output;        // [batch, out_h, out_w, out_c]
  bool wide = BestLevel();
  bool k_major = false;  // the filter is [filter_h, filter_w, filter_c, out_c]; then not in_place
  /// Fills rows, segments, length, row_count, out (of output channel 0) and out_stride of a tile.
  void (*locate)(const ConvF32& conv, int tile, int group, const float** rows, const float* zeros, GemmTileF32& t);

  int tiles;          // of pixels
  bool in_place;      // one pixel a tile, weights not packed
  int k;              // weights of one output
  int block_columns;  // outputs of a block
  int group_blocks;   // blocks of a group
  int units;
  // A thread's scratch: number of the packed block, pointers to the tile's input rows, zeros for rows outside the
  // input, a tile that reaches beyond the last output, packed weights. Offsets in bytes, the last is the size.
  size_t zeros_at, edge_at, panels_at, thread_scratch;

  /// Computes the members after `wide` from `g` alone, for a convolution.
  void Plan();
  /// The same from `k` on, for callers that have set `locate`, `tiles` and `in_place`.
  void PlanBlocks();
  /// Computes units [begin, end); `scratch` is thread_scratch bytes, 64-byte aligned, of this thread alone. It starts
  /// with an int -1 before the first call, and keeps what was packed for the next one.
  void Run(int begin, int end, uint8_t* scratch) const;
  /// Runs all units on the kernel's threads with the kernel's scratch.
  void RunAll(Kernel kernel) const;
};

/// For Prepare: requests the scratch that EvalConvF32 needs.
Status RequestConvF32Scratch(Kernel k, const ConvGeometry& g);

/// For Eval: runs the convolution on the kernel's threads.
void EvalConvF32(Kernel k, const ConvGeometry& g, Tensor input, Tensor filter, Tensor bias);

}  // namespace tare

#endif  // TARE_KERNELS_NN_CONV_F32_H_
