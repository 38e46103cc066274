// The convolution driver: finds each tile's taps, packs weights, hands both to the inner loops. Taps outside the input
// point to zeros.
#include "kernels/nn/conv_f32.h"

namespace tare {
namespace {

constexpr int kRows = kGemmF32Rows;
constexpr size_t kBlockBytes = 96 << 10;  // packed weights of a block: stays in L2 while all tiles pass
constexpr int kFewPixels = 4;             // below this many, packing does not pay: weights are read in place

constexpr size_t kLine = 64;       // bytes of a cache line
constexpr size_t kRowsAt = kLine;  // the scratch starts with the number of the block it holds packed

constexpr size_t Align(size_t bytes) { return (bytes + kLine - 1) & ~(kLine - 1); }
constexpr int DivideUp(int a, int b) { return (a + b - 1) / b; }

/// Finds the input rows of kRows pixels (one, when in place); pixels beyond the last repeat it.
void Locate(const ConvF32& c, int tile, int group, const float** rows, const float* zeros, GemmTileF32& t) {
  const ConvGeometry& g = c.g;
  const int pixels = g.batch * g.out_h * g.out_w, first = c.in_place ? tile : tile * kRows;
  t.row_count = pixels - first < kRows ? pixels - first : kRows;
  t.out = c.output + size_t{1} * first * g.out_c;
  t.out_stride = g.out_c;
  const Segments segments = LocateTaps(g, c.input, group, first, t.row_count, kRows, true, zeros, rows);
  t.segments = segments.count;
  t.length = segments.length;
}

}  // namespace

void ConvF32::Plan() {
  const int pixels = g.batch * g.out_h * g.out_w;
  locate = Locate;
  in_place = pixels < kFewPixels;
  tiles = in_place ? pixels : DivideUp(pixels, kRows);
  PlanBlocks();
}

void ConvF32::PlanBlocks() {
  const int panel = TARE_AT_LEVEL(wide, GemmPanelColumns)();
  const int group_columns = g.out_c / g.group_count();
  k = g.filter_h * g.filter_w * g.filter_c;
  const size_t panel_bytes = sizeof(float) * panel * (k + size_t{1});
  int panels = 1;
  if (!in_place) {
    panels = static_cast<int>(kBlockBytes / panel_bytes);
    const int all = DivideUp(group_columns, panel);
    panels = panels < 1 ? 1 : panels > all ? all : panels;
  }
  block_columns = panel * panels;
  group_blocks = DivideUp(group_columns, block_columns);
  units = tiles * group_blocks * g.group_count();
  zeros_at = kRowsAt + Align(sizeof(float*) * kRows * g.filter_h * g.filter_w);
  edge_at = zeros_at + Align(sizeof(float) * g.filter_w * g.filter_c);
  panels_at = edge_at + Align(sizeof(float) * kRows * kGemmF32MaxColumns);
  thread_scratch = panels_at + (in_place ? 0 : Align(panels * panel_bytes));
}

void ConvF32::Run(int begin, int end, uint8_t* scratch) const {
  auto* packed = reinterpret_cast<int*>(scratch);
  auto* rows = reinterpret_cast<const float**>(scratch + kRowsAt);
  auto* zeros = reinterpret_cast<float*>(scratch + zeros_at);
  auto* edge = reinterpret_cast<float*>(scratch + edge_at);
  auto* panels = reinterpret_cast<float*>(scratch + panels_at);
  __builtin_memset(zeros, 0, sizeof(float) * g.filter_w * g.filter_c);
  const int panel = TARE_AT_LEVEL(wide, GemmPanelColumns)();
  const size_t panel_size = panel * (k + size_t{1});
  const ActivationRange range = FloatActivationRange(g.activation);
  const int group_columns = g.out_c / g.group_count();
  // While a panel meets a tile, that tile's share of the next block's weights comes into L2.
  const size_t ahead = Align(sizeof(float) * panel * k / tiles);
  for (int unit = begin; unit < end; ++unit) {
    const int block = unit / tiles, group = block / group_blocks;
    const int from = block % group_blocks * block_columns;  // within the group
    const int columns = block_columns < group_columns - from ? block_columns : group_columns - from;
    const int column = group * group_columns + from;
    const float* weights = filter + (k_major ? column : size_t{1} * column * k);
    GemmTileF32 tile;
    locate(*this, unit % tiles, group, rows, zeros, tile);
    if (tile.row_count <= 0) continue;
    tile.rows = rows;
    tile.min = range.min;
    tile.max = range.max;
    float* out = tile.out + column;
    if (in_place || (tile.row_count == 1 && !k_major)) {
      TARE_AT_LEVEL(wide, RunGemvF32)
      ({rows, tile.segments, tile.length, weights, bias ? bias + column : nullptr, out, columns, range.min, range.max});
      continue;
    }
    if (block != *packed) {
      float* to = panels;
      for (int j = 0; j < columns; j += panel, to += panel_size) {
        const float* start = bias ? bias + column + j : nullptr;
        if (k_major) {
          TARE_AT_LEVEL(wide, PackPanelRowsF32)(weights + j, start, columns - j, k, g.out_c, to);
        } else {
          TARE_AT_LEVEL(wide, PackPanelF32)(weights + size_t{1} * j * k, start, columns - j, k, to);
        }
      }
      *packed = block;
    }
    const ptrdiff_t out_stride = tile.out_stride;
    tile.panel = panels;
    for (int j = 0; j < columns; j += panel, tile.panel += panel_size, out += panel) {
      const bool whole = columns - j >= panel;
      tile.out = whole ? out : edge;
      tile.out_stride = whole ? out_stride : panel;
      TARE_AT_LEVEL(wide, RunGemmTileF32)(tile);
      if (column + columns < g.out_c && !k_major) {
        const char* next = reinterpret_cast<const char*>(weights + size_t{1} * (columns + j) * k);
        next += ahead * (unit % tiles);
        for (size_t i = 0; i < ahead; i += kLine) __builtin_prefetch(next + i, 0, 2);
      }
      if (whole) continue;
      for (int r = 0; r < tile.row_count; ++r) {
        __builtin_memcpy(out + r * out_stride, edge + r * panel, sizeof(float) * (columns - j));
      }
    }
  }
}

void ConvF32::RunAll(Kernel kernel) const {
  auto* scratch = kernel.scratch<uint8_t>();
  for (int i = 0; i < kernel.threads(); ++i) *reinterpret_cast<int*>(scratch + thread_scratch * i) = -1;
  kernel.ParallelFor(units, int64_t{k} * block_columns * kRows,
                     [&](int begin, int end, int thread) { Run(begin, end, scratch + thread_scratch * thread); });
}

Status RequestConvF32Scratch(Kernel k, const ConvGeometry& g) {
  ConvF32 conv;
  conv.g = g;
  conv.Plan();
  return k.RequestScratch(conv.thread_scratch * k.threads());
}

void EvalConvF32(Kernel k, const ConvGeometry& g, Tensor input, Tensor filter, Tensor bias) {
  ConvF32 conv;
  conv.g = g;
  conv.input = input.data<float>();
  conv.filter = filter.data<float>();
  conv.bias = bias ? bias.data<float>() : nullptr;
  conv.output = k.output(0).data<float>();
  conv.Plan();
  conv.RunAll(k);
}

}  // namespace tare
