// LOG_SOFTMAX of int8 and uint8, over the last dimension: exponentials of the distances from the maximum come from a
// table; the rest is float, in the reference's order. Output scale and zero point are fixed.
#include "kernels/activation.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  float table[256];  // exp(-scale * i)
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, in.rank() >= 1 && out.type() == in.type() && IsQuantized(in), "bad input");
  TARE_REQUIRE(k, out.scale() == 1.f / 16 && out.zero_point() == (in.type() == kTfLiteInt8 ? 127 : 255),
               "bad output quantization");
  const float step = -in.scale();
  for (int i = 0; i < 256; ++i) k.data<Data>()->table[i] = static_cast<float>(Exp(step * static_cast<float>(i)));
  return k.ResizeOutputLike(0, in);
}

template <class T>
Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int width = in.dim(-1);
  const QuantizedRange range = TypeRange(in.type());
  const float* table = k.data<Data>()->table;
  const float scale = in.scale() / out.scale();
  for (int64_t row = 0; width && row < in.elements() / width; ++row) {
    const T* x = in.data<T>() + row * width;
    T* y = out.data<T>() + row * width;
    int max = range.min;
    for (int i = 0; i < width; ++i) max = x[i] > max ? x[i] : max;
    float sum = 0;
    for (int i = 0; i < width; ++i) sum += table[max - x[i]];
    const auto log = static_cast<float>(__builtin_log(double{sum}));
    const float offset = (in.scale() * static_cast<float>(max) + log) / out.scale();
    for (int i = 0; i < width; ++i) {
      const auto value = static_cast<int32_t>(__builtin_rintf(scale * static_cast<float>(x[i]) - offset));
      y[i] = static_cast<T>(ClampInt(int64_t{value} + out.zero_point(), range.min, range.max));
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(LOG_SOFTMAX, i8, {.prepare = Prepare, .eval = Eval<int8_t>, .data_bytes = sizeof(Data), .in_place = 1})
TARE_KERNEL(LOG_SOFTMAX, u8, {.prepare = Prepare, .eval = Eval<uint8_t>, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
