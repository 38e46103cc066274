// The driver of the integer ops with a window: CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV as matrix tiles, depthwise
// convolution and pools as tiles of engines by channel, on int8 and uint8, and on float activations quantized on the
// fly. Work is cut into units of one tile of pixels × one block of outputs; a block's weights are packed into the
// thread's scratch when its first tile comes, so units are ordered block by block. What becomes of a tile's results is
// the caller's `store`.
#ifndef TARE_KERNELS_NN_CONV_I8_H_
#define TARE_KERNELS_NN_CONV_I8_H_

#include "kernels/micro/gemm_i8.h"
#include "kernels/nn/taps.h"

namespace tare {

/// Results of some pixels × some outputs.
struct ConvSums {
  const int32_t* sums;  // [rows][…], rows `stride` apart
  ptrdiff_t stride;
  int rows, columns;
  int first_pixel, pixel_step;  // output pixels (counted over batch, y, x) of the rows
  int column;                   // first output channel
};

/// One tile: its pixels, and how their taps lie.
struct TileI8 {
  int first, step, count;
  Segments segments;
};

struct ConvI8;
using StoreI8 = void (*)(const ConvI8& conv, const ConvSums& sums);

/// How an op uses the driver.
struct ConvKindI8 {
  /// The engine of an ISA level, for so many output channels.
  EngineI8 (*engine)(bool wide, const OperandsI8& operands, int channels);
  /// For convolutions whose taps lie otherwise: fills the engine's rows × segments pointers and `t`; tile -1 is the
  /// question how many tiles there are. nullptr: the taps of a convolution.
  int (*locate)(const ConvI8& conv, int tile, const uint8_t* outside, const uint8_t** rows, TileI8* t);
};

inline EngineI8 MatrixEngineI8(bool wide, const OperandsI8& operands, int /*channels*/) {
  return TARE_AT_LEVEL(wide, GetGemmI8)(operands);
}
inline constexpr ConvKindI8 kMatrixI8 = {MatrixEngineI8, nullptr};

/// One op: fill geometry, operands and kind, call Plan(); then the pointers, and Run() every unit of [0, units).
struct ConvI8 {
  ConvGeometry g;  // of a forward convolution: from input to output
  OperandsI8 operands;
  ConvKindI8 kind;
  const uint8_t* input;   // [batch, in_h, in_w, in_c]
  const uint8_t* filter;  // [out_c, filter_h, filter_w, filter_c]; depthwise: [filter_h, filter_w, out_c]
  const int32_t* bias;    // [out_c] or nullptr
  StoreI8 store;
  const void* context;  // of `store`
  /// The packed weights of all blocks, or nullptr: a block's are packed when a run comes to it.
  uint8_t* kept = nullptr;

  EngineI8 engine;
  bool wide;          // the ISA level
  int tiles;          // of pixels
  bool in_place;      // one pixel a tile, weights not packed
  bool spread;        // an engine by channel reads copies of the taps, with channels as the output has them
  int k;              // weights of one output
  int block_columns;  // outputs of a block
  int group_blocks;   // blocks of a group
  int units;
  // A thread's scratch: number of the packed block, places of the tile's taps (and of their copies), zero points for
  // those outside the input, the rows packed, sums, packed weights. In bytes.
  size_t zeros_at, packed_at, sums_at, panels_at, thread_scratch;
  size_t block_bytes;  // of a block's packed weights

  /// Where its taps lie, if not as those of a convolution.
  decltype(ConvKindI8::locate) Locator() const { return features::transposed ? kind.locate : nullptr; }
  bool IsSpread() const { return features::narrow_channels && spread; }
  bool IsInPlace() const { return features::matrix_vector && in_place; }
  const uint8_t* Kept() const { return kBytePanels ? kept : nullptr; }
  /// Bytes that weights packed once take; 0 where they are packed in each run.
  size_t KeptBytes() const {
    return kBytePanels && engine.element_bytes == 1 && !IsInPlace() ? block_bytes * group_blocks * g.group_count() : 0;
  }
  /// Packs them into `memory`, 64-byte aligned; needs the pointers to filter and bias.
  void Keep(uint8_t* memory);
  /// Computes what follows `kept`.
  void Plan(bool wide_level = BestLevel());
  /// Computes units [begin, end); `scratch` is thread_scratch bytes, 64-byte aligned, of this thread alone. It starts
  /// with an int -1 before the first call, and keeps what was packed for the next one.
  void Run(int begin, int end, uint8_t* scratch) const;
  /// Runs all units on the kernel's threads, with thread_scratch bytes a thread from `scratch` on.
  void RunAll(Kernel kernel, uint8_t* scratch) const;

 private:
  /// The outputs of a block.
  struct Block {
    int group, column, end;
  };
  Block BlockAt(int block) const;
  /// First output of the panel at column j: the last one of an engine by channel ends with the last channel.
  int PanelColumn(int j) const {
    const int last = g.out_c - engine.columns;
    return engine.by_channel && j > last && last >= 0 ? last : j;
  }
  PanelI8 PanelAt(int column, int end) const {
    return {filter + (engine.by_channel ? ptrdiff_t{column} : ptrdiff_t{column} * k), engine.by_channel ? g.out_c : k,
            end - column, k, bias ? bias + column : nullptr};
  }
  void PackBlock(const Block& block, uint8_t* panel) const;
  size_t ZeroBytes() const { return engine.by_channel ? g.in_c : size_t{1} * g.filter_w * g.filter_c; }
};

/// The operands of activations of this type and zero point, and of a filter of the same type.
inline OperandsI8 OperandsOf(TfLiteType type, int32_t input_zero, int32_t weight_zero) {
  const int flip = IsUint8(type) ? 128 : 0;
  return {input_zero - flip, weight_zero - flip, static_cast<uint8_t>(flip)};
}

/// For Prepare: plans an op and requests its scratch (of all threads), plus `more` bytes in front of it, a multiple of
/// 64. For kinds with a `locate`, the scratch does not depend on the sizes of the image.
Status RequestConvI8Scratch(Kernel k, ConvI8& conv, size_t more = 0);

}  // namespace tare

#endif  // TARE_KERNELS_NN_CONV_I8_H_
