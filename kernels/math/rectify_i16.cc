// RELU, RELU6 and LEAKY_RELU of int16, whose zero points are 0: x rescaled, the negative by its own factor, and
// clamped.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  QuantizedMultiplier positive, negative;
  QuantizedRange range;
};

Status Prepare(Kernel k, float slope, Activation activation) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt16 && IsQuantized(in) && IsQuantized(out), "bad quantization");
  TARE_REQUIRE(k, (in.zero_point() | out.zero_point()) == 0, "zero points are not 0");
  const double factor = double{in.scale() * slope / out.scale()};
  Data& data = *k.data<Data>();
  data.positive = QuantizeMultiplier(double{in.scale() / out.scale()});
  data.negative = QuantizeMultiplier(factor < 0 ? -factor : factor);
  if (factor < 0) data.negative.multiplier = -data.negative.multiplier;
  data.range = QuantizedActivationRange(activation, out);
  return k.ResizeOutputLike(0, in);
}

template <Activation activation>
Status PrepareRelu(Kernel k) {
  return Prepare(k, 1, activation);
}
Status PrepareLeaky(Kernel k) {
  return Prepare(k, k.options().Scalar<float>(options::LeakyReluOptions::alpha), Activation::kNone);
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const auto* x = k.input(0).data<int16_t>();
  auto* y = k.output(0).data<int16_t>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), 4, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(x[i], x[i] < 0 ? data.negative : data.positive);
      y[i] = static_cast<int16_t>(ClampInt(scaled, data.range.min, data.range.max));
    }
  });
  return kOk;
}

}  // namespace

#define TARE_RECTIFY(OP, PREPARE) \
  TARE_KERNEL(OP, i16, {.prepare = PREPARE, .eval = Eval, .data_bytes = sizeof(Data), .in_place = 1})
TARE_RECTIFY(RELU, PrepareRelu<Activation::kRelu>)
TARE_RECTIFY(RELU6, PrepareRelu<Activation::kRelu6>)
TARE_RECTIFY(LEAKY_RELU, PrepareLeaky)

}  // namespace tare
