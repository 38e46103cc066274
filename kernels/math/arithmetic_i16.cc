// ADD, SUB and MUL of int16 tensors: plain integers, or quantized ones, whose zero points are 0.
//
// Sums of quantized tensors come in two forms. Where all scales are powers of two (and the options do not forbid it),
// one input is shifted to the other's scale and the sum saturates. All others bring both inputs to a common scale of
// 2^-15 of twice the larger one; there the reference's ADD of equal shapes shifts before it multiplies in whole groups
// of 16, everything else rounds twice.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  Broadcast broadcast;
  QuantizedRange range;
  QuantizedMultiplier inputs[2], output;
  int sign;   // of the second input of a sum
  int group;  // elements that ADD's vector loop takes at once; 1 = all round twice
};

constexpr int kHeadroom = 15;  // bits that sums are shifted up by

Status PrepareCommon(Kernel k) {
  for (int i = 0; i < 2; ++i) TARE_REQUIRE(k, k.input(i).type() == kTfLiteInt16, "types differ");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt16, "types differ");
  return PrepareBroadcast(k, k.data<Data>()->broadcast);
}

Activation FusedActivation(Kernel k) {
  return static_cast<Activation>(k.options().Scalar<int8_t>(options::AddOptions::fused_activation_function));
}

bool IsSymmetric(Kernel k) {
  return IsQuantized(k.input(0)) && IsQuantized(k.input(1)) && IsQuantized(k.output(0)) &&
         (k.input(0).zero_point() | k.input(1).zero_point() | k.output(0).zero_point()) == 0;
}

/// The bounds of a fused activation of plain integers.
QuantizedRange PlainRange(Activation activation) {
  const ActivationRange real = FloatActivationRange(activation);
  return {real.min < -1 ? INT16_MIN : static_cast<int32_t>(real.min),
          real.max > 6 ? INT16_MAX : static_cast<int32_t>(real.max)};
}

/// The exponent of a scale that is a power of two; INT_MAX when it is none.
int ExponentOf(Tensor t) {
  int exponent;
  return __builtin_frexp(t.scale(), &exponent) == .5 ? exponent : __INT_MAX__;
}

// Row functions --------------------------------------------------------------------------------------------------

template <class Op>
void Row(const Data& data, const void* x, int x_step, const void* y, int y_step, void* out, int n, Op op) {
  for (int i = 0; i < n; ++i) {
    const int32_t a = static_cast<const int16_t*>(x)[i * x_step], b = static_cast<const int16_t*>(y)[i * y_step];
    static_cast<int16_t*>(out)[i] = static_cast<int16_t>(ClampInt(op(a, b, i), data.range.min, data.range.max));
  }
}

void PlainSumRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  Row(*static_cast<const Data*>(params), x, x_step, y, y_step, out, n,
      [](int32_t a, int32_t b, int) { return static_cast<int16_t>(a + b); });
}

void PlainProductRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  Row(*static_cast<const Data*>(params), x, x_step, y, y_step, out, n,
      [](int32_t a, int32_t b, int) { return static_cast<int16_t>(a * b); });
}

void ProductRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Data*>(params);
  Row(data, x, x_step, y, y_step, out, n,
      [&](int32_t a, int32_t b, int) { return MultiplyByQuantizedMultiplier(a * b, data.output); });
}

void ShiftedSumRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Data*>(params);
  Row(data, x, x_step, y, y_step, out, n, [&](int32_t a, int32_t b, int) {
    const int32_t sum =
        RoundingDivideByPOT(a, data.inputs[0].shift) + data.sign * RoundingDivideByPOT(b, data.inputs[1].shift);
    return ClampInt(sum, INT16_MIN, INT16_MAX);
  });
}

void SumRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Data*>(params);
  const int grouped = n - n % data.group;
  Row(data, x, x_step, y, y_step, out, n, [&](int32_t a, int32_t b, int at) {
    int32_t scaled[2] = {a * (1 << kHeadroom), b * (1 << kHeadroom)};
    for (int i = 0; i < 2; ++i) {
      const QuantizedMultiplier m = data.inputs[i];
      scaled[i] = data.group > 1 && at < grouped
                      ? SaturatingRoundingDoublingHighMul(scaled[i] >> -m.shift, m.multiplier)
                      : MultiplyByQuantizedMultiplier(scaled[i], m);
    }
    return MultiplyByQuantizedMultiplier(scaled[0] + data.sign * scaled[1], data.output);
  });
}

// Prepare and Eval -----------------------------------------------------------------------------------------------

Status PrepareSum(Kernel k, int sign) {
  TARE_RETURN_IF_ERROR(PrepareCommon(k));
  Data& data = *k.data<Data>();
  data.sign = sign;
  if (sign > 0 && !k.input(0).affine() && !k.output(0).affine()) {
    data.range = PlainRange(FusedActivation(k));
    return kOk;
  }
  TARE_REQUIRE(k, IsSymmetric(k), "zero points are not 0");
  data.range = QuantizedActivationRange(FusedActivation(k), k.output(0));
  data.output = {};
  if (k.options().Scalar<uint8_t>(options::AddOptions::pot_scale_int16, 1)) {
    const int to = ExponentOf(k.output(0)), x = ExponentOf(k.input(0)), y = ExponentOf(k.input(1));
    if (to != __INT_MAX__ && x != __INT_MAX__ && y != __INT_MAX__) {
      TARE_REQUIRE(k, (x == to && y <= to) || (y == to && x < to), "scales differ too much");
      data.inputs[0].shift = to - x < 31 ? to - x : 31;
      data.inputs[1].shift = to - y < 31 ? to - y : 31;
      return kOk;
    }
  }
  const float larger = k.input(0).scale() > k.input(1).scale() ? k.input(0).scale() : k.input(1).scale();
  const double twice_max = 2. * larger;
  for (int i = 0; i < 2; ++i) data.inputs[i] = QuantizeMultiplier(k.input(i).scale() / twice_max);
  data.output = QuantizeMultiplier(twice_max / (double{1 << kHeadroom} * k.output(0).scale()));
  TARE_REQUIRE(k, data.output.multiplier, "output scale too large");
  data.group =
      sign > 0 && data.broadcast.rank <= 1 && PathOf(data.broadcast) == BroadcastPath::kElementwise ? kPiece : 1;
  return kOk;
}

Status PrepareAdd(Kernel k) { return PrepareSum(k, 1); }
Status PrepareSub(Kernel k) { return PrepareSum(k, -1); }

Status PrepareMul(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareCommon(k));
  Data& data = *k.data<Data>();
  if (!k.output(0).affine()) {
    data.range = PlainRange(FusedActivation(k));
    return kOk;
  }
  TARE_REQUIRE(k, IsSymmetric(k), "zero points are not 0");
  data.range = QuantizedActivationRange(FusedActivation(k), k.output(0));
  data.output = QuantizeMultiplier(double{k.input(0).scale() * k.input(1).scale() / k.output(0).scale()});
  return kOk;
}

Status EvalSum(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8,
                k.output(0).affine() ? data.output.multiplier ? SumRow : ShiftedSumRow : PlainSumRow, &data);
  return kOk;
}

Status EvalMul(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8, k.output(0).affine() ? ProductRow : PlainProductRow, &data);
  return kOk;
}

}  // namespace

#define TARE_ARITHMETIC(OP, PREPARE, EVAL) \
  TARE_KERNEL(OP, i16, {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
TARE_ARITHMETIC(ADD, PrepareAdd, EvalSum)
TARE_ARITHMETIC(SUB, PrepareSub, EvalSum)
TARE_ARITHMETIC(MUL, PrepareMul, EvalMul)

}  // namespace tare
