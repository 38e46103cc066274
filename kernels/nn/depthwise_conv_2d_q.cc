// DEPTHWISE_CONV_2D, quantized: int8 with a scale per output channel or one in all, and legacy uint8 with one scale and
// zero point.
#include "kernels/nn/depthwise_i8.h"
#include "kernels/nn/quantized_conv.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kConvInput, kConvFilter, kConvBias, 3};

Status Prepare(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  TARE_RETURN_IF_ERROR(PrepareDepthwiseConv2D(k, q.g));
  const bool is_uint8 = k.input(kConvInput).type() == kTfLiteUInt8;
  // int8 channels in whole groups of 8 round ties of the second rounding up, all else away from zero.
  const int away_from = is_uint8 ? 0 : q.g.out_c & ~7;
  TARE_RETURN_IF_ERROR(PrepareQuantizedConv(k, kTensors, {is_uint8, away_from, false}, q));
  return RequestDepthwiseI8Scratch(k, q.g);
}

void Store(const DepthwiseConvI8& conv, const DepthwiseSums& s) {
  RequantI8 r = *static_cast<const RequantI8*>(conv.context);
  r.sums = s.sums;
  r.out += s.first_pixel * s.channels;
  r.rows = s.pixels;
  TARE_BEST(RunRequantI8)(r);
}

Status Eval(Kernel k) {
  const auto& q = *k.data<QuantizedConv>();
  const Tensor bias = k.optional_input(kConvBias);
  RequantI8 to = QuantizedConvOutput(k, q);
  to.sums_stride = to.columns = q.channels;
  const DepthwiseConvI8 conv = {q.g,
                                q.operands,
                                k.input(kConvInput).data<uint8_t>(),
                                k.input(kConvFilter).data<uint8_t>(),
                                bias ? bias.data<int32_t>() : nullptr,
                                Store,
                                &to};
  conv.Run(k, k.scratch<uint8_t>());
  return kOk;
}

}  // namespace

#define TARE_DEPTHWISE_CONV_2D(TYPES)   \
  TARE_KERNEL(DEPTHWISE_CONV_2D, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(QuantizedConv)})
TARE_DEPTHWISE_CONV_2D(i8)
TARE_DEPTHWISE_CONV_2D(u8)

}  // namespace tare
