// CONV_2D, quantized: int8 with a scale per output channel or one in all, and legacy uint8 with one scale and zero
// point. Grouped int8 convolutions round ties of the second rounding away from zero, all others up (docs/numerics.md).
#include "kernels/nn/narrow_weights.h"
#include "kernels/nn/quantized_conv.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 0};

Status Prepare(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  TARE_RETURN_IF_ERROR(PrepareConv2D(k, q.conv.g));
  const bool is_uint8 = IsUint8(k.input(kConvInput).type());
  const int away_from = q.conv.g.group_count() > 1 ? 0 : q.conv.g.out_c;
  return PrepareQuantizedConv(k, kTensors, {is_uint8, away_from, false}, kMatrixI8, q);
}

Status Eval(Kernel k) { return EvalQuantizedConv(k, kTensors, *k.data<QuantizedConv>()); }

}  // namespace

#define TARE_CONV_2D(TYPES) \
  TARE_KERNEL(CONV_2D, TYPES, {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(QuantizedConv)})
TARE_CONV_2D(i8)
TARE_CONV_2D(u8)
TARE_NARROW_KERNEL(CONV_2D, i8_i4, QuantizedConv, Prepare, Eval)

}  // namespace tare
