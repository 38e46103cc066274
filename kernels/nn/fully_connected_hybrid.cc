// FULLY_CONNECTED on float activations and int8 weights: each row of the input is quantized by itself, without a zero
// point unless the options ask for one.
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

}  // namespace

#define TARE_FULLY_CONNECTED(TYPES)   \
  TARE_KERNEL(FULLY_CONNECTED, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})
TARE_FULLY_CONNECTED(hybrid)
TARE_FULLY_CONNECTED(hybrid_u8)
TARE_NARROW_KERNEL(FULLY_CONNECTED, hybrid_i4, HybridConv, Prepare, Eval)

}  // namespace tare
