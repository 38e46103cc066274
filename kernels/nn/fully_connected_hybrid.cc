// FULLY_CONNECTED on float activations and int8 weights: each row of the input is quantized by itself, without a zero
// point unless the options ask for one. int4 weights may have a scale for each block of a row.
#include "kernels/nn/block_weights.h"
#include "kernels/nn/fully_connected_blocks.h"
#include "kernels/nn/hybrid_conv.h"
#include "kernels/nn/narrow_weights.h"

namespace tare {
namespace {

constexpr HybridConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 0};

Status Prepare(Kernel k) {
  auto& h = *k.data<HybridConv>();
  TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, h.g));
  h.asymmetric = k.options().Scalar<bool>(options::FullyConnectedOptions::asymmetric_quantize_inputs);
  h.scale_last = -1;
  TARE_RETURN_IF_ERROR(PrepareHybridConv(k, kTensors, h));
  return RequestHybridConvScratch(k, kTensors, h);
}

Status Eval(Kernel k) {
  EvalHybridConv(k, kTensors, *k.data<HybridConv>());
  return kOk;
}

/// For int4 weights, unpacked. The reference has a loop of its own for matrices of this size, which leaves out the zero
/// point that the options ask for, and is the only one to know scales of blocks.
Status Prepare4(Kernel k) {
  auto& h = *k.data<HybridConv>();
  const bool has_blocks = HasBlocks(k.input(kConvFilter));
  if (has_blocks) {
    TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, h.g));
  } else {
    TARE_RETURN_IF_ERROR(Prepare(k));
  }
  const bool is_matrix = h.g.in_c % 2 == 0 && h.g.in_c >= 32 && h.g.out_c >= 4;
  if (is_matrix) h.asymmetric = false;
  if (!has_blocks) return kOk;
  TARE_REQUIRE(k, is_matrix, "a matrix with scales of blocks is too small, or its depth is odd");
  return PrepareBlocks(k, h.g);
}

Status Eval4(Kernel k) { return HasBlocks(k.input(kConvFilter)) ? EvalBlocks(k, k.data<HybridConv>()->g) : Eval(k); }

}  // namespace

#define TARE_FULLY_CONNECTED(TYPES)   \
  TARE_KERNEL(FULLY_CONNECTED, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})
TARE_FULLY_CONNECTED(hybrid)
TARE_FULLY_CONNECTED(hybrid_u8)
TARE_NARROW_KERNEL(FULLY_CONNECTED, hybrid_i4, HybridConv, Prepare4, Eval4)
TARE_NARROW_KERNEL(FULLY_CONNECTED, hybrid_i2, HybridConv, Prepare, Eval)

}  // namespace tare
