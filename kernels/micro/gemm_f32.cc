// The float matrix product's tile, packer and matrix × vector loop. The tile keeps 6 pixels × 2 vectors of outputs in
// registers (1 vector on i686, which has 8 registers) and reads one weight row and one value of each pixel per k.
#include "kernels/micro/gemm_f32.h"

#include "kernels/micro/simd_f32.h"

namespace tare::TARE_ISA {
namespace {

constexpr int kRows = kGemmF32Rows;
#if defined(__i386__)
constexpr int kVecs = 1;
#else
constexpr int kVecs = 2;
#endif
constexpr int kColumns = kVecs * kLanes;
static_assert(kColumns <= kGemmF32MaxColumns);

}  // namespace

int GemmPanelColumns() { return kColumns; }

void PackPanelF32(const float* weights, const float* bias, int columns, int k, float* panel) {
  const int last = columns < kColumns ? columns - 1 : kColumns - 1;
  TARE_ROLLED for (int j = 0; j < kColumns; ++j) panel[j] = bias ? bias[j < last ? j : last] : 0.f;
  panel += kColumns;
  if (k < 4) {
    TARE_ROLLED for (int i = 0; i < k; ++i) {
      TARE_ROLLED for (int j = 0; j < kColumns; ++j)* panel++ = weights[(j < last ? j : last) * ptrdiff_t{k} + i];
    }
    return;
  }
  // Blocks of k keep the panel's lines in L1 while the groups of columns fill them one after the other. Groups are
  // transposed 4 values of each column at a time; the last 4 overlap the ones before.
  constexpr int kBlock = 64;
  TARE_ROLLED for (int block = 0; block < k; block += kBlock) {
    TARE_ROLLED for (int j = 0; j < kColumns; j += kLanes) {
      const float* w[kLanes];
      w[0] = weights + (j < last ? j : last) * ptrdiff_t{k};
      TARE_UNROLLED for (int c = 1; c < kLanes; ++c) w[c] = w[c - 1] + (j + c <= last ? k : 0);
      TARE_ROLLED for (int i = block; i < k && i < block + kBlock; i += 4) {
        const ptrdiff_t from = i + 4 <= k ? i : k - 4;
        const Vec a = LoadQuads(w, from), b = LoadQuads(w + 1, from), c = LoadQuads(w + 2, from),
                  d = LoadQuads(w + 3, from);
        const Vec ab_low = ZipLow(a, b), ab_high = ZipHigh(a, b), cd_low = ZipLow(c, d), cd_high = ZipHigh(c, d);
        float* out = panel + from * kColumns + j;
        Store(out, ZipPairsLow(ab_low, cd_low));
        Store(out + kColumns, ZipPairsHigh(ab_low, cd_low));
        Store(out + 2 * kColumns, ZipPairsLow(ab_high, cd_high));
        Store(out + 3 * kColumns, ZipPairsHigh(ab_high, cd_high));
      }
    }
  }
}

void PackPanelRowsF32(const float* weights, const float* bias, int columns, int k, ptrdiff_t stride, float* panel) {
  const int last = columns < kColumns ? columns - 1 : kColumns - 1;
  TARE_ROLLED for (int j = 0; j < kColumns; ++j)* panel++ = bias ? bias[j < last ? j : last] : 0.f;
  TARE_ROLLED for (int i = 0; i < k; ++i, weights += stride) {
    if (last == kColumns - 1) {
      for (int v = 0; v < kVecs; ++v, panel += kLanes) Store(panel, Load(weights + v * kLanes));
      continue;
    }
    TARE_ROLLED for (int j = 0; j < kColumns; ++j)* panel++ = weights[j < last ? j : last];
  }
}

void RunGemmTileF32(const GemmTileF32& tile) {
  const float* panel = tile.panel;
  Vec acc[kRows][kVecs] = {};
  panel += kColumns;  // the bias comes last, as in the reference: results differ from its own in fewer last bits
  const float* const* rows = tile.rows;
  for (int s = tile.segments; s > 0; --s, rows += kRows) {
    if (!rows[0]) {
      panel += ptrdiff_t{tile.length} * kColumns;
      continue;
    }
    const float* a[kRows];
    TARE_UNROLLED for (int r = 0; r < kRows; ++r) a[r] = rows[r];
    ptrdiff_t i = 0;
    TARE_ROLLED do {
      Vec b[kVecs];
      TARE_UNROLLED for (int v = 0; v < kVecs; ++v) b[v] = Load(panel + v * kLanes);
      TARE_UNROLLED for (int r = 0; r < kRows; ++r) {
        const Vec x = Splat(a[r][i]);
        TARE_UNROLLED for (int v = 0; v < kVecs; ++v) acc[r][v] = MultiplyAdd(acc[r][v], x, b[v]);
      }
      panel += kColumns;
    }
    while (++i != tile.length);
  }
  const Vec min = Splat(tile.min), max = Splat(tile.max);
  float* out = tile.out;
  TARE_UNROLLED for (int r = 0; r < kRows; ++r) {
    TARE_UNROLLED for (int v = 0; v < kVecs; ++v) {
      Store(out + v * kLanes, Clamp(acc[r][v] + Load(tile.panel + v * kLanes), min, max));
    }
    // Rows beyond row_count hold the last row's values and are written over it once more.
    if (r + 1 < tile.row_count) out += tile.out_stride;
  }
}

void RunGemvF32(const GemvF32& g) {
  constexpr int kOutputs = 4;
  const ptrdiff_t k = static_cast<ptrdiff_t>(g.segments) * g.length;
  for (int n = 0; n < g.outputs; n += kOutputs) {
    const float* w[kOutputs];
    TARE_UNROLLED for (int j = 0; j < kOutputs; ++j) {
      w[j] = g.weights + (n + j < g.outputs ? n + j : g.outputs - 1) * k;
    }
    Vec acc[kOutputs] = {};
    float rest[kOutputs] = {};
    for (int s = 0; s < g.segments; ++s) {
      const float* x = g.rows[s * kRows];
      int i = x ? 0 : g.length;
      TARE_ROLLED for (; i + kLanes <= g.length; i += kLanes) {
        const Vec value = Load(x + i);
        TARE_UNROLLED for (int j = 0; j < kOutputs; ++j) acc[j] = MultiplyAdd(acc[j], value, Load(w[j] + i));
      }
      TARE_ROLLED for (; i < g.length; ++i) {
        TARE_UNROLLED for (int j = 0; j < kOutputs; ++j) rest[j] += x[i] * w[j][i];
      }
      TARE_UNROLLED for (int j = 0; j < kOutputs; ++j) w[j] += g.length;
    }
    TARE_ROLLED for (int j = 0; j < kOutputs && n + j < g.outputs; ++j) {
      float sum = Sum(acc[j]) + rest[j];
      if (g.bias) sum += g.bias[n + j];
      sum = sum < g.min ? g.min : sum;
      g.out[n + j] = sum > g.max ? g.max : sum;
    }
  }
}

}  // namespace tare::TARE_ISA
