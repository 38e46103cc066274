// SQRT of int8 and int16, made real and back with the fraction cut off, and RSQRT of int8 in fixed point, where the
// root of 0 is the largest value. Roots of what is negative are errors.
#include "kernels/activation.h"
#include "kernels/math/fixed_functions.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == in.type() && IsQuantized(in) && IsQuantized(out), "bad quantization");
  TARE_REQUIRE(k, in.type() == kTfLiteInt8 || (in.zero_point() | out.zero_point()) == 0, "zero points are not 0");
  return k.ResizeOutputLike(0, in);
}

template <class T>
Status EvalRoot(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const QuantizedRange range = TypeRange(in.type());
  for (int i = 0; i < static_cast<int>(in.elements()); ++i) {
    const float x = in.scale() * static_cast<float>(in.data<T>()[i] - in.zero_point());
    TARE_REQUIRE(k, x >= 0, "Sqrt is only defined for non-negative values");
    const float scaled = __builtin_elementwise_sqrt(x) / out.scale();
    const int64_t value = scaled < 2147483648.f ? static_cast<int32_t>(scaled) : INT32_MIN;
    out.data<T>()[i] = static_cast<T>(ClampInt(value + out.zero_point(), range.min, range.max));
  }
  return kOk;
}

Status EvalInverseRoot(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const double scale = 1. / double{__builtin_elementwise_sqrt(in.scale()) * out.scale()};
  QuantizedMultiplier factor = QuantizeMultiplier(scale);
  constexpr int kFraction = 20;  // of the root before it is scaled
  factor.shift -= kFraction;
  for (int i = 0; i < static_cast<int>(in.elements()); ++i) {
    const int32_t x = in.data<int8_t>()[i] - in.zero_point();
    TARE_REQUIRE(k, x >= 0, "Rsqrt is only defined for positive values");
    int32_t value = INT8_MAX;
    if (x > 0) {
      QuantizedMultiplier root = FixedInverseRoot(x);
      root.shift += kFraction;
      const int32_t scaled = MultiplyByQuantizedMultiplier(MultiplyByQuantizedMultiplier(1, root), factor);
      value = ClampInt(int64_t{scaled} + out.zero_point(), INT8_MIN, INT8_MAX);
    }
    out.data<int8_t>()[i] = static_cast<int8_t>(value);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SQRT, i8, {.prepare = Prepare, .eval = EvalRoot<int8_t>, .in_place = 1})
TARE_KERNEL(SQRT, i16, {.prepare = Prepare, .eval = EvalRoot<int16_t>, .in_place = 1})
TARE_KERNEL(RSQRT, i8, {.prepare = Prepare, .eval = EvalInverseRoot, .in_place = 1})

}  // namespace tare
