// Checks and factors of the quantized convolutions. Everything per channel lies in one persistent block of three
// arrays, as the requantization loop reads them.
#include "kernels/nn/quantized_conv.h"

#include "kernels/activation.h"
#include "kernels/fixed_point.h"

namespace tare {

GemmOperandsI8 OperandsOf(TfLiteType type, int32_t input_zero, int32_t weight_zero) {
  const int flip = type == kTfLiteUInt8 ? 128 : 0;
  return {input_zero - flip, weight_zero - flip, static_cast<uint8_t>(flip)};
}

RequantI8 QuantizedConvOutput(Kernel k, const QuantizedConv& q) {
  const int32_t* base = k.persistent<int32_t>();
  RequantI8 to = {};
  to.channel = {base, base + q.channels, base + 2 * ptrdiff_t{q.channels}};
  to.zero_point = q.out_zero;
  to.min = q.out_min;
  to.max = q.out_max;
  to.out = k.output(0).data<uint8_t>();
  to.out_stride = q.channels;
  return to;
}

Status PrepareQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, const QuantizedConvRules& rules,
                            QuantizedConv& q) {
  const Tensor input = k.input(tensors.input), filter = k.input(tensors.filter), output = k.output(0);
  const Tensor bias = k.optional_input(tensors.bias);
  const TfLiteType type = input.type();
  TARE_REQUIRE(k,
               (type == kTfLiteInt8 || type == kTfLiteUInt8) && filter.type() == type && output.type() == type &&
                   (!bias || bias.type() == kTfLiteInt32),
               "unsupported types");
  const TfLiteAffineQuantization* affine = filter.affine();
  TARE_REQUIRE(k, IsQuantized(input) && IsQuantized(output) && affine && affine->scale && affine->scale->size > 0,
               "bad quantization");
  const int channels = filter.dim(tensors.channel_dimension), scales = affine->scale->size;
  TARE_REQUIRE(k, channels < kGeometryLimit, "too large");
  TARE_REQUIRE(k, scales == 1 || (scales == channels && type == kTfLiteInt8), "bad number of scales");
  int32_t weight_zero = 0;
  if (type == kTfLiteUInt8 || (rules.weight_zero && scales == 1)) {
    weight_zero = filter.zero_point();
    const QuantizedRange range = TypeRange(type);
    TARE_REQUIRE(k, weight_zero >= range.min && weight_zero <= range.max, "bad quantization");
  }
  const QuantizedRange range = QuantizedActivationRange(q.g.activation, output);
  q.operands = OperandsOf(type, input.zero_point(), weight_zero);
  q.out_zero = output.zero_point();
  q.out_min = range.min;
  q.out_max = range.max;
  q.channels = channels;

  int32_t* factors = k.AllocatePersistent<int32_t>(sizeof(int32_t) * 3 * channels);
  if (!factors) return kError;
  const bool float_product = rules.float_product && scales == 1;
  for (int c = 0; c < channels; ++c) {
    const float scale = affine->scale->data[scales == 1 ? 0 : c];
    const double product = float_product ? double{input.scale() * scale} : double{input.scale()} * double{scale};
    const QuantizedMultiplier m = QuantizeMultiplier(product / double{output.scale()});
    factors[c] = m.multiplier;
    factors[c + channels] = m.multiplier ? m.shift : -1;  // a shift that the fast form of the loop takes
    factors[c + 2 * ptrdiff_t{channels}] = c >= rules.away_from ? -1 : 0;
  }
  return kOk;
}

void StoreQuantized(const ConvI8& conv, const ConvSums& s) {
  const auto& to = *static_cast<const RequantI8*>(conv.context);
  RequantI8 r = to;
  r.channel.multiplier += s.column;
  r.channel.shift += s.column;
  r.channel.away += s.column;
  r.sums = s.sums;
  r.sums_stride = s.stride;
  r.out += ptrdiff_t{s.first_pixel} * to.out_stride + s.column;
  r.out_stride = s.pixel_step * to.out_stride;
  r.rows = s.rows;
  r.columns = s.columns;
  TARE_BEST(RunRequantI8)(r);
}

Status RequestQuantizedConvScratch(Kernel k, const QuantizedConv& q, LocateI8 locate) {
  return RequestConvI8Scratch(k, q.g, q.operands, locate);
}

void EvalQuantizedConv(Kernel k, const QuantizedConv& q, const QuantizedConvTensors& tensors, LocateI8 locate,
                       StoreI8 store) {
  const Tensor bias = k.optional_input(tensors.bias);
  const RequantI8 to = QuantizedConvOutput(k, q);
  ConvI8 conv;
  conv.g = locate ? ForwardGeometry(q.g) : q.g;
  conv.operands = q.operands;
  conv.locate = locate;
  conv.input = k.input(tensors.input).data<uint8_t>();
  conv.filter = k.input(tensors.filter).data<uint8_t>();
  conv.bias = bias ? bias.data<int32_t>() : nullptr;
  conv.store = store;
  conv.context = &to;
  conv.Plan();
  conv.RunAll(k, k.scratch<uint8_t>());
}

}  // namespace tare
