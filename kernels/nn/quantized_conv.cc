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

RequantChannels QuantizedConvChannels(Kernel k, const QuantizedConv& q) {
  const int32_t* base = k.persistent<int32_t>();
  return {base, base + q.channels, base + 2 * ptrdiff_t{q.channels}};
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
    factors[c + channels] = m.shift;
    factors[c + 2 * ptrdiff_t{channels}] = c >= rules.away_from ? -1 : 0;
  }
  return kOk;
}

}  // namespace tare
