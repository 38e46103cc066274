// Each row of the input is quantized to int8 with a zero point, whatever the options say. The sums of blocks are added
// up as floats in the reference's order. The reference leaves out a fused activation here, which XNNPACK, under which
// such models are made, does not: models that have one are refused.
#include "kernels/nn/fully_connected_blocks.h"

#include "kernels/micro/dot_i16.h"
#include "kernels/micro/half.h"
#include "kernels/nn/block_weights.h"
#include "kernels/nn/hybrid_row.h"

namespace tare {
namespace {

/// Scratch of one thread: a row as int8, as int16, and ones, whose product with weights is their sum.
size_t RowBytes(const ConvGeometry& g) { return (static_cast<size_t>(g.in_c) * 5 + 63) & ~size_t{63}; }

}  // namespace

Status PrepareBlocks(Kernel k, const ConvGeometry& g) {
  const Tensor bias = k.optional_input(kConvBias);
  TARE_REQUIRE(k,
               k.input(kConvInput).type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32 &&
                   (!bias || bias.type() == kTfLiteFloat32),
               "unsupported types");
  TARE_REQUIRE(k, g.activation == Activation::kNone, "a fused activation with scales of blocks is not supported");
  WeightBlocks blocks;
  TARE_RETURN_IF_ERROR(FindBlocks(k, k.input(kConvFilter), &blocks));
  return k.RequestScratch(RowBytes(g) * static_cast<size_t>(k.threads()));
}

Status EvalBlocks(Kernel k, const ConvGeometry& g) {
  WeightBlocks blocks;
  const Tensor weights = k.input(kConvFilter), bias = k.optional_input(kConvBias);
  TARE_RETURN_IF_ERROR(FindBlocks(k, weights, &blocks));
  k.ParallelFor(g.batch, static_cast<int64_t>(g.in_c) * g.out_c, [&](int begin, int end, int thread) {
    auto* x = reinterpret_cast<int16_t*>(k.scratch<uint8_t>() + RowBytes(g) * static_cast<size_t>(thread));
    auto* ones = x + g.in_c;
    auto* bytes = reinterpret_cast<int8_t*>(ones + g.in_c);
    for (int i = 0; i < g.in_c; ++i) ones[i] = 1;
    for (int row = begin; row < end; ++row) {
      const HybridSlice slice =
          QuantizeRow(k.input(kConvInput).data<float>() + ptrdiff_t{row} * g.in_c, g.in_c, true, bytes);
      for (int i = 0; i < g.in_c; ++i) x[i] = bytes[i];
      float* out = k.output(0).data<float>() + ptrdiff_t{row} * g.out_c;
      for (int unit = 0; unit < g.out_c; ++unit) {
        const auto* w = weights.data<int8_t>() + ptrdiff_t{unit} * g.in_c;
        float sum = 0, weight_sum = 0;
        for (int b = 0; b < blocks.per_row; ++b) {
          float scale;
          TARE_BEST(HalfToFloat)(blocks.scales + ptrdiff_t{unit} * blocks.per_row + b, &scale, 1);
          const int at = b * blocks.size;
          sum += static_cast<float>(TARE_BEST(DotI16)(x + at, w + at, blocks.size)) * scale;
          weight_sum += scale * static_cast<float>(TARE_BEST(DotI16)(ones, w + at, blocks.size));
        }
        sum = (sum - static_cast<float>(slice.zero) * weight_sum) * slice.scale;
        out[unit] = bias ? sum + bias.data<float>()[unit] : sum;
      }
    }
  });
  return kOk;
}

}  // namespace tare
