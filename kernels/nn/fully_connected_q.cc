// FULLY_CONNECTED, quantized: int8 with a scale per unit or one in all, and legacy uint8. Runs as the 1×1 convolution
// that it is; weights may have a zero point where they have one scale.
#include "kernels/nn/narrow_weights.h"
#include "kernels/nn/quantized_conv.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 0};

Status Prepare(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, q.conv.g));
  return PrepareQuantizedConv(k, kTensors, {true, q.conv.g.out_c, true}, kMatrixI8, q);
}

Status Eval(Kernel k) { return EvalQuantizedConv(k, kTensors, *k.data<QuantizedConv>()); }

}  // namespace

#define TARE_FULLY_CONNECTED(TYPES)   \
  TARE_KERNEL(FULLY_CONNECTED, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(QuantizedConv)})
TARE_FULLY_CONNECTED(i8)
TARE_FULLY_CONNECTED(u8)
TARE_NARROW_KERNEL(FULLY_CONNECTED, i8_i4, QuantizedConv, Prepare, Eval)
TARE_NARROW_KERNEL(FULLY_CONNECTED, i8_i2, QuantizedConv, Prepare, Eval)

}  // namespace tare
