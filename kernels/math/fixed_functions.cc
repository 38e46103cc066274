// e^-x as a product of constants for the bits of x above a quarter and a polynomial below it; 1 / (1 + y) by Newton's
// method from a linear first guess. A value with b integer bits is times 2^(15 - b).
#include "kernels/math/fixed_functions.h"

#include "kernels/math/numerics.h"

namespace tare {
namespace {

constexpr int32_t kOne = INT16_MAX;  // of 0 integer bits, where 1 does not fit

int16_t Saturate(int32_t x) { return static_cast<int16_t>(ClampInt(x, INT16_MIN, INT16_MAX)); }

/// Product of fixed-point numbers: integer bits add up. Ties away from zero for positive, up for negative products.
int16_t Multiply(int32_t a, int32_t b) {
  if (a == INT16_MIN && b == INT16_MIN) return INT16_MAX;
  const int32_t product = a * b;
  return static_cast<int16_t>((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
}

/// x / 2^n, ties away from zero.
int16_t Divide(int32_t x, int n) {
  const int32_t mask = (1 << n) - 1;
  return static_cast<int16_t>((x >> n) + ((x & mask) > (mask >> 1) + (x < 0) ? 1 : 0));
}

/// e^x of x <= 0 with 1 to 7 integer bits.
int16_t ExpOfNegative(int32_t x, int integer_bits) {
  const int fraction = 15 - integer_bits;
  const int32_t quarter = 1 << (fraction - 2);
  const int32_t low = (x & (quarter - 1)) - quarter;  // in [-1/4, 0)
  // Around -1/8: e^-1/8 (1 + t + t^2/2 + t^3/6 + t^4/24).
  const int32_t t = Saturate(low * (1 << integer_bits)) + (1 << 12);
  const int32_t t2 = Multiply(t, t), t3 = Multiply(t2, t), t4 = Multiply(t2, t2);
  const int32_t tail = Divide(Multiply(Divide(t4, 2) + t3, 10923) + t2, 1);
  constexpr int32_t kExpOfEighth = 28918;
  int32_t y = Saturate(kExpOfEighth + Multiply(kExpOfEighth, t + tail));
  // e^-2^i for i = -2, -1, …
  constexpr int16_t kPowers[] = {25520, 19875, 12055, 4435, 600, 11, 0, 0, 0};
  const int32_t rest = low - x;
  for (int i = 0; i < integer_bits + 2; ++i) {
    if (rest >> (fraction - 2 + i) & 1) y = Multiply(y, kPowers[i]);
  }
  return static_cast<int16_t>(x == 0 ? kOne : y);
}

/// 1 / (1 + x), or with `minus` (1 - x) / (1 + x), of x in [0, 1).
int16_t Reciprocal(int32_t x, bool minus) {
  const int32_t half = static_cast<int32_t>((x + kOne + 1) >> 1);  // of the denominator
  // 2 / denominator with 2 integer bits: 48/17 - 32/17 half, then three steps of Newton's method.
  constexpr int32_t k48Over17 = 23130, k32Over17 = 15420, kOneOf2 = 8192;
  int32_t y = static_cast<int16_t>(k48Over17 + Multiply(half, -k32Over17));
  for (int i = 0; i < 3; ++i) {
    const int32_t error = kOneOf2 - Multiply(half, y);
    y = static_cast<int16_t>(y + Saturate(Multiply(y, error) * 4));
  }
  // Halved, it is 1 / denominator with 1 integer bit.
  return Saturate(minus ? (y - kOneOf2) * 4 : y * 2);
}

}  // namespace

int16_t FixedLogistic(int16_t x) {
  if (x == 0) return 1 << 14;
  const int16_t y = Reciprocal(ExpOfNegative(x > 0 ? -x : x, 3), false);
  return static_cast<int16_t>(x > 0 ? y : kOne - y);
}

int16_t FixedTanh(int16_t x, int integer_bits) {
  if (x == 0) return 0;
  const int16_t y =
      Reciprocal(ExpOfNegative(x > 0 ? -x : x, integer_bits + 1), true);  // e^-2x: one more is twice as much
  return static_cast<int16_t>(x > 0 ? y : -y);
}

int16_t FixedTanh(int16_t x) { return FixedTanh(x, 3); }

int32_t FixedReciprocal(int32_t x) {
  // The same steps as Reciprocal, in 32 bits.
  const auto half = static_cast<int32_t>((int64_t{x} + INT32_MAX + 1) >> 1);
  constexpr int32_t k48Over17 = 1515870810, k32Over17 = 1010580540, kOneOf2 = 1 << 29;
  int32_t y = k48Over17 + SaturatingRoundingDoublingHighMul(half, -k32Over17);
  for (int i = 0; i < 3; ++i) {
    const int32_t error = kOneOf2 - SaturatingRoundingDoublingHighMul(half, y);
    y += ClampInt(int64_t{SaturatingRoundingDoublingHighMul(y, error)} * 4, INT32_MIN, INT32_MAX);
  }
  return ClampInt(int64_t{y} * 2, INT32_MIN, INT32_MAX);
}

QuantizedMultiplier FixedInverseRoot(int32_t x) {
  if (x <= 1) return {INT32_MAX, 0};
  // Scaled by a power of 4 into [2^27, 2^29): seen with 2 integer bits more than a fraction, in [1/4, 1).
  int shift = 11;
  for (; x >= 1 << 29; x /= 4) ++shift;
  const int pairs = (__builtin_clz(static_cast<uint32_t>(x)) - 1) / 2 - 1;
  shift -= pairs;
  x <<= 2 * pairs;
  // Newton's method from 1, with 3 integer bits: y = 3/2 y - x/2 y^3. Products have the integer bits of both sides.
  const auto up = [](int32_t v, int n) { return ClampInt(int64_t{v} * (1 << n), INT32_MIN, INT32_MAX); };
  constexpr int32_t kOneAndHalf = (1 << 28) + (1 << 27);
  const int32_t half = RoundingDivideByPOT(x >> 1, 1);
  int32_t y = 1 << 28;
  for (int i = 0; i < 5; ++i) {
    const int32_t cube = up(SaturatingRoundingDoublingHighMul(SaturatingRoundingDoublingHighMul(y, y), y), 6);
    y = up(SaturatingRoundingDoublingHighMul(kOneAndHalf, y) - SaturatingRoundingDoublingHighMul(half, cube), 3);
  }
  constexpr int32_t kRootOfHalf = 1518500250;
  y = SaturatingRoundingDoublingHighMul(y, kRootOfHalf);
  if (shift < 0) return {static_cast<int32_t>(static_cast<uint32_t>(y) << -shift), 0};
  return {y, -shift};
}

}  // namespace tare
