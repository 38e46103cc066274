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

/// True for matrices of int4 that the reference has a loop of its own for: it leaves out the zero point that the
/// options ask for, and is the only one to know scales of blocks.
bool HasOwnLoop(const ConvGeometry& g) { return g.in_c % 2 == 0 && g.in_c >= 32 && g.out_c >= 4; }

/// For int4 weights, unpacked.
Status PrepareUnpacked(Kernel k) {
  TARE_RETURN_IF_ERROR(Prepare(k));
  auto& h = *k.data<HybridConv>();
  if (HasOwnLoop(h.g)) h.asymmetric = false;
  return kOk;
}

Status PrepareI4(Kernel k) {
  if (!HasBlocks(k.input(kConvFilter))) return PrepareNarrow<HybridConv, kConvFilter, PrepareUnpacked>(k);
  ConvGeometry& g = k.data<HybridConv>()->g;
  TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, g));
  TARE_REQUIRE(k, HasOwnLoop(g), "a matrix with scales of blocks is too small, or its depth is odd");
  return PrepareBlocks(k, g);
}

Status EvalI4(Kernel k) {
  if (!HasBlocks(k.input(kConvFilter))) return EvalNarrow<HybridConv, kConvFilter, Eval>(k);
  return EvalBlocks(k, k.data<HybridConv>()->g);
}

}  // namespace

#define TARE_FULLY_CONNECTED(TYPES)   \
  TARE_KERNEL(FULLY_CONNECTED, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})
TARE_FULLY_CONNECTED(hybrid)
TARE_FULLY_CONNECTED(hybrid_u8)
TARE_KERNEL(FULLY_CONNECTED, hybrid_i4,
            {.prepare = PrepareI4,
             .eval = EvalI4,
             .free = FreeNarrow<HybridConv>,
             .inputs = {2, 3},
             .data_bytes = sizeof(NarrowWeights<HybridConv>)})
TARE_NARROW_KERNEL(FULLY_CONNECTED, hybrid_i2, HybridConv, Prepare, Eval)

}  // namespace tare
