// DIV and SQUARED_DIFFERENCE of quantized tensors.
//
// DIV multiplies by the divisor's reciprocal, a 31-bit fixed-point number, with all the headroom that the dividend has.
// SQUARED_DIFFERENCE brings both inputs to a common scale of 2^-7 of twice the larger one first. Both round twice.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"
#include "kernels/math/fixed_functions.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  Broadcast broadcast;
  QuantizedMultiplier output, inputs[2];
  QuantizedRange range;
  int32_t zero, zeros[2];
};

constexpr int kHeadroom = 7;  // bits that SQUARED_DIFFERENCE shifts up by

Status PrepareCommon(Kernel k, Activation activation) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, y.type() == x.type() && out.type() == x.type(), "types differ");
  TARE_REQUIRE(k, IsQuantized(x) && IsQuantized(y) && IsQuantized(out), "unquantized tensors");
  Data& data = *k.data<Data>();
  data.range = QuantizedActivationRange(activation, out);
  data.zero = out.zero_point();
  data.zeros[0] = x.zero_point();
  data.zeros[1] = y.zero_point();
  return PrepareBroadcast(k, data.broadcast);
}

Status PrepareDiv(Kernel k) {
  k.data<Data>()->output = QuantizeMultiplier(double{k.input(0).scale() / (k.input(1).scale() * k.output(0).scale())});
  return PrepareCommon(
      k, static_cast<Activation>(k.options().Scalar<int8_t>(options::DivOptions::fused_activation_function)));
}

Status PrepareSquaredDifference(Kernel k) {
  Data& data = *k.data<Data>();
  const float x = k.input(0).scale(), y = k.input(1).scale();
  const double twice_max = 2. * (x > y ? x : y);
  data.inputs[0] = QuantizeMultiplier(x / twice_max);
  data.inputs[1] = QuantizeMultiplier(y / twice_max);
  data.output = QuantizeMultiplier(twice_max * twice_max / double{(1 << 2 * kHeadroom) * k.output(0).scale()});
  return PrepareCommon(k, Activation::kNone);
}

int32_t Quotient(const Data& data, int32_t x, int32_t y) {
  if (y < 0) {
    x = -x;
    y = -y;
  }
  const int zeros = __builtin_clz(static_cast<uint32_t>(y));  // y > 0: checked before
  const auto fraction = static_cast<int32_t>((static_cast<uint32_t>(y) << zeros) - (1u << 31));
  const int headroom = __builtin_clz(static_cast<uint32_t>(x < 0 ? ~x : x) * 2 + 1);  // bits that repeat the sign's
  const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << headroom);
  const int32_t quotient = SaturatingRoundingDoublingHighMul(shifted, FixedReciprocal(fraction));
  const int shift = data.output.shift - (31 - zeros) - headroom;
  if (shift >= -31) return MultiplyByQuantizedMultiplier(quotient, {data.output.multiplier, shift});
  // Shifts by 32 and more are what x86 makes of them: modulo 32, with a rounding of 1 for what is not negative.
  const int32_t scaled = SaturatingRoundingDoublingHighMul(quotient, data.output.multiplier);
  return static_cast<int32_t>(static_cast<uint32_t>(scaled >> (-shift & 31)) + (scaled >= 0 ? 1 : 0));
}

int32_t SquaredDifference(const Data& data, int32_t x, int32_t y) {
  const int32_t difference = MultiplyByQuantizedMultiplier(x * (1 << kHeadroom), data.inputs[0]) -
                             MultiplyByQuantizedMultiplier(y * (1 << kHeadroom), data.inputs[1]);
  return MultiplyByQuantizedMultiplier(difference * difference, data.output);
}

template <class T, int32_t (*op)(const Data&, int32_t, int32_t)>
void Row(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Data*>(params);
  for (int i = 0; i < n; ++i) {
    const int32_t a = static_cast<const T*>(x)[i * x_step] - data.zeros[0];
    const int32_t b = static_cast<const T*>(y)[i * y_step] - data.zeros[1];
    static_cast<T*>(out)[i] =
        static_cast<T>(ClampInt(int64_t{op(data, a, b)} + data.zero, data.range.min, data.range.max));
  }
}

template <class T>
Status EvalDiv(Kernel k) {
  const Data& data = *k.data<Data>();
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    TARE_REQUIRE(k, k.input(1).data<T>()[i] != data.zeros[1], "Division by 0");
  }
  EvalBroadcast(k, data.broadcast, 32, Row<T, Quotient>, &data);
  return kOk;
}

Status EvalSquaredDifference(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8, Row<int8_t, SquaredDifference>, &data);
  return kOk;
}

}  // namespace

#define TARE_QUANTIZED(OP, TYPES, PREPARE, EVAL) \
  TARE_KERNEL(OP, TYPES,                         \
              {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
TARE_QUANTIZED(DIV, i8, PrepareDiv, EvalDiv<int8_t>)
TARE_QUANTIZED(DIV, u8, PrepareDiv, EvalDiv<uint8_t>)
TARE_QUANTIZED(DIV, i16, PrepareDiv, EvalDiv<int16_t>)
TARE_QUANTIZED(SQUARED_DIFFERENCE, i8, PrepareSquaredDifference, EvalSquaredDifference)

}  // namespace tare
