// The convolution driver: finds each tile's input rows, packs weights, hands both to the inner loops. A window position
// outside the input points to zeros. Where windows lie wholly inside their input rows, one pointer covers a whole
// filter row, which is what makes layers of few channels (images) efficient.
#include "kernels/nn/conv_f32.h"

#include "kernels/micro/gemm_f32.h"

namespace tare {
namespace {

constexpr int kRows = kGemmF32Rows;
constexpr size_t kBlockBytes = 160 << 10;  // packed weights of a block: stays in L2 while all tiles pass
constexpr int kFewPixels = 4;              // below this many, packing does not pay: weights are read in place

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }
constexpr int DivideUp(int a, int b) { return (a + b - 1) / b; }

/// How the k dimension of a tile is cut: `segments` pointers per pixel, each to `length` inputs.
struct Segments {
  int count, length;
};

/// Writes pointers to the input rows of kRows pixels from `first` on; pixels beyond the last repeat it.
Segments Locate(const ConvF32& c, int first, int group, const float** rows, const float* zeros) {
  const ConvGeometry& g = c.g;
  struct {
    const float* image;
    int y, x;
  } at[kRows];
  int x = first % g.out_w, y = first / g.out_w % g.out_h, image = first / g.out_w / g.out_h;
  bool inside = g.dilation_w == 1 && g.groups == 1;
  for (int r = 0; r < kRows; ++r) {
    at[r].image = c.input + size_t{1} * image * g.in_h * g.in_w * g.in_c + group * g.filter_c;
    at[r].y = y * g.stride_h - g.pad_h;
    at[r].x = x * g.stride_w - g.pad_w;
    inside &= at[r].x >= 0 && at[r].x + g.filter_w <= g.in_w;
    if (first + r + 1 >= c.pixels) continue;
    if (++x < g.out_w) continue;
    x = 0;
    if (++y < g.out_h) continue;
    y = 0;
    ++image;
  }
  const int taps_w = inside ? 1 : g.filter_w;
  for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
    for (int tap_x = 0; tap_x < taps_w; ++tap_x) {
      for (int r = 0; r < kRows; ++r) {
        const int in_y = at[r].y + tap_y * g.dilation_h, in_x = at[r].x + tap_x * g.dilation_w;
        const bool valid = in_y >= 0 && in_y < g.in_h && in_x >= 0 && in_x < g.in_w;
        *rows++ = valid ? at[r].image + (ptrdiff_t{in_y} * g.in_w + in_x) * g.in_c : zeros;
      }
    }
  }
  return {g.filter_h * taps_w, inside ? g.filter_w * g.filter_c : g.filter_c};
}

}  // namespace

void ConvF32::Plan() {
  const int panel = TARE_AT_LEVEL(wide, GemmPanelColumns)();
  const int group_columns = g.out_c / g.groups;
  pixels = g.batch * g.out_h * g.out_w;
  k = g.filter_h * g.filter_w * g.filter_c;
  const size_t panel_bytes = sizeof(float) * panel * (k + size_t{1});
  int panels = 1;
  if (pixels >= kFewPixels) {
    panels = static_cast<int>(kBlockBytes / panel_bytes);
    const int all = DivideUp(group_columns, panel);
    panels = panels < 1 ? 1 : panels > all ? all : panels;
  }
  block_columns = panel * panels;
  group_blocks = DivideUp(group_columns, block_columns);
  tiles = pixels >= kFewPixels ? DivideUp(pixels, kRows) : pixels;
  units = tiles * group_blocks * g.groups;
  zeros_at = Align(sizeof(float*) * kRows * g.filter_h * g.filter_w);
  edge_at = zeros_at + Align(sizeof(float) * g.filter_w * g.filter_c);
  panels_at = edge_at + Align(sizeof(float) * kRows * kGemmF32MaxColumns);
  thread_scratch = panels_at + (pixels >= kFewPixels ? Align(panels * panel_bytes) : 0);
}

void ConvF32::Run(int begin, int end, uint8_t* scratch) const {
  auto* rows = reinterpret_cast<const float**>(scratch);
  auto* zeros = reinterpret_cast<float*>(scratch + zeros_at);
  auto* edge = reinterpret_cast<float*>(scratch + edge_at);
  auto* panels = reinterpret_cast<float*>(scratch + panels_at);
  __builtin_memset(zeros, 0, sizeof(float) * g.filter_w * g.filter_c);
  const int panel = TARE_AT_LEVEL(wide, GemmPanelColumns)();
  const size_t panel_size = panel * (k + size_t{1});
  const ActivationRange range = FloatActivationRange(g.activation);
  const int group_columns = g.out_c / g.groups;
  int packed = -1;
  for (int unit = begin; unit < end; ++unit) {
    const int block = unit / tiles, group = block / group_blocks;
    const int from = block % group_blocks * block_columns;  // within the group
    const int columns = block_columns < group_columns - from ? block_columns : group_columns - from;
    const int column = group * group_columns + from;
    const float* weights = filter + size_t{1} * column * k;
    if (pixels < kFewPixels) {
      const int pixel = unit % tiles;
      const Segments segments = Locate(*this, pixel, group, rows, zeros);
      TARE_AT_LEVEL(wide, RunGemvF32)
      ({rows, segments.count, segments.length, weights, bias ? bias + column : nullptr,
        output + size_t{1} * pixel * g.out_c + column, columns, range.min, range.max});
      continue;
    }
    if (block != packed) {
      float* to = panels;
      for (int j = 0; j < columns; j += panel, to += panel_size) {
        TARE_AT_LEVEL(wide, PackPanelF32)
        (weights + size_t{1} * j * k, bias ? bias + column + j : nullptr, columns - j, k, to);
      }
      packed = block;
    }
    const int pixel = unit % tiles * kRows;
    const int count = pixels - pixel < kRows ? pixels - pixel : kRows;
    const Segments segments = Locate(*this, pixel, group, rows, zeros);
    GemmTileF32 tile = {rows, segments.count, segments.length, panels, nullptr, g.out_c, count, range.min, range.max};
    float* out = output + size_t{1} * pixel * g.out_c + column;
    for (int j = 0; j < columns; j += panel, tile.panel += panel_size, out += panel) {
      const bool whole = columns - j >= panel;
      tile.out = whole ? out : edge;
      tile.out_stride = whole ? g.out_c : panel;
      TARE_AT_LEVEL(wide, RunGemmTileF32)(tile);
      if (whole) continue;
      for (int r = 0; r < count; ++r) {
        __builtin_memcpy(out + size_t{1} * r * g.out_c, edge + r * panel, sizeof(float) * (columns - j));
      }
    }
  }
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
  auto* scratch = k.scratch<uint8_t>();
  k.ParallelFor(conv.units, int64_t{conv.k} * conv.block_columns * kRows,
                [&](int begin, int end, int thread) { conv.Run(begin, end, scratch + conv.thread_scratch * thread); });
}

}  // namespace tare
