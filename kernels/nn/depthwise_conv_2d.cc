// DEPTHWISE_CONV_2D, float: output[n, y, x, c * m + j] = activation(bias + sum over taps of input[…, c] * filter), m
// outputs per input channel. The work is in window_f32.cc.
#include "kernels/nn/window_f32.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  TARE_RETURN_IF_ERROR(PrepareDepthwiseConv2D(k, g));
  return RequestWindowF32Scratch(k, g);
}

Status Eval(Kernel k) {
  EvalWindowF32(k, *k.data<ConvGeometry>(), TARE_BEST(RunDepthwiseF32));
  return kOk;
}

}  // namespace

TARE_KERNEL(DEPTHWISE_CONV_2D, f32,
            {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
