// The arithmetic behind the compiler's helper functions (64-bit division, half floats, …), which compilers call where
// the machine lacks an instruction. Device libraries link no compiler runtime, so these are the runtime's own. They are
// plain functions here, under names no compiler knows, so that the host's tests can hold them against real hardware;
// helpers_arm.cc and helpers_x86.cc give them their ABI names.
//
// Nothing here may use an operation that itself becomes such a call.
#ifndef TARE_RUNTIME_PLATFORM_HELPERS_H_
#define TARE_RUNTIME_PLATFORM_HELPERS_H_

#include <stdint.h>

namespace tare::helpers {

template <class T>
struct QuotRem {
  T quot, rem;
};

inline int LeadingZeros(uint32_t x) { return __builtin_clz(x); }
inline int LeadingZeros(uint64_t x) {
  const auto high = static_cast<uint32_t>(x >> 32);
  return high ? __builtin_clz(high) : 32 + __builtin_clz(static_cast<uint32_t>(x));
}

/// Unsigned division, one quotient bit per step. Division by zero gives quotient 0 and the dividend as remainder.
template <class T>
inline QuotRem<T> DivMod(T n, T d) {
  if (d == 0 || d > n) return {0, n};
  int shift = LeadingZeros(d) - LeadingZeros(n);
  T quot = 0;
  for (d <<= shift; shift >= 0; --shift, d >>= 1) {
    quot <<= 1;
    if (n >= d) {
      n -= d;
      quot |= 1;
    }
  }
  return {quot, n};
}

/// Signed division: truncates, the remainder has the dividend's sign.
template <class T, class U>
inline QuotRem<T> SignedDivMod(T n, T d) {
  const QuotRem<U> r = DivMod<U>(n < 0 ? U{0} - static_cast<U>(n) : static_cast<U>(n),
                                 d < 0 ? U{0} - static_cast<U>(d) : static_cast<U>(d));
  return {static_cast<T>((n < 0) != (d < 0) ? U{0} - r.quot : r.quot), static_cast<T>(n < 0 ? U{0} - r.rem : r.rem)};
}

/// a * b with the overflow told apart, without a wider type.
inline int64_t MulOverflow(int64_t a, int64_t b, int* overflow) {
  const uint64_t ua = a < 0 ? uint64_t{0} - static_cast<uint64_t>(a) : static_cast<uint64_t>(a);
  const uint64_t ub = b < 0 ? uint64_t{0} - static_cast<uint64_t>(b) : static_cast<uint64_t>(b);
  const bool negative = (a < 0) != (b < 0);
  const uint64_t limit = static_cast<uint64_t>(INT64_MAX) + (negative ? 1 : 0);
  *overflow = ub != 0 && ua > DivMod<uint64_t>(limit, ub).quot;
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

/// Shifts by 0..63 from 32-bit halves.
inline uint64_t ShiftLeft(uint64_t x, int n) {
  const auto low = static_cast<uint32_t>(x), high = static_cast<uint32_t>(x >> 32);
  if (n & 32) return uint64_t{low << (n & 31)} << 32;
  const uint32_t carry = (low >> 1) >> (31 - n);
  return uint64_t{high << n | carry} << 32 | low << n;
}
inline uint64_t ShiftRight(uint64_t x, int n) {
  const auto low = static_cast<uint32_t>(x), high = static_cast<uint32_t>(x >> 32);
  if (n & 32) return high >> (n & 31);
  return uint64_t{high >> n} << 32 | (low >> n | (high << 1) << (31 - n));
}
inline int64_t ShiftRightSigned(int64_t x, int n) {
  const auto bits = static_cast<uint64_t>(x);
  return static_cast<int64_t>(x < 0 ? ~ShiftRight(~bits, n) : ShiftRight(bits, n));
}

template <class To, class From>
inline To BitCast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof(to));
  return to;
}

inline constexpr double kTwo32 = 4294967296.0;

/// 64-bit integers to double: both halves convert exactly, so the sum rounds once.
inline double ToDouble(uint64_t x) {
  return static_cast<double>(static_cast<uint32_t>(x >> 32)) * kTwo32 + static_cast<double>(static_cast<uint32_t>(x));
}
inline double ToDouble(int64_t x) {
  return static_cast<double>(static_cast<int32_t>(x >> 32)) * kTwo32 + static_cast<double>(static_cast<uint32_t>(x));
}

/// 64-bit integers to float. Bits that a double would round away are first folded into one sticky bit, so that the
/// way over double rounds only once.
inline float ToFloat(uint64_t x) {
  constexpr uint64_t kLow = 0x7ff;
  if (x >> 53) x = (x & ~kLow) | ((x & kLow) ? kLow + 1 : 0);
  return static_cast<float>(ToDouble(x));
}
inline float ToFloat(int64_t x) {
  const float magnitude = ToFloat(x < 0 ? uint64_t{0} - static_cast<uint64_t>(x) : static_cast<uint64_t>(x));
  return x < 0 ? -magnitude : magnitude;
}

/// Doubles in [0, 2^64) to integer, truncating.
inline uint64_t ToUint64(double x) {
  const auto high = static_cast<uint32_t>(x * (1 / kTwo32));
  return uint64_t{high} << 32 | static_cast<uint32_t>(x - static_cast<double>(high) * kTwo32);
}
inline int64_t ToInt64(double x) {
  const uint64_t magnitude = ToUint64(x < 0 ? -x : x);
  return static_cast<int64_t>(x < 0 ? uint64_t{0} - magnitude : magnitude);
}

/// IEEE half (as bits) to float, exact; signalling NaNs become quiet.
inline float HalfToFloat(uint16_t half) {
  const uint32_t sign = uint32_t{half & 0x8000u} << 16, magnitude = half & 0x7fffu;
  uint32_t bits;
  if (magnitude > 0x7c00) {
    bits = 0x7fc00000 | magnitude << 13;
  } else if (magnitude == 0x7c00) {
    bits = 0x7f800000;
  } else if (magnitude >= 0x400) {
    bits = (magnitude << 13) + (112u << 23);  // the exponents' biases differ by 112
  } else {
    bits = BitCast<uint32_t>(static_cast<float>(static_cast<int32_t>(magnitude)) * 0x1p-24f);  // subnormal half
  }
  return BitCast<float>(bits | sign);
}

/// Float to IEEE half, to nearest even.
inline uint16_t FloatToHalf(float value) {
  const auto bits = BitCast<uint32_t>(value);
  const uint32_t sign = bits >> 16 & 0x8000, x = bits & 0x7fffffff;
  uint32_t half;
  if (x > 0x7f800000) {
    half = 0x7e00 | (x >> 13 & 0x3ff);
  } else if (x >= 0x477ff000) {  // 65520 and up round to infinity
    half = 0x7c00;
  } else if (x >= 0x38800000) {  // 2^-14: normal halves
    half = (x + 0xfff + (x >> 13 & 1) - (112u << 23)) >> 13;
  } else {  // 0.5f has its last bit at 2^-24, the smallest half: the addition rounds where the half must round
    half = BitCast<uint32_t>(BitCast<float>(x) + 0.5f) - BitCast<uint32_t>(0.5f);
  }
  return static_cast<uint16_t>(half | sign);
}

/// Double to IEEE half. The float in between is rounded to odd, so that the second rounding sees what the first lost.
inline uint16_t DoubleToHalf(double value) {
  const double magnitude = __builtin_fabs(value);
  auto bits = BitCast<uint32_t>(static_cast<float>(magnitude));
  const auto back = static_cast<double>(BitCast<float>(bits));
  if (back > magnitude) --bits;
  if (back != magnitude) bits |= 1;
  return static_cast<uint16_t>(FloatToHalf(BitCast<float>(bits)) | (__builtin_signbit(value) ? 0x8000u : 0u));
}

}  // namespace tare::helpers

#endif  // TARE_RUNTIME_PLATFORM_HELPERS_H_
