// CONV_2D, float: output[n, y, x, o] = activation(bias[o] + sum over taps and channels of input * filter), with
// strides, dilations and groups. The work is in conv_f32.cc.
#include "kernels/nn/conv_f32.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  TARE_RETURN_IF_ERROR(PrepareConv2D(k, g));
  return RequestConvF32Scratch(k, g);
}

Status Eval(Kernel k) {
  EvalConvF32(k, *k.data<ConvGeometry>(), k.input(kConvInput), k.input(kConvFilter), k.optional_input(kConvBias));
  return kOk;
}

}  // namespace

TARE_KERNEL(CONV_2D, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
