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
  TARE_ROLLED for (int j = 0; j < kColumns; ++j) panel[j] = bias ? bias[j < columns ? j : columns - 1] : 0.f;
  panel += kColumns;
  // Blocks of k keep the panel's lines in L1 while the groups of 4 columns fill them one after the other.
  constexpr int kBlock = 64;
  TARE_ROLLED for (int block = 0; block < k; block += kBlock) {
    const int count = k - block < kBlock ? k - block : kBlock;
    TARE_ROLLED for (int j = 0; j < kColumns; j += 4) {
      const float* w[4];
      for (int c = 0; c < 4; ++c) {
        w[c] = weights + size_t{static_cast<unsigned>(j + c < columns ? j + c : columns - 1)} * k + block;
      }
      float* out = panel + size_t{static_cast<unsigned>(block)} * kColumns + j;
      int i = 0;
      TARE_ROLLED for (; i + 4 <= count; i += 4, out += 4 * kColumns) {
        const Quad a = LoadQuad(w[0] + i), b = LoadQuad(w[1] + i), c = LoadQuad(w[2] + i), d = LoadQuad(w[3] + i);
        const Quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
                   ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
        const Quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5),
                   cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
        StoreQuad(out, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
        StoreQuad(out + kColumns, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
        StoreQuad(out + 2 * kColumns, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
        StoreQuad(out + 3 * kColumns, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
      }
      TARE_ROLLED for (; i < count; ++i, out += kColumns) {
        for (int c = 0; c < 4; ++c) out[c] = w[c][i];
      }
    }
  }
}

void RunGemmTileF32(const GemmTileF32& tile) {
  const float* panel = tile.panel;
  Vec acc[kRows][kVecs];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVecs; ++v) acc[r][v] = Load(panel + v * kLanes);
  }
  panel += kColumns;
  const float* const* rows = tile.rows;
  for (int s = tile.segments; s > 0; --s, rows += kRows) {
    if (!rows[0]) {
      panel += ptrdiff_t{tile.length} * kColumns;
      continue;
    }
    const float* a[kRows];
    for (int r = 0; r < kRows; ++r) a[r] = rows[r];
    TARE_ROLLED for (ptrdiff_t i = 0, n = tile.length; i < n; ++i, panel += kColumns) {
      Vec b[kVecs];
      for (int v = 0; v < kVecs; ++v) b[v] = Load(panel + v * kLanes);
      for (int r = 0; r < kRows; ++r) {
        const Vec x = Splat(a[r][i]);
        for (int v = 0; v < kVecs; ++v) acc[r][v] = MultiplyAdd(acc[r][v], x, b[v]);
      }
    }
  }
  const Vec min = Splat(tile.min), max = Splat(tile.max);
  float* out = tile.out;
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVecs; ++v) Store(out + v * kLanes, Clamp(acc[r][v], min, max));
    // Rows beyond row_count hold the last row's values and are written over it once more.
    if (r + 1 < tile.row_count) out += tile.out_stride;
  }
}

void RunGemvF32(const GemvF32& g) {
  constexpr int kOutputs = 4;
  const ptrdiff_t k = static_cast<ptrdiff_t>(g.segments) * g.length;
  for (int n = 0; n < g.outputs; n += kOutputs) {
    const float* w[kOutputs];
    for (int j = 0; j < kOutputs; ++j) {
      w[j] = g.weights + (n + j < g.outputs ? n + j : g.outputs - 1) * k;
    }
    Vec acc[kOutputs] = {};
    float rest[kOutputs] = {};
    for (int s = 0; s < g.segments; ++s) {
      const float* x = g.rows[s * kRows];
      int i = x ? 0 : g.length;
      TARE_ROLLED for (; i + kLanes <= g.length; i += kLanes) {
        const Vec value = Load(x + i);
        for (int j = 0; j < kOutputs; ++j) acc[j] = MultiplyAdd(acc[j], value, Load(w[j] + i));
      }
      TARE_ROLLED for (; i < g.length; ++i) {
        for (int j = 0; j < kOutputs; ++j) rest[j] += x[i] * w[j][i];
      }
      for (int j = 0; j < kOutputs; ++j) w[j] += g.length;
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
