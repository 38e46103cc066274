// The integer convolution driver: finds each tile's input rows, packs rows and weights, hands both to the engine. A
// window position outside the input is a row of nullptr, which packs as zero points. Where windows lie wholly inside
// their input rows, one pointer covers a whole filter row, which is what makes layers of few channels efficient.
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

/// Finds the input rows of tile_rows pixels; pixels beyond the last repeat it.
void Locate(const ConvI8& conv, int tile, int group, const uint8_t** rows, TileI8& t) {
  const ConvGeometry& g = conv.g;
  const int tile_rows = conv.in_place ? 1 : conv.engine.rows;
  struct {
    const uint8_t* image;
    int y, x;
  } at[kGemmI8MaxRows];
  const int pixels = g.batch * g.out_h * g.out_w;
  t.first = tile * tile_rows;
  t.step = 1;
  t.count = pixels - t.first < tile_rows ? pixels - t.first : tile_rows;
  if (g.in_h * g.in_w == g.out_h * g.out_w && g.filter_h * g.filter_w == 1) {  // pixel by pixel, most often
    t.segments = 1;
    t.length = g.filter_c;
    const uint8_t* in = conv.input + size_t{1} * t.first * g.in_c + group * g.filter_c;
    for (int r = 0; r < tile_rows; ++r) {
      rows[r] = in;
      if (r + 1 < t.count) in += g.in_c;
    }
    return;
  }
  int x = t.first % g.out_w, y = t.first / g.out_w % g.out_h, image = t.first / g.out_w / g.out_h;
  bool inside = g.dilation_w == 1 && g.groups == 1;
  for (int r = 0; r < tile_rows; ++r) {
    at[r].image = conv.input + size_t{1} * image * g.in_h * g.in_w * g.in_c + group * g.filter_c;
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

}  // namespace

void ConvI8::Plan() {
  engine = TARE_AT_LEVEL(wide, GetGemmI8)(operands);
  const int pixels = g.batch * g.out_h * g.out_w;
  in_place = pixels < kFewPixels && !locate;
  tiles = locate ? locate(*this, -1, nullptr, nullptr) : in_place ? pixels : DivideUp(pixels, engine.rows);
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
  const int group_columns = g.out_c / g.groups;
  for (int unit = begin; unit < end; ++unit) {
    const int block = unit / tiles, group = block / group_blocks;
    const int from = block % group_blocks * block_columns;  // within the group
    const int columns = block_columns < group_columns - from ? block_columns : group_columns - from;
    const int column = group * group_columns + from;
    const auto panel_of = [&](int j) -> PanelI8 {
      return {filter + size_t{1} * (column + j) * k, k, columns - j, k, bias ? bias + column + j : nullptr};
    };
    TileI8 tile;
    if (locate) {
      locate(*this, unit % tiles, rows, &tile);
    } else {
      Locate(*this, unit % tiles, group, rows, tile);
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

Status RequestConvI8Scratch(Kernel k, const ConvGeometry& g, const GemmOperandsI8& operands, LocateI8 locate,
                            size_t more) {
  TARE_REQUIRE(k, int64_t{g.filter_h} * g.filter_w * g.filter_c < kMaxDepth, "too large");
  ConvI8 conv;
  conv.g = g;
  if (locate) {  // the sizes of its scratch do not depend on the image
    conv.g.batch = conv.g.in_h = conv.g.in_w = 1;
    conv.g = ForwardGeometry(conv.g);
  }
  conv.operands = operands;
  conv.locate = locate;
  conv.Plan();
  TARE_REQUIRE(k, int64_t{conv.tiles} * conv.group_blocks * conv.g.groups < INT32_MAX, "too large");
  TARE_REQUIRE(k, conv.thread_scratch < SIZE_MAX / 8 / k.threads(), "Out of memory");
  return k.RequestScratch(more + conv.thread_scratch * k.threads());
}

}  // namespace tare
