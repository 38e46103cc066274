// CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV on int16 activations and int8 weights. One plain loop
// serves all four: a depthwise convolution is one with as many groups as input channels, and a transposed one is
// computed from the output's side. Such models are small; what is fast here is the dot product along channels.
//
// How sums are scaled depends on the op and on the type of the bias (docs/numerics.md).
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/micro/dot_i16.h"
#include "kernels/nn/conv_geometry.h"
#include "kernels/nn/narrow_weights.h"

namespace tare {
namespace {

enum class Scaling : uint8_t {
  kUpper16,  // by the factor rounded to 16 bits, one rounding, ties up
  kOnce,     // one rounding, ties away from zero
  kTwice,    // 32-bit sums, high multiply and right shift as in the int8 kernels
};

struct Data {
  ConvGeometry g;  // from the op's input to its output; depthwise: groups = input channels
  QuantizedRange range;
  int input, filter, bias;              // the tensors' positions
  int channel_dimension;                // of the filter
  ptrdiff_t weight_output, weight_tap;  // elements from one output's, one tap's weights to the next one's
  bool transposed;
  Scaling scaling;
  int away_from;  // kTwice: the first channel whose right shift rounds ties away from zero, not up
};

QuantizedMultiplier* Factors(Kernel k) { return k.persistent<QuantizedMultiplier>(); }

Status PrepareFactors(Kernel k, Data& d, bool float_product = false) {
  const Tensor input = k.input(d.input), filter = k.input(d.filter), output = k.output(0);
  const Tensor bias = k.optional_input(d.bias);
  TARE_REQUIRE(k,
               input.type() == kTfLiteInt16 && filter.type() == kTfLiteInt8 && output.type() == kTfLiteInt16 &&
                   (!bias || bias.type() == kTfLiteInt64 || bias.type() == kTfLiteInt32),
               "unsupported types");
  const TfLiteAffineQuantization* affine = filter.affine();
  TARE_REQUIRE(k,
               IsQuantized(input) && IsQuantized(output) && input.zero_point() == 0 && output.zero_point() == 0 &&
                   affine && affine->scale && affine->scale->size > 0,
               "bad quantization");
  const int channels = filter.dim(d.channel_dimension), scales = affine->scale->size;
  TARE_REQUIRE(k, channels < kGeometryLimit && (scales == 1 || scales == channels), "bad number of scales");
  d.range = QuantizedActivationRange(d.g.activation, output);
  auto* factors = k.AllocatePersistent<QuantizedMultiplier>(sizeof(QuantizedMultiplier) * channels);
  if (!factors) return kError;
  for (int c = 0; c < channels; ++c) {
    const double scale = affine->scale->data[scales == 1 ? 0 : c];
    factors[c] = QuantizeMultiplier(
        (float_product ? double{input.scale() * static_cast<float>(scale)} : double{input.scale()} * scale) /
        double{output.scale()});
    TARE_REQUIRE(k, factors[c].shift < 8, "bad quantization");
  }
  return kOk;
}

int64_t Scale(int64_t sum, QuantizedMultiplier m, Scaling scaling, bool away) {
  switch (scaling) {
    case Scaling::kUpper16:
      return MultiplyByUpper16(sum, m);
    case Scaling::kOnce: {
      // The magnitude's product in two parts, as it can exceed 64 bits.
      const uint64_t magnitude = sum < 0 ? -static_cast<uint64_t>(sum) : static_cast<uint64_t>(sum);
      const int shift = 31 - m.shift;  // > 16
      const auto factor = static_cast<uint64_t>(m.multiplier);
      const uint64_t low = (magnitude & 0xffff) * factor + (uint64_t{1} << (shift - 1));
      const auto scaled = static_cast<int64_t>(((magnitude >> 16) * factor + (low >> 16)) >> (shift - 16));
      return sum < 0 ? -scaled : scaled;
    }
    default: {
      const int left = m.shift > 0 ? m.shift : 0, right = left - m.shift;
      const auto x = static_cast<int32_t>(static_cast<uint32_t>(sum) << left);
      const int32_t high = SaturatingRoundingDoublingHighMul(x, m.multiplier);
      if (away || right == 0) return RoundingDivideByPOT(high, right);
      return (int64_t{high} + (int64_t{1} << (right - 1))) >> right;
    }
  }
}

/// Where tap `tap` of the window at output position `at` lies in the input, in one dimension; -1: outside.
int InputPosition(const Data& d, int at, int tap, int stride, int dilation, int pad, int size) {
  int position = at * stride - pad + tap * dilation;
  if (d.transposed) {
    const int scaled = at + pad - tap;
    if (scaled < 0 || scaled % stride) return -1;
    position = scaled / stride;
  }
  return position < size ? position : -1;
}

void Row(Kernel k, const Data& d, int line) {
  const ConvGeometry& g = d.g;
  const Tensor bias = k.optional_input(d.bias);
  const bool narrow = bias && bias.type() == kTfLiteInt32;
  const int y = line % g.out_h, group_outputs = g.out_c / g.groups;
  const auto* image = k.input(d.input).data<int16_t>() + ptrdiff_t{line / g.out_h} * g.in_h * g.in_w * g.in_c;
  const auto* filter = k.input(d.filter).data<int8_t>();
  const QuantizedMultiplier* factors = Factors(k);
  auto* out = k.output(0).data<int16_t>() + ptrdiff_t{line} * g.out_w * g.out_c;
  for (int x = 0; x < g.out_w; ++x) {
    for (int o = 0; o < g.out_c; ++o) {
      int64_t sum = 0;
      const int8_t* weights = filter + o * d.weight_output;
      for (int ky = 0; ky < g.filter_h; ++ky) {
        const int in_y = InputPosition(d, y, ky, g.stride_h, g.dilation_h, g.pad_h, g.in_h);
        if (in_y < 0) {
          weights += g.filter_w * d.weight_tap;
          continue;
        }
        for (int kx = 0; kx < g.filter_w; ++kx, weights += d.weight_tap) {
          const int in_x = InputPosition(d, x, kx, g.stride_w, g.dilation_w, g.pad_w, g.in_w);
          if (in_x < 0) continue;
          const int16_t* in = image + (ptrdiff_t{in_y} * g.in_w + in_x) * g.in_c + o / group_outputs * g.filter_c;
          sum += TARE_BEST(DotI16)(in, weights, g.filter_c);
        }
      }
      if (bias) sum += narrow ? bias.data<int32_t>()[o] : bias.data<int64_t>()[o];
      const int64_t scaled = Scale(sum, factors[o], d.scaling, o >= d.away_from);
      *out++ = static_cast<int16_t>(ClampInt(scaled, d.range.min, d.range.max));
    }
  }
}

/// Whether sums are scaled as with a bias of `type`. Where there is no bias, the option `field` names a type.
bool HasBias(Kernel k, int index, int field, TfLiteType type) {
  if (k.has_input(index)) return k.input(index).type() == type;
  constexpr int kNamedInt32 = 2, kNamedInt64 = 4;  // in models
  return k.options().Scalar<int8_t>(field) == (type == kTfLiteInt32 ? kNamedInt32 : kNamedInt64);
}

Status PrepareConv(Kernel k) {
  auto& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(PrepareConv2D(k, d.g));
  d.input = kConvInput;
  d.filter = kConvFilter;
  d.bias = kConvBias;
  d.weight_tap = d.g.filter_c;
  d.weight_output = ptrdiff_t{d.g.filter_c} * d.g.filter_h * d.g.filter_w;
  const bool narrow = HasBias(k, d.bias, options::Conv2DOptions::quantized_bias_type, kTfLiteInt32);
  d.scaling = narrow ? Scaling::kTwice : Scaling::kUpper16;
  d.away_from = d.g.groups > 1 ? 0 : d.g.out_c;
  return PrepareFactors(k, d);
}

Status PrepareDepthwise(Kernel k) {
  auto& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(PrepareDepthwiseConv2D(k, d.g));
  d.g.groups = d.g.in_c;
  d.input = kConvInput;
  d.filter = kConvFilter;
  d.bias = kConvBias;
  d.channel_dimension = 3;
  d.weight_tap = d.g.out_c;
  d.weight_output = 1;
  return PrepareFactors(k, d);
}

Status PrepareFullyConnected16(Kernel k) {
  auto& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(PrepareFullyConnected(k, d.g));
  d.input = kConvInput;
  d.filter = kConvFilter;
  d.bias = kConvBias;
  d.weight_tap = d.weight_output = d.g.filter_c;
  const bool wide = HasBias(k, kConvBias, options::FullyConnectedOptions::quantized_bias_type, kTfLiteInt64);
  d.scaling = wide ? Scaling::kOnce : Scaling::kTwice;
  d.away_from = d.g.out_c;
  const TfLiteAffineQuantization* affine = k.input(kConvFilter).affine();
  return PrepareFactors(k, d, affine && affine->scale && affine->scale->size == 1);
}

Status PrepareTransposed(Kernel k) {
  auto& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(PrepareTransposeConv(k, d.g));
  d.input = kTransposeInput;
  d.filter = kTransposeFilter;
  d.bias = kTransposeBias;
  d.transposed = true;
  const bool narrow = HasBias(k, d.bias, options::TransposeConvOptions::quantized_bias_type, kTfLiteInt32);
  d.scaling = narrow ? Scaling::kTwice : Scaling::kUpper16;
  d.away_from = d.g.in_c & ~7;
  d.weight_tap = d.g.filter_c;
  d.weight_output = ptrdiff_t{d.g.filter_c} * d.g.filter_h * d.g.filter_w;
  return PrepareFactors(k, d);
}

Status Eval(Kernel k) {
  Data d = *k.data<Data>();
  if (d.transposed) {
    if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeTransposeConv(k, d.g));
    d.g = ForwardGeometry(d.g);
  }
  const ConvGeometry& g = d.g;
  k.ParallelFor(g.batch * g.out_h, int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w * g.filter_c,
                [&](int begin, int end, int) {
                  for (int line = begin; line < end; ++line) Row(k, d, line);
                });
  return kOk;
}

}  // namespace

TARE_KERNEL(CONV_2D, i16, {.prepare = PrepareConv, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(Data)})
TARE_KERNEL(DEPTHWISE_CONV_2D, i16,
            {.prepare = PrepareDepthwise, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(Data)})
TARE_KERNEL(FULLY_CONNECTED, i16,
            {.prepare = PrepareFullyConnected16, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(Data)})
TARE_KERNEL(TRANSPOSE_CONV, shape_i16,
            {.prepare = PrepareTransposed, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(Data)})
TARE_NARROW_KERNEL(CONV_2D, i16_i4, Data, PrepareConv, Eval)
TARE_NARROW_KERNEL(FULLY_CONNECTED, i16_i4, Data, PrepareFullyConnected16, Eval)
TARE_NARROW_KERNEL(FULLY_CONNECTED, i16_i2, Data, PrepareFullyConnected16, Eval)

}  // namespace tare
