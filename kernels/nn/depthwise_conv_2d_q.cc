// DEPTHWISE_CONV_2D, quantized: int8 with a scale per output channel or one in all, and legacy uint8 with one scale and
// zero point.
#include "kernels/nn/depthwise_i8.h"
#include "kernels/nn/narrow_weights.h"
#include "kernels/nn/quantized_conv.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 3};

Status Prepare(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  TARE_RETURN_IF_ERROR(PrepareDepthwiseConv2D(k, q.conv.g));
  const bool is_uint8 = IsUint8(k.input(kConvInput).type());
  // int8 channels in whole groups of 8 round ties of the second rounding up, all else away from zero.
  const int away_from = is_uint8 ? 0 : q.conv.g.out_c & ~7;
  return PrepareQuantizedConv(k, kTensors, {is_uint8, away_from, false}, kDepthwiseI8, q);
}

Status Eval(Kernel k) { return EvalQuantizedConv(k, kTensors, *k.data<QuantizedConv>()); }

}  // namespace

#define TARE_DEPTHWISE_CONV_2D(TYPES)   \
  TARE_KERNEL(DEPTHWISE_CONV_2D, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(QuantizedConv)})
TARE_DEPTHWISE_CONV_2D(i8)
TARE_DEPTHWISE_CONV_2D(u8)
TARE_NARROW_KERNEL(DEPTHWISE_CONV_2D, i8_i4, QuantizedConv, Prepare, Eval)

}  // namespace tare
