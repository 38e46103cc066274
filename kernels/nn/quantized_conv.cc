// Checks and factors of the quantized convolutions. Everything per channel lies in one persistent block of three
// arrays, as the requantization loop reads them.
#include "kernels/nn/quantized_conv.h"

#include "kernels/activation.h"
#include "kernels/fixed_point.h"

namespace tare {

Status PrepareQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, const QuantizedConvRules& rules,
                            const ConvKindI8& kind, QuantizedConv& q) {
  const Tensor input = k.input(tensors.input), filter = k.input(tensors.filter), output = k.output(0);
  const Tensor bias = k.optional_input(tensors.bias);
  const TfLiteType type = output.type();
  TARE_REQUIRE(
      k,
      input.type() == type && filter.type() == type && type != kTfLiteInt16 && (!bias || bias.type() == kTfLiteInt32),
      "bad quantization");
  const TfLiteAffineQuantization* affine = filter.affine();
  const int channels = filter.dim(tensors.channel_dimension);
  const int scales = affine && affine->scale ? affine->scale->size : 0;
  const bool single = scales == 1;
  const int32_t weight_zero = IsUint8(type) || (rules.weight_zero && single) ? filter.zero_point() : 0;
  q.conv.operands = OperandsOf(type, input.zero_point(), weight_zero);
  TARE_REQUIRE(k,
               IsQuantized(input) && IsQuantized(output) && (single || (scales == channels && !IsUint8(type))) &&
                   channels < kGeometryLimit &&
                   q.conv.operands.weight_zero == static_cast<int8_t>(q.conv.operands.weight_zero),
               "bad quantization");
  TARE_REQUIRE(k, features::ties_away || rules.away_from >= channels, kShapesNotSelected);
  const QuantizedRange range = QuantizedActivationRange(q.conv.g.activation, output);
  q.conv.kind = kind;
  q.output.zero_point = output.zero_point();
  q.output.min = range.min;
  q.output.max = range.max;
  q.output.out_stride = channels;

  size_t kept_bytes = 0;
  if (kBytePanels && filter.is_constant() && (!bias || bias.is_constant())) {
    q.conv.Plan();
    kept_bytes = q.conv.KeptBytes();
  }
  int32_t* factors =
      k.AllocatePersistent<int32_t>(kept_bytes + sizeof(int32_t) * (size_t{3} * channels + kRequantStep));
  if (!factors) return kError;
  if (kBytePanels) {
    q.conv.kept = nullptr;
    q.keep_at = kept_bytes ? reinterpret_cast<uint8_t*>(factors) : nullptr;
    q.ran = false;
    factors += kept_bytes / sizeof(int32_t);
  }
  q.output.channel = {factors, factors + channels, factors + 2 * ptrdiff_t{channels}};
  for (int c = 0; c < channels; ++c) {
    const float scale = affine->scale->data[single ? 0 : c];
    const double product =
        rules.float_product && single ? double{input.scale() * scale} : double{input.scale()} * double{scale};
    const QuantizedMultiplier m = QuantizeMultiplier(product / double{output.scale()});
    factors[c] = m.multiplier;
    factors[c + channels] = m.multiplier ? m.shift : -1;  // a shift that the fast form of the loop takes
    if (features::ties_away) factors[c + 2 * ptrdiff_t{channels}] = c >= rules.away_from ? -1 : 0;
  }
  return RequestConvI8Scratch(k, q.conv);
}

void StoreQuantized(const ConvI8& conv, const ConvSums& s) {
  RequantI8 r = static_cast<const QuantizedConv*>(conv.context)->output;
  r.channel.multiplier += s.column;
  r.channel.shift += s.column;
  if (features::ties_away) r.channel.away += s.column;
  r.sums = s.sums;
  r.sums_stride = s.stride;
  r.out += ptrdiff_t{s.first_pixel} * r.out_stride + s.column;
  r.out_stride *= s.pixel_step;
  r.rows = s.rows;
  r.columns = s.columns;
  Requantize(r);
}

Status EvalQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, QuantizedConv& q, StoreI8 store) {
  const Tensor bias = k.optional_input(tensors.bias);
  q.output.out = k.output(0).data<uint8_t>();
  q.conv.input = k.input(tensors.input).data<uint8_t>();
  q.conv.filter = k.input(tensors.filter).data<uint8_t>();
  q.conv.bias = bias ? bias.data<int32_t>() : nullptr;
  if (kBytePanels && q.keep_at && !q.conv.kept) {
    if (q.ran) q.conv.Keep(q.keep_at);
    q.ran = true;
  }
  q.conv.store = store;
  q.conv.context = &q;
  q.conv.RunAll(k, k.scratch<uint8_t>());
  return kOk;
}

}  // namespace tare
