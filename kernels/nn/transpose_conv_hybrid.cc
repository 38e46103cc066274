// TRANSPOSE_CONV on float activations and int8 weights: each image is quantized with a scale and zero point.
#include "kernels/nn/hybrid_conv.h"
#include "kernels/nn/transposed_i8.h"

namespace tare {
namespace {

constexpr HybridConvTensors kTensors = {kTransposeInput, kTransposeFilter, kTransposeBias, 0};

Status Prepare(Kernel k) {
  auto& h = *k.data<HybridConv>();
  TARE_RETURN_IF_ERROR(PrepareTransposeConv(k, h.g));
  h.asymmetric = true;
  h.scale_last = -1;
  TARE_RETURN_IF_ERROR(PrepareHybridConv(k, kTensors, h));
  return RequestHybridConvScratch(k, kTensors, h, kTransposed);
}

Status Eval(Kernel k) {
  auto& h = *k.data<HybridConv>();
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeTransposeConv(k, h.g));
  EvalHybridConv(k, kTensors, h, kTransposed);
  return kOk;
}

}  // namespace

TARE_KERNEL(TRANSPOSE_CONV, shape_hybrid,
            {.prepare = Prepare, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(HybridConv)})

}  // namespace tare
