// CONV_2D on float activations and int8 weights. Where there are groups or the weights' scales differ between channels,
// the input is quantized with a zero point, else without, as the reference does.
#include "kernels/nn/hybrid_conv.h"
#include "kernels/nn/narrow_weights.h"

namespace tare {
namespace {

constexpr HybridConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 0};

Status Prepare(Kernel k) {
  auto& h = *k.data<HybridConv>();
  TARE_RETURN_IF_ERROR(PrepareConv2D(k, h.g));
  const bool grouped = h.g.groups > 1;
  h.asymmetric = grouped || ScalesDiffer(k.input(kConvFilter));
  h.scale_last = grouped ? h.g.out_c : -1;
  TARE_RETURN_IF_ERROR(PrepareHybridConv(k, kTensors, h));
  return RequestHybridConvScratch(k, kTensors, h);
}

Status Eval(Kernel k) {
  EvalHybridConv(k, kTensors, *k.data<HybridConv>());
  return kOk;
}

}  // namespace

#define TARE_CONV_2D(TYPES) \
  TARE_KERNEL(CONV_2D, TYPES, {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})
TARE_CONV_2D(hybrid)
TARE_CONV_2D(hybrid_u8)
TARE_NARROW_KERNEL(CONV_2D, hybrid_i4, HybridConv, Prepare, Eval)

}  // namespace tare
