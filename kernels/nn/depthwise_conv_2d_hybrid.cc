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
  return RequestDepthwiseI8Scratch(k, h.g, HybridInputBytes(k.input(kConvInput), h));
}

void Store(const DepthwiseConvI8& conv, const DepthwiseSums& s) {
  DequantizeSumsI8 d = *static_cast<const DequantizeSumsI8*>(conv.context);
  d.sums = s.sums;
  d.out += s.first_pixel * s.channels;
  d.rows = s.pixels;
  TARE_BEST(RunDequantizeSumsI8)(d);
}

Status Eval(Kernel k) {
  const auto& h = *k.data<HybridConv>();
  const Tensor input = k.input(kConvInput);
  auto* scratch = k.scratch<uint8_t>();
  const HybridInput in = QuantizeInput(k, input, h, scratch);
  DequantizeSumsI8 to = HybridOutput(k, kTensors, h);
  to.columns = h.g.out_c;
  to.sums_stride = to.out_stride = h.g.out_c;
  DepthwiseConvI8 conv = {h.g, {}, in.bytes, k.input(kConvFilter).data<uint8_t>(), nullptr, Store, &to};
  conv.g.batch = 1;
  for (int image = 0; image < h.g.batch; ++image) {
    to.scale = in.slices[image].scale;
    conv.operands.input_zero = in.slices[image].zero;
    conv.Run(k, scratch + HybridInputBytes(input, h));
    conv.input += ptrdiff_t{h.g.in_h} * h.g.in_w * h.g.in_c;
    to.out += ptrdiff_t{h.g.out_h} * h.g.out_w * h.g.out_c;
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(DEPTHWISE_CONV_2D, hybrid,
            {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(HybridConv)})

}  // namespace tare
