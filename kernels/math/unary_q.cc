// ABS of int8 and int16, quantized or (int16) plain, and EXP of int8: multiplications and tables.
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"

namespace tare {
namespace {

float ExpF32(float x) { return static_cast<float>(Exp(x)); }

struct Rescale {
  bool same;  // scales: no multiplication then
  QuantizedMultiplier multiplier;
};

int32_t AbsOf(const void* params, int32_t x) {
  const auto& rescale = *static_cast<const Rescale*>(params);
  const int32_t magnitude = x < 0 ? -x : x;
  return rescale.same ? magnitude : MultiplyByQuantizedMultiplier(magnitude, rescale.multiplier);
}

Rescale RescaleOf(Kernel k) {
  const float in = k.input(0).scale(), out = k.output(0).scale();
  return {in == out, QuantizeMultiplier(double{in / out})};
}

Status PrepareAbsI8(Kernel k) {
  const Rescale rescale = RescaleOf(k);
  return PrepareTable(k, AbsOf, &rescale, TypeRange(kTfLiteInt8));
}

Status PrepareAbsI16(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt16, "types differ");
  *k.data<Rescale>() = {true, {}};
  if (in.affine()) {
    TARE_REQUIRE(k, IsQuantized(in) && IsQuantized(out) && (in.zero_point() | out.zero_point()) == 0,
                 "bad quantization");
    *k.data<Rescale>() = RescaleOf(k);
  }
  return k.ResizeOutputLike(0, in);
}

Status EvalAbsI16(Kernel k) {
  const bool plain = !k.input(0).affine();  // -32768 stays what it is
  const auto* x = k.input(0).data<int16_t>();
  auto* y = k.output(0).data<int16_t>();
  for (int i = 0; i < static_cast<int>(k.input(0).elements()); ++i) {
    const int32_t value = AbsOf(k.data<Rescale>(), x[i]);
    y[i] = static_cast<int16_t>(plain ? value : ClampInt(value, INT16_MIN, INT16_MAX));
  }
  return kOk;
}

Status PrepareExpI8(Kernel k) { return PrepareFloatTable(k, ExpF32); }

}  // namespace

#define TARE_TABLE_OP(OP, PREPARE) \
  TARE_KERNEL(OP, i8, {.prepare = PREPARE, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_TABLE_OP(ABS, PrepareAbsI8)
TARE_TABLE_OP(EXP, PrepareExpI8)
TARE_KERNEL(ABS, i16, {.prepare = PrepareAbsI16, .eval = EvalAbsI16, .data_bytes = sizeof(Rescale), .in_place = 1})

}  // namespace tare
