// The compiler's helper functions against this machine's own instructions, on edge values and on values from a fixed
// seed. Every half float is compared with what its bits mean, and rounding to halves around every halfway point.
#include "runtime/platform/helpers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace tare::helpers {
namespace {

/// Edge values, and random ones of every magnitude.
template <class T>
std::vector<T> Values() {
  std::vector<T> values = {0, 1, 2, 3, 7, 10, static_cast<T>(-1), static_cast<T>(-2), static_cast<T>(-10)};
  std::mt19937_64 random(1);
  for (int bit = 0; bit < std::numeric_limits<T>::digits + std::numeric_limits<T>::is_signed; ++bit) {
    const auto power = static_cast<T>(uint64_t{1} << bit);
    values.insert(values.end(), {power, static_cast<T>(~uint64_t{0} >> bit), static_cast<T>((uint64_t{1} << bit) + 1)});
    for (int i = 0; i < 3; ++i) values.push_back(static_cast<T>(random() >> (random() % (8 * sizeof(T)))));
  }
  return values;
}

TEST(HelpersTest, DivisionAgreesWithTheMachine) {
  for (const uint64_t n : Values<uint64_t>()) {
    for (const uint64_t d : Values<uint64_t>()) {
      if (d == 0) continue;
      ASSERT_EQ(DivMod(n, d).quot, n / d) << n << " / " << d;
      ASSERT_EQ(DivMod(n, d).rem, n % d) << n << " % " << d;
    }
  }
  for (const uint32_t n : Values<uint32_t>()) {
    for (const uint32_t d : Values<uint32_t>()) {
      if (d == 0) continue;
      ASSERT_EQ(DivMod(n, d).quot, n / d) << n << " / " << d;
      ASSERT_EQ(DivMod(n, d).rem, n % d) << n << " % " << d;
    }
  }
  for (const int64_t n : Values<int64_t>()) {
    for (const int64_t d : Values<int64_t>()) {
      if (d == 0 || (d == -1 && n == INT64_MIN)) continue;
      const auto r = SignedDivMod<int64_t, uint64_t>(n, d);
      ASSERT_EQ(r.quot, n / d) << n << " / " << d;
      ASSERT_EQ(r.rem, n % d) << n << " % " << d;
    }
  }
}

TEST(HelpersTest, MultiplicationTellsOverflow) {
  for (const int64_t a : Values<int64_t>()) {
    for (const int64_t b : Values<int64_t>()) {
      int64_t product = 0;
      const bool want = __builtin_mul_overflow(a, b, &product);
      int overflow = 0;
      ASSERT_EQ(MulOverflow(a, b, &overflow), product) << a << " * " << b;
      ASSERT_EQ(overflow != 0, want) << a << " * " << b;
    }
  }
}

TEST(HelpersTest, ShiftsAgreeWithTheMachine) {
  for (const uint64_t x : Values<uint64_t>()) {
    for (int n = 0; n < 64; ++n) {
      ASSERT_EQ(ShiftLeft(x, n), x << n) << x << " by " << n;
      ASSERT_EQ(ShiftRight(x, n), x >> n) << x << " by " << n;
      ASSERT_EQ(ShiftRightSigned(static_cast<int64_t>(x), n), static_cast<int64_t>(x) >> n) << x << " by " << n;
    }
  }
}

TEST(HelpersTest, IntegersToFloatsRoundOnce) {
  for (uint64_t x : Values<uint64_t>()) {
    // Around the halfway points of float and double, where rounding twice would show.
    for (const uint64_t nudge : {uint64_t{0}, uint64_t{1} << 10, uint64_t{1} << 39, (uint64_t{1} << 39) + 1}) {
      const uint64_t u = x + nudge;
      const auto s = static_cast<int64_t>(u);
      ASSERT_EQ(ToFloat(u), static_cast<float>(u)) << u;
      ASSERT_EQ(ToDouble(u), static_cast<double>(u)) << u;
      ASSERT_EQ(ToFloat(s), static_cast<float>(s)) << s;
      ASSERT_EQ(ToDouble(s), static_cast<double>(s)) << s;
    }
  }
}

TEST(HelpersTest, FloatsToIntegersTruncate) {
  std::mt19937_64 random(2);
  for (int exponent = -3; exponent < 64; ++exponent) {
    for (int i = 0; i < 50; ++i) {
      const double x = std::ldexp(1.0 + static_cast<double>(random() >> 12) * 0x1p-52, exponent);
      ASSERT_EQ(ToUint64(x), static_cast<uint64_t>(x)) << x;
      if (exponent < 63) {
        ASSERT_EQ(ToInt64(x), static_cast<int64_t>(x)) << x;
        ASSERT_EQ(ToInt64(-x), static_cast<int64_t>(-x)) << -x;
      }
    }
  }
  EXPECT_EQ(ToUint64(0.0), 0U);
  EXPECT_EQ(ToInt64(-0x1p63), INT64_MIN);
}

/// What a finite half's bits mean: sign, 5 bits of exponent, 10 of fraction. The successor of the largest finite half
/// counts as 2^16, which is where rounding to infinity starts from.
double HalfValue(uint16_t half) {
  const int exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(0x400 + fraction, exponent - 25);
  return half & 0x8000 ? -magnitude : magnitude;
}

TEST(HelpersTest, HalvesConvertExactlyAndRoundToEven) {
  for (uint32_t bits = 0; bits <= 0xffff; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float value = HalfToFloat(half);
    if ((half & 0x7fff) > 0x7c00) {
      ASSERT_TRUE(std::isnan(value)) << bits;
      ASSERT_EQ(FloatToHalf(value), half | 0x200) << bits;  // quiet, with its payload
      continue;
    }
    ASSERT_EQ(FloatToHalf(value), half) << bits;
    ASSERT_EQ(std::signbit(value), bits >> 15) << bits;
    if ((half & 0x7fff) == 0x7c00) {
      ASSERT_TRUE(std::isinf(value)) << bits;
      continue;
    }
    const double exact = HalfValue(half);
    ASSERT_EQ(static_cast<double>(value), exact) << bits;
    // Between this half and the next away from zero: halfway goes to the even one, all else to the nearer one.
    const auto next = static_cast<uint16_t>(bits + 1);
    const double middle = (exact + HalfValue(next)) / 2;
    const uint16_t even = bits % 2 == 0 ? half : next;
    ASSERT_EQ(DoubleToHalf(middle), even) << bits;
    ASSERT_EQ(DoubleToHalf(std::nextafter(middle, exact)), half) << bits;
    ASSERT_EQ(DoubleToHalf(std::nextafter(middle, HalfValue(next))), next) << bits;
    const auto f = static_cast<float>(middle);
    ASSERT_EQ(FloatToHalf(f), even) << bits;
    ASSERT_EQ(FloatToHalf(std::nextafter(f, value)), half) << bits;
    ASSERT_EQ(FloatToHalf(std::nextafter(f, static_cast<float>(HalfValue(next)))), next) << bits;
  }
}

}  // namespace
}  // namespace tare::helpers
