// ADD, SUB and MUL of quantized tensors (int8, uint8) with broadcasting and fused activation.
//
// Sums bring both inputs to a common scale of 2^-20 of twice the larger one, add, and scale the result; as an input has
// only 256 values, the first step is a table. All three scalings round twice (high multiply, then shift).
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  Broadcast broadcast;
  QuantizedMultiplier multiplier;
  QuantizedRange range;
  int32_t zero;
  int32_t table[2][256];  // by the input's byte
};

constexpr int kHeadroom = 20;  // bits that sums are shifted up by

Status Prepare(Kernel k, bool product, int sign) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, y.type() == x.type() && out.type() == x.type(), "types differ");
  TARE_REQUIRE(k, IsQuantized(x) && IsQuantized(y) && IsQuantized(out), "unquantized tensors");
  Data& data = *k.data<Data>();
  const auto activation =
      static_cast<Activation>(k.options().Scalar<int8_t>(options::AddOptions::fused_activation_function));
  data.range = QuantizedActivationRange(activation, out);
  data.zero = out.zero_point();
  const double twice_max = 2. * (x.scale() > y.scale() ? x.scale() : y.scale());
  data.multiplier = QuantizeMultiplier(product ? double{x.scale() * y.scale() / out.scale()}
                                               : twice_max / (double{1 << kHeadroom} * out.scale()));
  for (int i = 0; i < 2; ++i) {
    const Tensor in = k.input(i);
    const QuantizedMultiplier m = QuantizeMultiplier(in.scale() / twice_max);
    for (int byte = 0; byte < 256; ++byte) {
      const int32_t value = (x.type() == kTfLiteInt8 ? static_cast<int8_t>(byte) : byte) - in.zero_point();
      const int32_t common = product ? value : MultiplyByQuantizedMultiplier(value * (1 << kHeadroom), m);
      data.table[i][byte] = i ? sign * common : common;
    }
  }
  return PrepareBroadcast(k, data.broadcast);
}

Status PrepareAdd(Kernel k) { return Prepare(k, false, 1); }
Status PrepareSub(Kernel k) { return Prepare(k, false, -1); }
Status PrepareMul(Kernel k) { return Prepare(k, true, 1); }

template <bool product>
void Row(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const Data& data = *static_cast<const Data*>(params);
  for (int i = 0; i < n; ++i) {
    const int32_t a = data.table[0][static_cast<const uint8_t*>(x)[i * x_step]];
    const int32_t b = data.table[1][static_cast<const uint8_t*>(y)[i * y_step]];
    const int32_t scaled = MultiplyByQuantizedMultiplier(product ? a * b : a + b, data.multiplier);
    static_cast<uint8_t*>(out)[i] =
        static_cast<uint8_t>(ClampInt(int64_t{scaled} + data.zero, data.range.min, data.range.max));
  }
}

Status EvalSum(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8, Row<false>, &data);
  return kOk;
}
Status EvalProduct(Kernel k) {
  const Data& data = *k.data<Data>();
  EvalBroadcast(k, data.broadcast, 8, Row<true>, &data);
  return kOk;
}

}  // namespace

#define TARE_ARITHMETIC(OP, PREPARE, EVAL)                                                                             \
  TARE_KERNEL(OP, i8, {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3}) \
  TARE_KERNEL(OP, u8, {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 3})
TARE_ARITHMETIC(ADD, PrepareAdd, EvalSum)
TARE_ARITHMETIC(SUB, PrepareSub, EvalSum)
TARE_ARITHMETIC(MUL, PrepareMul, EvalProduct)

}  // namespace tare
