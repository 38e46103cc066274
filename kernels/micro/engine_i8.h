// What the integer convolutions' driver (kernels/nn/conv_i8.h) asks of an inner loop: an engine computes tiles of a few
// output pixels × a few output channels. There are two kinds. Matrix engines (gemm_i8.h) sum over all input channels;
// engines by channel (window_i8.h: depthwise convolution, pools) over the taps of one, which they read in place.
//
// Bytes mean int8 after an exclusive or with `flip`: 0 for int8 tensors, 128 for uint8. Zero points are those of the
// int8 values.
#ifndef TARE_KERNELS_MICRO_ENGINE_I8_H_
#define TARE_KERNELS_MICRO_ENGINE_I8_H_

#include "kernels/micro/isa.h"
#include "runtime/features.h"

namespace tare {

/// True where there are engines whose packed weights are bytes, no more than the weights themselves: where these are
/// constants, packing once is worth the memory.
#if defined(TARE_VNNI_FORMS)
inline constexpr bool kBytePanels = true;
#else
inline constexpr bool kBytePanels = false;
#endif

/// Largest number of results in a tile of any engine.
inline constexpr int kMaxTileI8 = 256;

/// Zero points and meaning of the operands' bytes.
struct OperandsI8 {
  int32_t input_zero, weight_zero;
  uint8_t flip_bits;

  __attribute__((always_inline)) uint8_t flip() const { return features::uint8 ? flip_bits : 0; }
};

/// The weights of one panel: `columns` (>= 1) outputs of k weights each. A matrix engine's outputs lie `stride` bytes
/// apart; the weights of an engine by channel are tap by tap, `stride` bytes from tap to tap.
struct PanelI8 {
  const uint8_t* weights;
  ptrdiff_t stride;
  int columns, k;
  const int32_t* bias;  // of the first column; nullptr = none
};

/// The input rows of one tile: for each segment of `length` bytes the places of all rows.
struct RowsI8 {
  const uint8_t* const* rows;  // [segments][row count of the engine]
  int segments, length;
};

/// A way to compute tiles. Columns beyond the last output may hold anything.
struct EngineI8 {
  int rows, columns;  // of a tile; engines by channel may be given fewer rows
  int element_bytes;  // of what packed panels and rows hold
  int pad;            // multiple to which k is padded in them
  bool by_channel;
  bool inside_only;  // taps outside the input are nullptr, not places of zero points
  /// `panel` gets `columns` int32 start values, then the packed weights. nullptr: `run` takes the filter as it is.
  void (*pack_panel)(const OperandsI8& operands, const PanelI8& weights, void* panel);
  /// `packed` gets `rows` rows of segments * length elements, `stride` bytes apart. Of matrix engines only.
  void (*pack_rows)(const OperandsI8& operands, const RowsI8& rows, void* packed, ptrdiff_t stride);
  /// out[row][column]. Matrix engines: `input` is the packed rows, `stride` bytes apart. Engines by channel: the places
  /// of the taps, [k, padded][rows], and the channel to start with.
  void (*run)(const OperandsI8& operands, const void* input, ptrdiff_t stride, const void* panel, int k, int rows,
              int32_t* out);

  int Padded(int k) const { return (k + pad - 1) & -pad; }
  size_t OutputBytes(int k) const { return sizeof(int32_t) + size_t{1} * element_bytes * Padded(k); }  // of a panel
  size_t PanelBytes(int k) const { return columns * OutputBytes(k); }
  ptrdiff_t RowBytes(int k) const { return ptrdiff_t{element_bytes} * Padded(k); }
};

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_ENGINE_I8_H_
