// Preparing and reading the tables of int16 unary ops.
#include "kernels/math/table_i16.h"

#include "kernels/activation.h"

namespace tare {

Status PrepareTable16(Kernel k, float (*f)(float x, float limit), float limit) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt16 && IsQuantized(in) && IsQuantized(out), "bad quantization");
  TARE_REQUIRE(k, (in.zero_point() | out.zero_point()) == 0, "zero points are not 0");
  const float low = in.scale() * INT16_MIN, high = in.scale() * INT16_MAX;
  const float range = out.scale() * INT16_MAX - out.scale() * INT16_MIN;
  const float bound = limit * out.scale();
  FillTable16(*k.data<Table16>(), low, high, range, [&](float x) { return f(x, bound); });
  return k.ResizeOutputLike(0, in);
}

Status EvalTable16(Kernel k) {
  const auto* x = k.input(0).data<int16_t>();
  auto* y = k.output(0).data<int16_t>();
  for (int i = 0; i < static_cast<int>(k.input(0).elements()); ++i) y[i] = LookUp16(*k.data<Table16>(), x[i]);
  return kOk;
}

}  // namespace tare
