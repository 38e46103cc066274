// RELU, RELU6, RELU_N1_TO_1, RELU_0_TO_1 and LEAKY_RELU: x clamped, after the negative was multiplied by a slope. The
// quantized forms are tables; both their scalings round twice (high multiply, then shift), and a negative slope negates
// after rounding.
#include "kernels/fixed_point.h"
#include "kernels/math/table.h"
#include "kernels/micro/elementwise_f32.h"

namespace tare {
namespace {

struct Scales {
  QuantizedMultiplier positive, negative;
  int sign;
};

int32_t Rescale(const void* params, int32_t x) {
  const auto& s = *static_cast<const Scales*>(params);
  if (x >= 0) return MultiplyByQuantizedMultiplier(x, s.positive);
  return s.sign * MultiplyByQuantizedMultiplier(x, s.negative);
}

Status PrepareRectifyTable(Kernel k, float slope, QuantizedRange range) {
  const Tensor in = k.input(0), out = k.output(0);
  const float negative = in.scale() * slope / out.scale();
  const Scales scales = {QuantizeMultiplier(in.scale() / out.scale()),
                         QuantizeMultiplier(negative < 0 ? -negative : negative), negative < 0 ? -1 : 1};
  return PrepareTable(k, Rescale, &scales, range);
}

template <Activation activation>
Status PrepareTableOf(Kernel k) {
  return PrepareRectifyTable(k, 1, QuantizedActivationRange(activation, k.output(0)));
}

/// No fused activation clamps to [0, 1]; two of them have these bounds.
Status PrepareTable0To1(Kernel k) {
  const Tensor out = k.output(0);
  return PrepareRectifyTable(k, 1,
                             {QuantizedActivationRange(Activation::kRelu, out).min,
                              QuantizedActivationRange(Activation::kReluN1To1, out).max});
}

float Slope(Kernel k) { return k.options().Scalar<float>(options::LeakyReluOptions::alpha); }

Status PrepareLeakyTable(Kernel k) { return PrepareRectifyTable(k, Slope(k), TypeRange(k.output(0).type())); }

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return k.ResizeOutputLike(0, k.input(0));
}

Status Eval(Kernel k, float slope, ActivationRange range) {
  if (range.min < -1) range.min = -__builtin_inff();  // these ops, unlike fused activations, leave infinities alone
  if (range.max > 6) range.max = __builtin_inff();
  const float* in = k.input(0).data<float>();
  float* out = k.output(0).data<float>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), 1, [&](int begin, int end, int /*thread*/) {
    TARE_BEST(RectifyF32)(in + begin, out + begin, end - begin, slope, range.min, range.max);
  });
  return kOk;
}

template <Activation activation>
Status EvalRelu(Kernel k) {
  return Eval(k, 1, FloatActivationRange(activation));
}
Status EvalRelu0To1(Kernel k) { return Eval(k, 1, {0, 1}); }
Status EvalLeaky(Kernel k) { return Eval(k, Slope(k), FloatActivationRange(Activation::kNone)); }

}  // namespace

#define TARE_TABLE_OP(OP, TYPES, PREPARE) \
  TARE_KERNEL(OP, TYPES, {.prepare = PREPARE, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_KERNEL(RELU, f32, {.prepare = Prepare, .eval = EvalRelu<Activation::kRelu>, .in_place = 1})
TARE_TABLE_OP(RELU, i8, PrepareTableOf<Activation::kRelu>)
TARE_TABLE_OP(RELU, u8, PrepareTableOf<Activation::kRelu>)
TARE_KERNEL(RELU6, f32, {.prepare = Prepare, .eval = EvalRelu<Activation::kRelu6>, .in_place = 1})
TARE_TABLE_OP(RELU6, i8, PrepareTableOf<Activation::kRelu6>)
TARE_TABLE_OP(RELU6, u8, PrepareTableOf<Activation::kRelu6>)
TARE_KERNEL(RELU_N1_TO_1, f32, {.prepare = Prepare, .eval = EvalRelu<Activation::kReluN1To1>, .in_place = 1})
TARE_TABLE_OP(RELU_N1_TO_1, i8, PrepareTableOf<Activation::kReluN1To1>)
TARE_TABLE_OP(RELU_N1_TO_1, u8, PrepareTableOf<Activation::kReluN1To1>)
TARE_KERNEL(RELU_0_TO_1, f32, {.prepare = Prepare, .eval = EvalRelu0To1, .in_place = 1})
TARE_TABLE_OP(RELU_0_TO_1, i8, PrepareTable0To1)
TARE_TABLE_OP(RELU_0_TO_1, u8, PrepareTable0To1)
TARE_KERNEL(LEAKY_RELU, f32, {.prepare = Prepare, .eval = EvalLeaky, .in_place = 1})
TARE_TABLE_OP(LEAKY_RELU, i8, PrepareLeakyTable)
TARE_TABLE_OP(LEAKY_RELU, u8, PrepareLeakyTable)

}  // namespace tare
