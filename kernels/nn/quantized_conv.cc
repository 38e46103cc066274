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
  q.away_tail_mask = rules.away_tail_mask;

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

namespace {

struct Target {
  RequantI8 to;
  const uint8_t* away;  // results from here on round ties away from zero, whatever their channel says
};

void StoreQuantized(const ConvI8& conv, const ConvSums& s) {
  const auto& [to, away] = *static_cast<const Target*>(conv.context);
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
  if (r.out + (r.rows - 1) * r.out_stride + r.columns <= away) return;
  for (int row = 0; row < s.rows; ++row) {
    for (int c = 0; c < s.columns; ++c) {
      constexpr int32_t kAway = -1;
      uint8_t* out = r.out + row * r.out_stride + c;
      if (out < away) continue;
      RequantI8 one = r;
      one.channel = {r.channel.multiplier + c, r.channel.shift + c, &kAway};
      one.sums += row * s.stride + c;
      one.out = out;
      one.rows = one.columns = 1;
      TARE_BEST(RunRequantI8)(one);
    }
  }
}

}  // namespace

Status RequestQuantizedConvScratch(Kernel k, const QuantizedConv& q, bool transposed) {
  return RequestConvI8Scratch(k, q.g, q.operands, transposed);
}

void EvalQuantizedConv(Kernel k, const QuantizedConv& q, const QuantizedConvTensors& tensors, bool transposed) {
  const Tensor bias = k.optional_input(tensors.bias);
  const size_t bytes = k.output(0).bytes();
  const Target target = {QuantizedConvOutput(k, q), k.output(0).data<uint8_t>() + bytes - q.away_tail(bytes)};
  ConvI8 conv;
  conv.g = transposed ? ForwardGeometry(q.g) : q.g;
  conv.operands = q.operands;
  conv.transposed = transposed;
  conv.input = k.input(tensors.input).data<uint8_t>();
  conv.filter = k.input(tensors.filter).data<uint8_t>();
  conv.bias = bias ? bias.data<int32_t>() : nullptr;
  conv.store = StoreQuantized;
  conv.context = &target;
  conv.Plan();
  conv.RunAll(k, k.scratch<uint8_t>());
}

}  // namespace tare
