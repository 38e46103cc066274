// A transposed convolution is computed from the output's side: the pixels of one output row whose x is equal modulo the
// stride see the same taps, so they make tiles of the ordinary convolution.
#include "kernels/nn/transposed_i8.h"

namespace tare {
namespace {

constexpr int DivideUp(int a, int b) { return (a + b - 1) / b; }

/// Values of x modulo the stride, and tiles of one output row for one of them.
int Phases(const ConvGeometry& g) { return g.stride_w < g.out_w ? g.stride_w : g.out_w; }
int TilesOfPhase(const ConvGeometry& g, int rows) { return (g.out_w - 1) / g.stride_w / rows + 1; }

}  // namespace

int LocateTransposed(const ConvI8& conv, int tile, const uint8_t* outside, const uint8_t** rows, TileI8* t) {
  const ConvGeometry& g = conv.g;
  const int tile_rows = conv.engine.rows;
  const int phase_tiles = TilesOfPhase(g, tile_rows), phases = Phases(g);
  if (tile < 0) return g.batch * g.out_h * phases * phase_tiles;
  const int line = tile / phase_tiles / phases, y = line % g.out_h, image = line / g.out_h;
  const int x = tile / phase_tiles % phases + tile % phase_tiles * tile_rows * g.stride_w;
  const int left = x < g.out_w ? DivideUp(g.out_w - x, g.stride_w) : 0;  // pixels of this phase from x on
  t->first = line * g.out_w + x;
  t->step = g.stride_w;
  t->count = left < tile_rows ? left : tile_rows;
  t->segments = {g.filter_h * g.filter_w, g.filter_c};
  for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
    const int scaled_y = y + g.pad_h - tap_y, in_y = scaled_y / g.stride_h;
    const bool meets_row = scaled_y >= 0 && scaled_y % g.stride_h == 0 && in_y < g.in_h;
    const uint8_t* row = conv.input + (size_t{1} * image * g.in_h + (meets_row ? in_y : 0)) * g.in_w * g.in_c;
    for (int tap_x = 0; tap_x < g.filter_w; ++tap_x) {
      const int scaled_x = x + g.pad_w - tap_x;
      for (int r = 0; r < tile_rows; ++r) {
        const int in_x = scaled_x / g.stride_w + (r < left ? r : left - 1);
        const bool meets = meets_row && scaled_x % g.stride_w == 0 && in_x >= 0 && in_x < g.in_w;
        *rows++ = meets ? row + size_t{1} * in_x * g.in_c : outside;
      }
    }
  }
  return 0;
}

ConvGeometry TransposedGeometry(Kernel k, const ConvGeometry& g) {
  ConvGeometry f = ForwardGeometry(g);
  if (k.output(0).is_dynamic()) f.batch = f.out_h = f.out_w = 1;
  return f;
}

}  // namespace tare
