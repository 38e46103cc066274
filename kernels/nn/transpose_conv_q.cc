// TRANSPOSE_CONV, quantized: int8 with a scale per output channel or one in all, and legacy uint8. conv_i8.cc computes
// it from the output's side.
#include "kernels/nn/quantized_conv.h"
#include "kernels/nn/transposed_i8.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kTransposeInput, kTransposeFilter, kTransposeBias, 0};

struct Data {
  QuantizedConv q;
  ConvGeometry g;  // of the op: from its output to its input
};

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  TARE_RETURN_IF_ERROR(PrepareTransposeConv(k, data.g));
  data.q.conv.g = TransposedGeometry(k, data.g);
  const bool is_uint8 = IsUint8(k.input(kTransposeInput).type());
  // Ties of the second rounding go up, but away from zero in what groups of 8 int8 channels, or of 16 uint8 elements of
  // the whole output, leave over.
  const QuantizedConvRules rules = {is_uint8, is_uint8 ? data.g.in_c : data.g.in_c & ~7, false};
  return PrepareQuantizedConv(k, kTensors, rules, kTransposed, data.q);
}

/// The results of a tile, those once more that lie in the last elements of a uint8 output.
void Store(const ConvI8& conv, const ConvSums& s) {
  StoreQuantized(conv, s);
  if (conv.operands.flip() == 0) return;
  const RequantI8& to = static_cast<const QuantizedConv*>(conv.context)->output;
  const ConvGeometry& g = conv.g;
  const ptrdiff_t elements = ptrdiff_t{g.batch} * g.out_h * g.out_w * g.out_c, away_from = elements & -16;
  for (int row = 0; row < s.rows; ++row) {
    for (int c = 0; c < s.columns; ++c) {
      constexpr int32_t kAway[kRequantStep] = {-1, -1, -1, -1, -1, -1, -1, -1};
      const int channel = s.column + c;
      const ptrdiff_t at = ptrdiff_t{s.first_pixel + row * s.pixel_step} * g.out_c + channel;
      if (at < away_from) continue;
      RequantI8 one = to;
      one.channel = {to.channel.multiplier + channel, to.channel.shift + channel, kAway};
      one.sums = s.sums + row * s.stride + c;
      one.out = to.out + at;
      one.rows = one.columns = 1;
      Requantize(one);
    }
  }
}

Status Eval(Kernel k) {
  auto& data = *k.data<Data>();
  if (k.output(0).is_dynamic()) {
    TARE_RETURN_IF_ERROR(ResizeTransposeConv(k, data.g));
    data.q.conv.g = ForwardGeometry(data.g);
    data.q.conv.Plan();
  }
  return EvalQuantizedConv(k, kTensors, data.q, Store);
}

}  // namespace

#define TARE_TRANSPOSE_CONV(TYPES) \
  TARE_KERNEL(TRANSPOSE_CONV, TYPES, {.prepare = Prepare, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(Data)})
TARE_TRANSPOSE_CONV(shape_i8)
TARE_TRANSPOSE_CONV(shape_u8)

}  // namespace tare
