// Fixed-point arithmetic of the quantized kernels. The reference rounds differently by op and code path; the functions
// here are the building blocks and say which rounding they do, each kernel says which it uses. All are exact integer
// arithmetic, so every ABI computes the same bits.
#ifndef TARE_KERNELS_FIXED_POINT_H_
#define TARE_KERNELS_FIXED_POINT_H_

#include <stdint.h>

namespace tare {

/// value = multiplier * 2^(shift - 31), multiplier in [2^30, 2^31) or 0.
struct QuantizedMultiplier {
  int32_t multiplier = 0;
  int shift = 0;
};

/// Splits a real factor (>= 0) into multiplier and shift: q = round(frexp mantissa * 2^31), with the carry into the
/// exponent when the mantissa rounds up to 1. Factors below 2^-32 (and NaN) become 0, those above 2^30 saturate.
inline QuantizedMultiplier QuantizeMultiplier(double factor) {
  if (!(factor > 0.)) return {};
  uint64_t bits;  // a positive finite double: 11 bits of exponent, 52 of mantissa below its leading 1
  __builtin_memcpy(&bits, &factor, sizeof(bits));
  int shift = static_cast<int>(bits >> 52) - 1022;
  // 53 bits to 31, ties up.
  constexpr uint64_t kLeading = uint64_t{1} << 52;
  auto fixed = static_cast<uint32_t>(((bits & (kLeading - 1)) + kLeading + (uint64_t{1} << 21)) >> 22);
  if (fixed >> 31) {
    fixed >>= 1;
    ++shift;
  }
  if (shift < -31) return {};
  if (shift > 30) return {INT32_MAX, 30};
  return {static_cast<int32_t>(fixed), shift};
}

/// round(a * b / 2^31), ties up (towards +inf); saturates the single overflow case (both INT32_MIN).
inline int32_t SaturatingRoundingDoublingHighMul(int32_t a, int32_t b) {
  const int64_t high = (int64_t{a} * b + (1 << 30)) >> 31;
  return high > INT32_MAX ? INT32_MAX : static_cast<int32_t>(high);
}

/// x / 2^exponent rounded to nearest, ties away from zero. exponent in [0, 31].
inline int32_t RoundingDivideByPOT(int32_t x, int exponent) {
  const int32_t mask = static_cast<int32_t>((int64_t{1} << exponent) - 1);
  const int32_t remainder = x & mask;
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

/// x * multiplier with two roundings: high multiply, then rounding shift ("double rounding").
inline int32_t MultiplyByQuantizedMultiplier(int32_t x, QuantizedMultiplier m) {
  const int left = m.shift > 0 ? m.shift : 0, right = left - m.shift;
  const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << left);
  return RoundingDivideByPOT(SaturatingRoundingDoublingHighMul(shifted, m.multiplier), right);
}

/// The same with both roundings to nearest, ties up (towards +inf).
inline int32_t MultiplyRoundingUp(int32_t x, QuantizedMultiplier m) {
  const int left = m.shift > 0 ? m.shift : 0, right = left - m.shift;
  const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << left);
  const int64_t high = (int64_t{shifted} * m.multiplier + (1 << 30)) >> 31;
  return static_cast<int32_t>((high + ((int64_t{1} << right) >> 1)) >> right);
}

/// A wide sum times the multiplier rounded to 16 bits: one rounding, ties up. Shifts above 14 count as 14.
inline int64_t MultiplyByUpper16(int64_t x, QuantizedMultiplier m) {
  const int64_t reduced = m.multiplier < 0x7fff0000 ? (m.multiplier + (1 << 15)) >> 16 : 0x7fff;
  const int shift = m.shift < 14 ? 15 - m.shift : 1;
  const uint64_t product = static_cast<uint64_t>(x) * static_cast<uint64_t>(reduced);
  return static_cast<int64_t>(product + (uint64_t{1} << (shift - 1))) >> shift;
}

}  // namespace tare

#endif  // TARE_KERNELS_FIXED_POINT_H_
