// Integer convolution as a sequence of matrix tiles: the driver of CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV on int8
// and uint8, and on float activations quantized on the fly. Work is cut into units of one tile of pixels × one block
// of outputs; a block's weights are packed into the thread's scratch when its first tile comes, so units are ordered
// block by block. What becomes of the sums is the caller's `store`.
#ifndef TARE_KERNELS_NN_CONV_I8_H_
#define TARE_KERNELS_NN_CONV_I8_H_

#include "kernels/micro/gemm_i8.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {

/// Sums of some pixels × some outputs.
struct ConvSums {
  const int32_t* sums;  // [rows][…], rows `stride` apart
  ptrdiff_t stride;
  int rows, columns;
  int first_pixel, pixel_step;  // output pixels (counted over batch, y, x) of the rows
  int column;                   // first output channel
};

/// One tile: its pixels, and segments of bytes in their input rows.
struct TileI8 {
  int first, step, count;
  int segments, length;
};

struct ConvI8;
using StoreI8 = void (*)(const ConvI8& conv, const ConvSums& sums);
/// For convolutions whose taps lie otherwise: fills the engine's rows × segments pointers (nullptr = zero points) and
/// `t`; tile -1 is the question how many tiles there are.
using LocateI8 = int (*)(const ConvI8& conv, int tile, const uint8_t** rows, TileI8* t);

/// One integer convolution: fill the first members, call Plan(), then Run() every unit of [0, units).
struct ConvI8 {
  ConvGeometry g;  // of a forward convolution: from input to output
  GemmOperandsI8 operands;
  LocateI8 locate;        // nullptr: the taps of a convolution
  const uint8_t* input;   // [batch, in_h, in_w, in_c]
  const uint8_t* filter;  // [out_c, filter_h, filter_w, filter_c]
  const int32_t* bias;    // [out_c] or nullptr
  StoreI8 store;
  const void* context;  // of `store`
  bool wide = BestLevel();

  GemmI8 engine;
  int tiles;          // of pixels
  bool in_place;      // one pixel a tile, weights not packed
  int k;              // weights of one output
  int block_columns;  // outputs of a block
  int group_blocks;   // blocks of a group
  int units;
  // A thread's scratch: number of the packed block, pointers to the tile's input rows, the rows packed, sums, packed
  // weights. In bytes.
  size_t packed_at, sums_at, panels_at, thread_scratch;

  /// Computes the members after `wide` from `g`, `operands` and `locate` alone.
  void Plan();
  /// Computes units [begin, end); `scratch` is thread_scratch bytes, 64-byte aligned, of this thread alone. It starts
  /// with an int -1 before the first call, and keeps what was packed for the next one.
  void Run(int begin, int end, uint8_t* scratch) const;
  /// Runs all units on the kernel's threads, with thread_scratch bytes a thread from `scratch` on.
  void RunAll(Kernel kernel, uint8_t* scratch) const;
};

/// For Prepare: requests the scratch of a convolution (of all threads), plus `more` bytes in front of it, a multiple of
/// 64. `g` is as the op has it (with a `locate`, as TRANSPOSE_CONV has it, whose image
/// sizes need not be known yet).
Status RequestConvI8Scratch(Kernel k, const ConvGeometry& g, const GemmOperandsI8& operands, LocateI8 locate,
                            size_t more = 0);

}  // namespace tare

#endif  // TARE_KERNELS_NN_CONV_I8_H_
