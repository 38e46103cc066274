// Each row of the input is quantized to int8 with a zero point, whatever the options say. The sums of blocks are added
// up as floats in the reference's order. The reference leaves out a fused activation here, which XNNPACK, under which
// such models are made, does not: models that have one are refused.
#include "kernels/nn/fully_connected_blocks.h"

#include "kernels/micro/half.h"
#include "kernels/micro/narrow.h"
#include "kernels/nn/block_weights.h"
#include "kernels/nn/hybrid_row.h"

namespace tare {
namespace {

/// The weights as DotBlocks takes them, made once. Rows of weights, which are the units of the output, go in groups.
struct Packed {
  int groups, block, size, blocks;  // `size`: of a block, made even
  float* scales;                    // [groups][blocks][kBlockRows]
  float* weight_sums;               // [groups][kBlockRows]: of scaled weights, which a zero point is multiplied by
  int8_t* panels;                   // [groups][blocks][size / 2][kBlockRows][2]

  Packed(const ConvGeometry& g, const WeightBlocks& w)
      : groups((g.out_c + kBlockRows - 1) / kBlockRows),
        block(w.size),
        size(w.size + w.size % 2),
        blocks(w.per_row),
        scales(nullptr),
        weight_sums(nullptr),
        panels(nullptr) {}
  ptrdiff_t scales_of_group() const { return ptrdiff_t{blocks} * kBlockRows; }
  ptrdiff_t panel_bytes() const { return scales_of_group() * size; }
  int64_t bytes() const {
    constexpr int64_t kFloat = sizeof(float);
    return groups * kBlockRows * (kFloat + blocks * (kFloat + size));
  }
  void Place(float* memory) {
    scales = memory;
    weight_sums = scales + groups * scales_of_group();
    panels = reinterpret_cast<int8_t*>(weight_sums + ptrdiff_t{groups} * kBlockRows);
  }
};

/// Fills one unit's places; those of units that are none stay 0.
void Pack(const ConvGeometry& g, const WeightBlocks& from, const uint8_t* weights, int unit, const Packed& to) {
  const int group = unit / kBlockRows, row = unit % kBlockRows;
  float* scales = to.scales + group * to.scales_of_group() + row;
  int8_t* panel = to.panels + group * to.panel_bytes() + ptrdiff_t{2} * row;
  constexpr int kChunk = 256;
  int8_t wide[kChunk + 1];  // a chunk may begin within a byte
  float total = 0;
  for (int b = 0; b < to.blocks; ++b, scales += kBlockRows, panel += ptrdiff_t{to.size} * kBlockRows) {
    TARE_BEST(HalfToFloat)(from.scales + ptrdiff_t{unit} * to.blocks + b, scales, 1);
    int32_t sum = 0;
    for (int k = 0; k < to.block; k += kChunk) {
      const int n = to.block - k < kChunk ? to.block - k : kChunk;
      const int64_t at = int64_t{unit} * g.in_c + int64_t{b} * to.block + k;
      const int skip = static_cast<int>(at % 2);
      TARE_BEST(UnpackI4)(weights + at / 2, n + skip, wide);
      for (int i = 0; i < n; ++i) {
        panel[ptrdiff_t{(k + i) / 2 * 2} * kBlockRows + i % 2] = wide[skip + i];
        sum += wide[skip + i];
      }
    }
    total += *scales * static_cast<float>(sum);
  }
  to.weight_sums[ptrdiff_t{group} * kBlockRows + row] = total;
}

/// Scratch of one thread: a row as int16, with one more where the last block is odd, and as int8.
size_t RowBytes(const ConvGeometry& g) { return (static_cast<size_t>(g.in_c) * 3 + 2 + 63) & ~size_t{63}; }

}  // namespace

Status PrepareBlocks(Kernel k, const ConvGeometry& g) {
  const Tensor weights = k.input(kConvFilter), bias = k.optional_input(kConvBias);
  TARE_REQUIRE(k,
               k.input(kConvInput).type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32 &&
                   (!bias || bias.type() == kTfLiteFloat32) && weights.is_constant(),
               "unsupported types");
  TARE_REQUIRE(k, g.activation == Activation::kNone, "a fused activation with scales of blocks is not supported");
  WeightBlocks blocks;
  TARE_RETURN_IF_ERROR(FindBlocks(k, weights, &blocks));
  TARE_REQUIRE(k, blocks.size <= 1 << 16, "bad blocks");  // so that sums of products fit into 31 bits
  Packed packed(g, blocks);
  TARE_REQUIRE(k, packed.bytes() <= INT32_MAX, "its weights are too large");
  const auto size = static_cast<size_t>(packed.bytes());
  auto* memory = k.AllocatePersistent<float>(size);
  if (!memory) return kError;
  __builtin_memset(memory, 0, size);
  packed.Place(memory);
  for (int unit = 0; unit < g.out_c; ++unit) Pack(g, blocks, weights.data<uint8_t>(), unit, packed);
  return k.RequestScratch(RowBytes(g) * static_cast<size_t>(k.threads()));
}

Status EvalBlocks(Kernel k, const ConvGeometry& g) {
  WeightBlocks blocks;
  TARE_RETURN_IF_ERROR(FindBlocks(k, k.input(kConvFilter), &blocks));
  Packed packed(g, blocks);
  packed.Place(k.persistent<float>());
  const Tensor bias = k.optional_input(kConvBias);
  // Units are shared among threads, so that one row is, too; each thread quantizes the rows for itself.
  k.ParallelFor(packed.groups, int64_t{g.batch} * g.in_c * kBlockRows, [&](int begin, int end, int thread) {
    auto* x = reinterpret_cast<int16_t*>(k.scratch<uint8_t>() + RowBytes(g) * static_cast<size_t>(thread));
    auto* bytes = reinterpret_cast<int8_t*>(x + g.in_c + 1);
    for (int row = 0; row < g.batch; ++row) {
      const HybridSlice slice =
          QuantizeRow(k.input(kConvInput).data<float>() + ptrdiff_t{row} * g.in_c, g.in_c, true, bytes);
      for (int i = 0; i < g.in_c; ++i) x[i] = bytes[i];
      x[g.in_c] = 0;
      const float zero = static_cast<float>(slice.zero);
      for (int group = begin; group < end; ++group) {
        float sums[kBlockRows];
        TARE_BEST(DotBlocks)
        (x, packed.block, packed.panels + group * packed.panel_bytes(),
         packed.scales + group * packed.scales_of_group(), packed.size, packed.blocks, sums);
        for (int i = 0; i < kBlockRows && group * kBlockRows + i < g.out_c; ++i) {
          const int unit = group * kBlockRows + i;
          const float y = (sums[i] - zero * packed.weight_sums[unit]) * slice.scale;
          k.output(0).data<float>()[ptrdiff_t{row} * g.out_c + unit] = bias ? y + bias.data<float>()[unit] : y;
        }
      }
    }
  });
  return kOk;
}

}  // namespace tare
