// The integer convolution driver: finds each tile's input rows, packs rows and weights, hands both to the engine. A
// window position outside the input is a row of nullptr, which packs as zero points. Where windows lie wholly inside
// their input rows, one pointer covers a whole filter row, which is what makes layers of few channels efficient.
//
// A transposed convolution is computed from the output's side: the pixels of one output row whose x is equal modulo
// the stride see the same taps, so they make tiles of the ordinary convolution.
#include "kernels/nn/conv_i8.h"

namespace tare {
namespace {

constexpr size_t kBlockBytes = 160 << 10;  // packed weights of a block: stays in L2 while all tiles pass
constexpr int kFewPixels = 4;              // below this many, packing does not pay: weights are read in place
constexpr int kInPlaceColumns = 64;
constexpr size_t kRowsAt = 64;      // the scratch starts with the number of the block it holds packed
constexpr int kMaxDepth = 1 << 24;  // weights of one output; keeps scratch sizes within 32 bits

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }
constexpr int DivideUp(int a, int b) { return (a + b - 1) / b; }

/// Values of x modulo the stride, and tiles of one output row for one of them.
int Phases(const ConvGeometry& g) { return g.stride_w < g.out_w ? g.stride_w : g.out_w; }
int TilesOfPhase(const ConvGeometry& g, int rows) { return (g.out_w - 1) / g.stride_w / rows + 1; }

}  // namespace

struct ConvI8::Tile {
  int first, step, count;  // pixels
  int segments, length;
};

/// Finds the input rows of tile_rows pixels; pixels beyond the last repeat it.
void ConvI8::Locate(int tile, int group, int tile_rows, const uint8_t** rows, Tile& t) const {
  struct {
    const uint8_t* image;
    int y, x;
  } at[kGemmI8MaxRows];
  const int pixels = g.batch * g.out_h * g.out_w;
  t.first = tile * tile_rows;
  t.step = 1;
  t.count = pixels - t.first < tile_rows ? pixels - t.first : tile_rows;
  int x = t.first % g.out_w, y = t.first / g.out_w % g.out_h, image = t.first / g.out_w / g.out_h;
  bool inside = g.dilation_w == 1 && g.groups == 1;
  for (int r = 0; r < tile_rows; ++r) {
    at[r].image = input + size_t{1} * image * g.in_h * g.in_w * g.in_c + group * g.filter_c;
    at[r].y = y * g.stride_h - g.pad_h;
    at[r].x = x * g.stride_w - g.pad_w;
    inside &= at[r].x >= 0 && at[r].x + g.filter_w <= g.in_w;
    if (r + 1 >= t.count) continue;
    if (++x < g.out_w) continue;
    x = 0;
    if (++y < g.out_h) continue;
    y = 0;
    ++image;
  }
  const int taps_w = inside ? 1 : g.filter_w;
  for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
    for (int tap_x = 0; tap_x < taps_w; ++tap_x) {
      for (int r = 0; r < tile_rows; ++r) {
        const int in_y = at[r].y + tap_y * g.dilation_h, in_x = at[r].x + tap_x * g.dilation_w;
        const bool valid = in_y >= 0 && in_y < g.in_h && in_x >= 0 && in_x < g.in_w;
        *rows++ = valid ? at[r].image + (ptrdiff_t{in_y} * g.in_w + in_x) * g.in_c : nullptr;
      }
    }
  }
  t.segments = g.filter_h * taps_w;
  t.length = inside ? g.filter_w * g.filter_c : g.filter_c;
}

void ConvI8::LocateTransposed(int tile, int tile_rows, const uint8_t** rows, Tile& t) const {
  const int phase_tiles = TilesOfPhase(g, tile_rows), phases = Phases(g);
  const int line = tile / phase_tiles / phases, y = line % g.out_h, image = line / g.out_h;
  const int x = tile / phase_tiles % phases + tile % phase_tiles * tile_rows * g.stride_w;
  const int left = x < g.out_w ? DivideUp(g.out_w - x, g.stride_w) : 0;  // pixels of this phase from x on
  t.first = line * g.out_w + x;
  t.step = g.stride_w;
  t.count = left < tile_rows ? left : tile_rows;
  t.segments = g.filter_h * g.filter_w;
  t.length = g.filter_c;
  for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
    const int scaled_y = y + g.pad_h - tap_y, in_y = scaled_y / g.stride_h;
    const bool meets_row = scaled_y >= 0 && scaled_y % g.stride_h == 0 && in_y < g.in_h;
    const uint8_t* row = input + (size_t{1} * image * g.in_h + (meets_row ? in_y : 0)) * g.in_w * g.in_c;
    for (int tap_x = 0; tap_x < g.filter_w; ++tap_x) {
      const int scaled_x = x + g.pad_w - tap_x;
      for (int r = 0; r < tile_rows; ++r) {
        const int in_x = scaled_x / g.stride_w + (r < left ? r : left - 1);
        const bool meets = meets_row && scaled_x % g.stride_w == 0 && in_x >= 0 && in_x < g.in_w;
        *rows++ = meets ? row + size_t{1} * in_x * g.in_c : nullptr;
      }
    }
  }
}

void ConvI8::Plan() {
  engine = TARE_AT_LEVEL(wide, GetGemmI8)(operands);
  const int pixels = g.batch * g.out_h * g.out_w;
  in_place = pixels < kFewPixels && !transposed;
  if (transposed) {
    tiles = g.batch * g.out_h * Phases(g) * TilesOfPhase(g, engine.rows);
  } else {
    tiles = in_place ? pixels : DivideUp(pixels, engine.rows);
  }
  const int group_columns = g.out_c / g.groups;
  k = g.filter_h * g.filter_w * g.filter_c;
  const size_t panel_bytes = engine.PanelBytes(k);
  int panels = static_cast<int>(kBlockBytes / panel_bytes);
  const int all = DivideUp(group_columns, engine.columns);
  panels = panels < 1 ? 1 : panels > all ? all : panels;
  block_columns = in_place ? kInPlaceColumns : engine.columns * panels;
  group_blocks = DivideUp(group_columns, block_columns);
  units = tiles * group_blocks * g.groups;
  packed_at = kRowsAt + Align(sizeof(uint8_t*) * engine.rows * g.filter_h * g.filter_w);
  sums_at = packed_at + Align(in_place ? sizeof(int16_t) * k : engine.rows * (engine.RowBytes(k) + sizeof(int16_t)));
  panels_at = sums_at + Align(sizeof(int32_t) * kGemmI8MaxRows * kGemmI8MaxColumns);
  thread_scratch = panels_at + (in_place ? 0 : Align(panels * panel_bytes));
}

void ConvI8::Run(int begin, int end, uint8_t* scratch) const {
  int& packed_block = *reinterpret_cast<int*>(scratch);
  auto* rows = reinterpret_cast<const uint8_t**>(scratch + kRowsAt);
  uint8_t* packed = scratch + packed_at;
  auto* sums = reinterpret_cast<int32_t*>(scratch + sums_at);
  uint8_t* panels = scratch + panels_at;
  const size_t panel_bytes = engine.PanelBytes(k);
  const ptrdiff_t row_bytes = engine.RowBytes(k);
  const int group_columns = g.out_c / g.groups, tile_rows = in_place ? 1 : engine.rows;
  for (int unit = begin; unit < end; ++unit) {
    const int block = unit / tiles, group = block / group_blocks;
    const int from = block % group_blocks * block_columns;  // within the group
    const int columns = block_columns < group_columns - from ? block_columns : group_columns - from;
    const int column = group * group_columns + from;
    const auto panel_of = [&](int j) -> PanelI8 {
      return {filter + size_t{1} * (column + j) * k, k, columns - j, k, bias ? bias + column + j : nullptr};
    };
    Tile tile;
    if (transposed) {
      LocateTransposed(unit % tiles, tile_rows, rows, tile);
    } else {
      Locate(unit % tiles, group, tile_rows, rows, tile);
    }
    if (tile.count <= 0) continue;
    ConvSums done = {sums, engine.columns, tile.count, 0, tile.first, tile.step, 0};
    if (in_place) {
      auto* row = reinterpret_cast<int16_t*>(packed);
      for (int s = 0; s < tile.segments; ++s) {
        int16_t* to = row + s * tile.length;
        if (rows[s]) {
          TARE_AT_LEVEL(wide, WidenI8)(rows[s], tile.length, operands, to);
        } else {
          __builtin_memset(to, 0, sizeof(int16_t) * tile.length);
        }
      }
      TARE_AT_LEVEL(wide, RunGemvI8)(operands, {row, panel_of(0), sums});
      done.column = column;
      done.columns = columns;
      store(*this, done);
      continue;
    }
    if (block != packed_block) {
      for (int j = 0; j < columns; j += engine.columns) {
        engine.pack_panel(operands, panel_of(j), panels + j / engine.columns * panel_bytes);
      }
      packed_block = block;
    }
    engine.pack_rows(operands, {rows, tile.segments, tile.length}, packed, row_bytes);
    for (int j = 0; j < columns; j += engine.columns) {
      engine.run(packed, row_bytes, panels + j / engine.columns * panel_bytes, k, sums);
      done.column = column + j;
      done.columns = columns - j < engine.columns ? columns - j : engine.columns;
      store(*this, done);
    }
  }
}

void ConvI8::RunAll(Kernel kernel, uint8_t* scratch) const {
  for (int i = 0; i < kernel.threads(); ++i) *reinterpret_cast<int*>(scratch + thread_scratch * i) = -1;
  kernel.ParallelFor(units, int64_t{k} * block_columns * (in_place ? 1 : engine.rows) / 4,
                     [&](int begin, int end, int thread) { Run(begin, end, scratch + thread_scratch * thread); });
}

Status RequestConvI8Scratch(Kernel k, const ConvGeometry& g, const GemmOperandsI8& operands, bool transposed,
                            size_t more) {
  TARE_REQUIRE(k, int64_t{g.filter_h} * g.filter_w * g.filter_c < kMaxDepth, "too large");
  ConvI8 conv;
  conv.g = g;
  if (transposed) {  // the sizes of its scratch do not depend on the image
    conv.g.batch = conv.g.in_h = conv.g.in_w = 1;
    conv.g = ForwardGeometry(conv.g);
  }
  conv.operands = operands;
  conv.transposed = transposed;
  conv.Plan();
  TARE_REQUIRE(k, int64_t{conv.tiles} * conv.group_blocks * conv.g.groups < INT32_MAX, "too large");
  TARE_REQUIRE(k, conv.thread_scratch < SIZE_MAX / 8 / k.threads(), "Out of memory");
  return k.RequestScratch(more + conv.thread_scratch * k.threads());
}

}  // namespace tare
