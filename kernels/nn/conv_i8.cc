// The integer driver: finds each tile's taps, packs rows and weights, hands both to the engine. The last tile of an
// engine by channel ends with the last channel, overlapping the one before, so that it reads no further; where there
// are too few channels for that, or several outputs per channel, the taps are copied as the engine wants them.
#include "kernels/nn/conv_i8.h"

namespace tare {
namespace {

constexpr size_t kBlockBytes = 160 << 10;  // packed weights of a block: stays in L2 while all tiles pass
constexpr int kFewPixels = 4;              // below this many, packing does not pay: weights are read in place
constexpr int kInPlaceColumns = 64;
constexpr size_t kRowsAt = 64;  // the scratch starts with the number of the block it holds packed
constexpr int kMaxTaps = 1 << 22, kMaxDepth = 1 << 24;  // of one output; keep scratch sizes within 32 bits

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }
constexpr int DivideUp(int a, int b) { return (a + b - 1) / b; }

/// Copies output channels [at, at + columns) of `count` taps, the last one repeated, and sets `table` to the copies.
void Spread(const ConvI8& conv, int at, int count, const uint8_t* const* rows, const uint8_t** table, uint8_t* to) {
  const int multiplier = conv.g.multiplier();
  for (int i = 0; i < count; ++i) {
    table[i] = nullptr;
    if (!rows[i]) continue;
    table[i] = to;
    const uint8_t* from = rows[i] + at / multiplier;
    int left = multiplier - at % multiplier;
    for (int c = at; c < at + conv.engine.columns; ++c) {
      *to++ = *from;
      if (--left || c + 1 >= conv.g.out_c) continue;
      ++from;
      left = multiplier;
    }
  }
}

}  // namespace

void ConvI8::Plan(bool wide_level) {
  wide = wide_level;
  engine = kind.engine(wide, operands, g.out_c);
  const int pixels = g.batch * g.out_h * g.out_w, taps = g.filter_h * g.filter_w;
  in_place = pixels < kFewPixels && !Locator() && !engine.by_channel;
  spread = engine.by_channel && (g.out_c != g.in_c || g.out_c < engine.columns);
  tiles = Locator() ? Locator()(*this, -1, nullptr, nullptr, nullptr)
                    : (IsInPlace() ? pixels : DivideUp(pixels, engine.rows));
  const int group_columns = g.out_c / g.group_count();
  k = taps * g.filter_c;
  const size_t output_bytes = engine.OutputBytes(k);
  const int whole = -engine.columns, all = (group_columns - whole - 1) & whole;
  block_columns = static_cast<int>(kBlockBytes / output_bytes) & whole;
  if (block_columns == 0) block_columns = engine.columns;
  if (block_columns > all) block_columns = all;
  block_bytes = IsInPlace() ? 0 : Align(block_columns * output_bytes);
  if (IsInPlace()) block_columns = kInPlaceColumns;
  group_blocks = DivideUp(group_columns, block_columns);
  units = static_cast<int>(int64_t{tiles} * group_blocks * g.group_count());
  const size_t table = sizeof(uint8_t*) * engine.rows * (taps + engine.pad);
  const size_t packed =
      engine.rows * (IsSpread() ? size_t{1} * engine.columns * engine.Padded(k) : engine.RowBytes(k) + 2);
  zeros_at = kRowsAt + Align(IsSpread() ? 2 * table : table);
  packed_at = zeros_at + Align(ZeroBytes());
  sums_at = packed_at + Align(packed);
  panels_at = sums_at + sizeof(int32_t) * kMaxTileI8;
  thread_scratch = panels_at + block_bytes;
}

ConvI8::Block ConvI8::BlockAt(int block) const {
  const int group_columns = g.out_c / g.group_count(), group = g.group_count() == 1 ? 0 : block / group_blocks;
  const int from = (block - group * group_blocks) * block_columns;  // within the group
  const int columns = block_columns < group_columns - from ? block_columns : group_columns - from;
  const int column = group * group_columns + from;
  return {group, column, column + columns};
}

void ConvI8::PackBlock(const Block& block, uint8_t* panel) const {
  const size_t panel_bytes = engine.PanelBytes(k);
  for (int j = block.column; j < block.end; j += engine.columns, panel += panel_bytes) {
    engine.pack_panel(operands, PanelAt(PanelColumn(j), block.end), panel);
  }
}

void ConvI8::Keep(uint8_t* memory) {
  kept = memory;
  for (int i = 0; i < group_blocks * g.group_count(); ++i) PackBlock(BlockAt(i), memory + block_bytes * i);
}

void ConvI8::Run(int begin, int end, uint8_t* scratch) const {
  int& packed_block = *reinterpret_cast<int*>(scratch);
  auto* rows = reinterpret_cast<const uint8_t**>(scratch + kRowsAt);
  uint8_t* zeros = scratch + zeros_at;
  uint8_t* packed = scratch + packed_at;
  auto* sums = reinterpret_cast<int32_t*>(scratch + sums_at);
  uint8_t* panels = scratch + panels_at;
  const size_t panel_bytes = engine.PanelBytes(k);
  const ptrdiff_t row_bytes = engine.RowBytes(k);
  const int tile_rows = IsInPlace() ? 1 : engine.rows;
  __builtin_memset(zeros, operands.input_zero ^ operands.flip(), ZeroBytes());
  if (engine.inside_only) zeros = nullptr;
  for (int unit = begin; unit < end; ++unit) {
    const int number = unit / tiles;
    const Block block = BlockAt(number);
    TileI8 tile;
    if (Locator()) {
      Locator()(*this, unit % tiles, zeros, rows, &tile);
    } else {
      const int pixels = g.batch * g.out_h * g.out_w;
      tile.first = unit % tiles * tile_rows;
      tile.step = 1;
      tile.count = pixels - tile.first < tile_rows ? pixels - tile.first : tile_rows;
      tile.segments = LocateTaps<uint8_t>(g, input, block.group, tile.first, tile.count,
                                          engine.by_channel ? tile.count : tile_rows, !engine.by_channel, zeros, rows);
    }
    if (tile.count <= 0) continue;
    ConvSums done = {sums, engine.columns, tile.count, block.end - block.column, tile.first, tile.step, block.column};
    const int length = tile.segments.length;
    if (IsInPlace()) {
      auto* row = reinterpret_cast<int16_t*>(packed);
      for (int s = 0; s < tile.segments.count; ++s) {
        TARE_AT_LEVEL(wide, WidenI8)(rows[s], length, operands, row + s * length);
      }
      TARE_AT_LEVEL(wide, RunGemvI8)(operands, {row, PanelAt(block.column, block.end), sums});
      store(*this, done);
      continue;
    }
    if (number != packed_block && engine.pack_panel && !Kept()) {
      PackBlock(block, panels);
      packed_block = number;
    }
    const void* in = packed;
    ptrdiff_t step = row_bytes;
    if (engine.by_channel) {
      in = rows;
      for (int i = k * tile.count; i < engine.Padded(k) * tile.count; ++i) rows[i] = zeros;
    } else {
      engine.pack_rows(operands, {rows, tile.segments.count, length}, packed, row_bytes);
    }
    const uint8_t* panel = Kept() ? Kept() + block_bytes * number : panels;
    for (int j = block.column; j < block.end; j += engine.columns, panel += panel_bytes) {
      done.column = PanelColumn(j);
      done.columns = block.end - done.column < engine.columns ? block.end - done.column : engine.columns;
      if (engine.by_channel) step = done.column;
      if (IsSpread()) {
        auto* table = rows + engine.rows * (k + engine.pad);
        Spread(*this, done.column, tile.count * engine.Padded(k), rows, table, packed);
        in = table;
        step = 0;
      }
      engine.run(operands, in, step, engine.pack_panel ? panel : filter, k, tile.count, sums);
      store(*this, done);
    }
  }
}

void ConvI8::RunAll(Kernel kernel, uint8_t* scratch) const {
  for (int i = 0; i < kernel.threads(); ++i) *reinterpret_cast<int*>(scratch + thread_scratch * i) = -1;
  kernel.ParallelFor(units, int64_t{k} * block_columns * (IsInPlace() ? 1 : engine.rows) / 4,
                     [&](int begin, int end, int thread) { Run(begin, end, scratch + thread_scratch * thread); });
}

Status RequestConvI8Scratch(Kernel k, ConvI8& conv, size_t more) {
  const ConvGeometry& g = conv.g;
  const int64_t taps = int64_t{g.filter_h} * g.filter_w;
  TARE_REQUIRE(k, taps < kMaxTaps && taps * g.filter_c < kMaxDepth, "too large");
  conv.Plan();
  TARE_REQUIRE(k, int64_t{conv.tiles} * conv.group_blocks * g.group_count() < INT32_MAX, "too large");
  TARE_REQUIRE(k, conv.thread_scratch < SIZE_MAX / 8 / k.threads(), "Out of memory");
  TARE_REQUIRE(k, features::narrow_channels || !conv.spread, kShapesNotSelected);
  return k.RequestScratch(more + conv.thread_scratch * k.threads());
}

}  // namespace tare
