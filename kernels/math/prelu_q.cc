// PRELU, quantized: x where it is not negative, else x times alpha, which is broadcast to x. The reference takes the
// bytes of an int16 input's alpha as int8, whatever their type.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  Broadcast broadcast;
  QuantizedMultiplier positive, negative;
  int32_t in_zero, alpha_zero, out_zero;
  QuantizedRange range;
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), alpha = k.input(1), out = k.output(0);
  const bool wide = in.type() == kTfLiteInt16;
  TARE_REQUIRE(k,
               out.type() == in.type() && (alpha.type() == in.type() || (wide && alpha.type() == kTfLiteInt8)) &&
                   IsQuantized(in) && IsQuantized(alpha) && IsQuantized(out),
               "bad types or quantization");
  Data& d = *k.data<Data>();
  d.positive = QuantizeMultiplier(double{in.scale() / out.scale()});
  d.negative = QuantizeMultiplier(double{in.scale() * alpha.scale() / out.scale()});
  d.in_zero = in.zero_point();
  d.alpha_zero = alpha.zero_point();
  d.out_zero = out.zero_point();
  d.range = TypeRange(in.type());
  TARE_RETURN_IF_ERROR(PrepareBroadcast(k, d.broadcast));
  TARE_REQUIRE(k, out.SameShape(in), "alpha is larger than the input");
  return kOk;
}

template <class T, class Alpha>
void Row(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const Data& d = *static_cast<const Data*>(params);
  for (int i = 0; i < n; ++i) {
    const int32_t value = static_cast<const T*>(x)[i * x_step] - d.in_zero;
    const int32_t alpha = static_cast<const Alpha*>(y)[i * y_step] - d.alpha_zero;
    const int64_t scaled = value >= 0 ? MultiplyByQuantizedMultiplier(value, d.positive)
                                      : MultiplyByQuantizedMultiplier(value * alpha, d.negative);
    static_cast<T*>(out)[i] = static_cast<T>(ClampInt(scaled + d.out_zero, d.range.min, d.range.max));
  }
}

template <RowFunction row>
Status Eval(Kernel k) {
  EvalBroadcast(k, k.data<Data>()->broadcast, 8, row, k.data<Data>());
  return kOk;
}

/// Alpha's elements lie a byte apart, wherever it repeats.
Status EvalI16(Kernel k) {
  const Data& d = *k.data<Data>();
  const Broadcast& b = d.broadcast;
  for (int i = 0; i < static_cast<int>(k.output(0).elements()); ++i) {
    int at[2] = {};
    for (int dim = b.rank - 1, rest = i; dim >= 0; rest /= b.dims[dim--]) {
      for (int s = 0; s < 2; ++s) at[s] += rest % b.dims[dim] * b.strides[s][dim];
    }
    Row<int16_t, int8_t>(&d, k.input(0).data<int16_t>() + at[0], 0, k.input(1).data<int8_t>() + at[1], 0,
                         k.output(0).data<int16_t>() + i, 1);
  }
  return kOk;
}

}  // namespace

#define TARE_PRELU(TYPES, ...) \
  TARE_KERNEL(PRELU, TYPES,    \
              {.prepare = Prepare, .eval = __VA_ARGS__, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 1})
TARE_PRELU(i8, Eval<Row<int8_t, int8_t>>)
TARE_PRELU(u8, Eval<Row<uint8_t, uint8_t>>)
TARE_PRELU(i16, EvalI16)

}  // namespace tare
