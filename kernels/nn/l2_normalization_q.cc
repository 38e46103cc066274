// L2_NORMALIZATION of int8 and uint8: rows of the last dimension divided by their length, times 128.
#include "kernels/activation.h"
#include "kernels/math/fixed_functions.h"
#include "kernels/math/numerics.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, in.rank() >= 1 && out.type() == in.type(), "bad input");
  TARE_REQUIRE(k, out.scale() == 1.f / 128 && out.zero_point() == (in.type() == kTfLiteInt8 ? 0 : 128),
               "bad output quantization");
  TARE_REQUIRE(k, k.options().Scalar<int8_t>(options::L2NormOptions::fused_activation_function) == 0,
               "fused activation");
  return k.ResizeOutputLike(0, in);
}

template <class T>
Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int width = in.dim(-1);
  const int32_t zero = in.zero_point();
  const QuantizedRange range = TypeRange(in.type());
  const bool is_signed = in.type() == kTfLiteInt8;
  for (int64_t row = 0; width && row < in.elements() / width; ++row) {
    const T* x = in.data<T>() + row * width;
    T* y = out.data<T>() + row * width;
    uint32_t sum = 0;
    for (int i = 0; i < width; ++i) sum += static_cast<uint32_t>((x[i] - zero) * (x[i] - zero));
    QuantizedMultiplier m = FixedInverseRoot(static_cast<int32_t>(sum));
    if (is_signed) m.shift += 7;  // where uint8's factor is the input's
    for (int i = 0; i < width; ++i) {
      const int32_t scaled = MultiplyByQuantizedMultiplier((x[i] - zero) * (is_signed ? 1 : 128), m);
      y[i] = static_cast<T>(ClampInt(int64_t{scaled} + out.zero_point(), range.min, range.max));
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(L2_NORMALIZATION, i8, {.prepare = Prepare, .eval = Eval<int8_t>, .in_place = 1})
TARE_KERNEL(L2_NORMALIZATION, u8, {.prepare = Prepare, .eval = Eval<uint8_t>, .in_place = 1})

}  // namespace tare
