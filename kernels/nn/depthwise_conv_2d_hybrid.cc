// DEPTHWISE_CONV_2D on float activations and int8 weights: each image is quantized with a scale and zero point.
#include "kernels/nn/depthwise_i8.h"
#include "kernels/nn/hybrid_conv.h"

namespace tare {
namespace {

constexpr HybridConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 3};

Status Prepare(Kernel k) {
  auto& h = *k.data<HybridConv>();
  TARE_RETURN_IF_ERROR(PrepareDepthwiseConv2D(k, h.g));
  h.asymmetric = true;
  h.scale_last = h.g.out_c & ~3;
  TARE_RETURN_IF_ERROR(PrepareHybridConv(k, kTensors, h));
  return RequestHybridConvScratch(k, kTensors, h, kDepthwiseI8);
}

Status Eval(Kernel k) {
  EvalHybridConv(k, kTensors, *k.data<HybridConv>(), kDepthwiseI8);
  return kOk;
}

}  // namespace

TARE_KERNEL(DEPTHWISE_CONV_2D, hybrid,
            {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})

}  // namespace tare
