// Comparisons of quantized tensors, which may have different scales: both sides are brought to real numbers times 2^8,
// rounding twice. int16 without quantization is compared as it is.
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"

namespace tare {
namespace {

enum Relation { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

struct Data {
  Broadcast broadcast;
  bool plain;
  QuantizedMultiplier multipliers[2];
  int32_t zeros[2];
};

Status Prepare(Kernel k) {
  const TfLiteType type = k.input(0).type();
  TARE_REQUIRE(k, k.input(1).type() == type && k.output(0).type() == kTfLiteBool, "bad types");
  Data& data = *k.data<Data>();
  data.plain = type == kTfLiteInt16 && !k.input(0).affine();
  for (int i = 0; i < 2; ++i) {
    const Tensor in = k.input(i);
    data.multipliers[i] = QuantizeMultiplier(double{in.scale()});
    data.zeros[i] = in.zero_point();
  }
  return PrepareBroadcast(k, data.broadcast);
}

int32_t Rescale(const Data& data, int i, int32_t x) {
  if (data.plain) return x;
  const uint32_t distance = static_cast<uint32_t>(x) - static_cast<uint32_t>(data.zeros[i]);
  return MultiplyByQuantizedMultiplier(static_cast<int32_t>(distance << 8), data.multipliers[i]);
}

template <class T, Relation relation>
void Row(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Data*>(params);
  for (int i = 0; i < n; ++i) {
    const int32_t a = Rescale(data, 0, static_cast<const T*>(x)[i * x_step]);
    const int32_t b = Rescale(data, 1, static_cast<const T*>(y)[i * y_step]);
    static_cast<bool*>(out)[i] = relation == kEqual       ? a == b
                                 : relation == kNotEqual  ? a != b
                                 : relation == kLess      ? a < b
                                 : relation == kLessEqual ? a <= b
                                 : relation == kGreater   ? a > b
                                                          : a >= b;
  }
}

template <class T, Relation relation>
Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8, Row<T, relation>, &data);
  return kOk;
}

}  // namespace

#define TARE_COMPARISON(OP, TYPES, T, relation) \
  TARE_KERNEL(OP, TYPES, {.prepare = Prepare, .eval = Eval<T, relation>, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
#define TARE_COMPARISONS(OP, relation)      \
  TARE_COMPARISON(OP, i8, int8_t, relation) \
  TARE_COMPARISON(OP, u8, uint8_t, relation)
TARE_COMPARISONS(EQUAL, kEqual)
TARE_COMPARISONS(NOT_EQUAL, kNotEqual)
TARE_COMPARISONS(LESS, kLess)
TARE_COMPARISONS(LESS_EQUAL, kLessEqual)
TARE_COMPARISONS(GREATER, kGreater)
TARE_COMPARISONS(GREATER_EQUAL, kGreaterEqual)
TARE_COMPARISON(EQUAL, i16, int16_t, kEqual)
TARE_COMPARISON(NOT_EQUAL, i16, int16_t, kNotEqual)

}  // namespace tare
