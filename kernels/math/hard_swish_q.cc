// HARD_SWISH of 8-bit tensors: x * min(max(x + 3, 0), 6) / 6. The reference computes in 16 bits: the input, shifted up
// by 7 bits, times the output's factor, and times a gate in [0, 1) that saturates; a table holds the results.
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"

namespace tare {
namespace {

struct Factor {
  int32_t multiplier;  // 16 bits
  int exponent;
};

struct Factors {
  Factor output, gate;
};

Factor FactorOf(float factor) {
  const QuantizedMultiplier m = QuantizeMultiplier(double{factor});
  const int64_t rounded = (int64_t{m.multiplier} + (1 << 15)) >> 16;
  return {rounded > INT16_MAX ? INT16_MAX : static_cast<int32_t>(rounded), m.shift};
}

int32_t Saturate(int64_t x) { return ClampInt(x, INT16_MIN, INT16_MAX); }

/// High half of the doubled product of 16-bit numbers, ties as in SaturatingRoundingDoublingHighMul.
int32_t RoundedProduct(int32_t a, int32_t b) {
  const int32_t product = a * b;
  return Saturate((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
}

int32_t HardSwish(const void* params, int32_t x) {
  const auto& f = *static_cast<const Factors*>(params);
  const int32_t high = x * (1 << 7);
  int32_t gate = high;
  if (f.gate.exponent > 0) gate = Saturate(int64_t{gate} * (int64_t{1} << (f.gate.exponent - 1)));
  gate = RoundedProduct(gate, f.gate.multiplier);
  if (f.gate.exponent > 0) gate = Saturate(int64_t{gate} * 2);
  if (f.gate.exponent < 0) gate = RoundingDivideByPOT(gate, -f.gate.exponent);
  gate = (gate + (1 << 15)) >> 1;
  const int32_t product = gate * RoundedProduct(high, f.output.multiplier) / (1 << 15);
  return RoundingDivideByPOT(product, -f.output.exponent);
}

Status Prepare(Kernel k) {
  const float high = k.input(0).scale() / 128.f;
  const Factors factors = {FactorOf(high / k.output(0).scale()), FactorOf(high / (3.f / 32768.f))};
  TARE_REQUIRE(k, factors.output.exponent <= 0, "output scale too small");
  return PrepareTable(k, HardSwish, &factors, TypeRange(k.output(0).type()));
}

}  // namespace

TARE_KERNEL(HARD_SWISH, i8, {.prepare = Prepare, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_KERNEL(HARD_SWISH, u8, {.prepare = Prepare, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})

}  // namespace tare
