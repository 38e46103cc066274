// FULLY_CONNECTED, float: output[b, o] = activation(bias[o] + sum over i of input[b, i] * weights[o, i]), the input
// taken as rows of i whatever its rank. It runs as the 1×1 convolution that it is.
#include "kernels/nn/conv_f32.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, g));
  return RequestConvF32Scratch(k, g);
}

Status Eval(Kernel k) {
  EvalConvF32(k, *k.data<ConvGeometry>(), k.input(kConvInput), k.input(kConvFilter), k.optional_input(kConvBias));
  return kOk;
}

}  // namespace

TARE_KERNEL(FULLY_CONNECTED, f32,
            {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
