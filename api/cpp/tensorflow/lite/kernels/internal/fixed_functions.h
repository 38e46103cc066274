// Functions of integers that are built on fixedpoint.h: a logarithm, a reciprocal, and the table of the logistic
// function at multiples of 1/24 that kernels of int16 interpolate. The compiler computes the table.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_FIXED_FUNCTIONS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_FIXED_FUNCTIONS_H_

#include <stdint.h>

#include <algorithm>
#include <limits>

#include "fixedpoint/fixedpoint.h"

namespace tflite {

template <typename T>
int CountLeadingZeros(T integer_input) {
  static_assert(std::numeric_limits<T>::is_integer && !std::numeric_limits<T>::is_signed, "unsigned only");
  int zeros = std::numeric_limits<T>::digits;
  for (; integer_input; integer_input = static_cast<T>(integer_input >> 1)) --zeros;
  return zeros;
}
/// Bits after the sign bit that equal it.
template <typename T>
int CountLeadingSignBits(T integer_input) {
  static_assert(std::numeric_limits<T>::is_integer && std::numeric_limits<T>::is_signed, "signed only");
  using Unsigned = std::make_unsigned_t<T>;
  const auto bits = static_cast<Unsigned>(integer_input < 0 ? ~integer_input : integer_input);
  return CountLeadingZeros(bits) - 1;
}

/// The sum, or the nearest number that fits.
template <typename T>
T SaturatingAddNonGemmlowp(T a, T b) {
  T sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max();
}
template <typename T>
T SaturatingSub(T a, T b) {
  T difference;
  if (!__builtin_sub_overflow(a, b, &difference)) return difference;
  return a < 0 ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max();
}
template <typename Raw, int kBits>
gemmlowp::FixedPoint<Raw, kBits> SaturatingAddNonGemmlowp(gemmlowp::FixedPoint<Raw, kBits> a,
                                                          gemmlowp::FixedPoint<Raw, kBits> b) {
  return gemmlowp::FixedPoint<Raw, kBits>::FromRaw(SaturatingAddNonGemmlowp(a.raw(), b.raw()));
}
template <typename Raw, int kBits>
gemmlowp::FixedPoint<Raw, kBits> SaturatingSub(gemmlowp::FixedPoint<Raw, kBits> a, gemmlowp::FixedPoint<Raw, kBits> b) {
  return gemmlowp::FixedPoint<Raw, kBits>::FromRaw(SaturatingSub(a.raw(), b.raw()));
}
/// x * 2^exponent, saturated or rounded.
template <typename Integer>
Integer SaturatingRoundingMultiplyByPOTParam(Integer x, int exponent) {
  return exponent < 0 ? gemmlowp::RoundingDivideByPOT(x, -exponent) : gemmlowp::ShiftLeft(x, exponent);
}
template <typename Raw, int kBits>
gemmlowp::FixedPoint<Raw, kBits> SaturatingRoundingMultiplyByPOTParam(gemmlowp::FixedPoint<Raw, kBits> x,
                                                                      int exponent) {
  return gemmlowp::FixedPoint<Raw, kBits>::FromRaw(SaturatingRoundingMultiplyByPOTParam(x.raw(), exponent));
}

/// 1 / x of x > 0 with that many digits before the point, as a fraction: it is times 2^*num_bits_over_unit.
inline int32_t GetReciprocal(int32_t x, int x_integer_digits, int* num_bits_over_unit) {
  const int zeros = CountLeadingZeros(static_cast<uint32_t>(x));
  *num_bits_over_unit = x_integer_digits - zeros;
  // Without its leading one, x is 1 + a fraction.
  const uint32_t fraction = (static_cast<uint32_t>(x) << zeros) - (uint32_t{1} << 31);
  typedef gemmlowp::FixedPoint<int32_t, 0> Fraction;
  return gemmlowp::one_over_one_plus_x_for_x_in_0_1(Fraction::FromRaw(static_cast<int32_t>(fraction))).raw();
}

/// Bits before the point that the logarithm of a number with `input_bits` of them takes.
constexpr int min_log_x_output_bits(int input_bits) {
  return input_bits > 90   ? 7
         : input_bits > 44 ? 6
         : input_bits > 21 ? 5
         : input_bits > 10 ? 4
         : input_bits > 4  ? 3
         : input_bits > 1  ? 2
                           : 1;
}

/// The natural logarithm of a number >= 1.
///
/// The number is r * 2^k with r around 2^-1/4, where k is one of two multiples of a half plus a quarter; the
/// one with the smaller r is taken. log(r / 2^-1/4) is a quotient of polynomials in q = 2 (r - 2^-1/4).
template <int OutputIntegerBits, int InputIntegerBits>
inline gemmlowp::FixedPoint<int32_t, OutputIntegerBits> log_x_for_x_greater_than_or_equal_to_1_impl(
    gemmlowp::FixedPoint<int32_t, InputIntegerBits> input_val) {
  typedef gemmlowp::FixedPoint<int32_t, 0> Fraction;
  constexpr int kBits = OutputIntegerBits + 1;
  typedef gemmlowp::FixedPoint<int32_t, kBits> Sum;
  const auto fraction = [](int32_t raw) { return Fraction::FromRaw(raw); };
  const auto whole = [](int n) { return Sum::FromRaw(SaturatingRoundingMultiplyByPOTParam(n, 31 - kBits)); };
  const Fraction root_of_half = fraction(1518500250), fourth_root_of_half = fraction(1805811301);
  const Sum quarter = gemmlowp::Rescale<kBits>(fraction(1 << 29));
  const Fraction z = fraction(input_val.raw());

  const int zeros = CountLeadingZeros(static_cast<uint32_t>(z.raw()));
  const Fraction scaled = SaturatingRoundingMultiplyByPOTParam(z, zeros - 1) * root_of_half;
  const int32_t first = SaturatingRoundingMultiplyByPOTParam(scaled.raw(), 1);
  const Sum first_power = SaturatingAddNonGemmlowp(whole(InputIntegerBits - zeros), quarter);
  const int headroom = CountLeadingZeros(static_cast<uint32_t>((z * root_of_half).raw())) - 1;
  const int32_t second = SaturatingRoundingMultiplyByPOTParam(z.raw(), headroom);
  const Sum second_power = SaturatingSub(whole(InputIntegerBits - headroom), quarter);
  const Fraction r = fraction(std::min(first, second));
  const Sum power = Sum::FromRaw(std::max(first_power.raw(), second_power.raw()));

  const Fraction p = gemmlowp::RoundingHalfSum(r, fourth_root_of_half);
  Fraction q = r - fourth_root_of_half;
  q = q + q;
  const Fraction q2 = q * q;
  // 11/240 2^1/4; 2^3/4 - 2^1/4; 1/20 2^1/4; 1/4 2^1/4.
  const Fraction numerator = q * r + q * q2 * fraction(117049297);
  const Fraction denominator =  // less one
      p * (fraction(1057819769) + q + fraction(127690142) * q2) + fraction(638450708) * q;
  const Fraction log_2 = fraction(1488522236);
  return gemmlowp::Rescale<OutputIntegerBits>(
      power * log_2 + gemmlowp::Rescale<kBits>(numerator) * gemmlowp::one_over_one_plus_x_for_x_in_0_1(denominator));
}
template <int OutputIntegerBits, int InputIntegerBits>
inline gemmlowp::FixedPoint<int32_t, OutputIntegerBits> log_x_for_x_greater_than_or_equal_to_1(
    gemmlowp::FixedPoint<int32_t, InputIntegerBits> input_val) {
  static_assert(OutputIntegerBits >= min_log_x_output_bits(InputIntegerBits), "the logarithm does not fit");
  return log_x_for_x_greater_than_or_equal_to_1_impl<OutputIntegerBits, InputIntegerBits>(input_val);
}

namespace fixed_internal {

/// e^x of x in [-16, 0], by the sixteenth power of a power series; when the compiler runs.
constexpr double Exp(double x) {
  double term = 1, sum = 1;
  for (int n = 1; n < 24; ++n) {
    term *= x / 16 / n;
    sum += term;
  }
  for (int i = 0; i < 4; ++i) sum *= sum;
  return sum;
}

struct SigmoidTable {
  uint16_t entries[256] = {};
  /// Entries lie above the curve by half of what interpolation loses: its second derivative * step^2 / 16.
  constexpr SigmoidTable() {
    for (int i = 0; i < 256; ++i) {
      const double y = 1 / (1 + Exp(-i / 24.)), second = y * (1 - y) * (1 - 2 * y);
      entries[i] = static_cast<uint16_t>(65536 * (y - second / (16 * 24 * 24)) + .5);
    }
    entries[255] = UINT16_MAX;
  }
};
inline constexpr SigmoidTable kSigmoidTable;

}  // namespace fixed_internal

/// 1 / (1 + e^(-i / 24)), times 2^16.
inline constexpr const uint16_t (&sigmoid_table_uint16)[256] = fixed_internal::kSigmoidTable.entries;

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_FIXED_FUNCTIONS_H_
