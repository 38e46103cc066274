// Numbers in fixed point, as kernels of integers name them: gemmlowp's interface for single numbers of 16 and 32 bits.
// The elementary functions are built from the same approximations as the reference's and round at the same places,
// since the last bit of a quantized result hangs on that. Sums wrap around where the reference's would overflow.
#ifndef TARE_API_CPP_FIXEDPOINT_FIXEDPOINT_H_
#define TARE_API_CPP_FIXEDPOINT_FIXEDPOINT_H_

#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace gemmlowp {

template <typename Integer>
struct FixedPointRawTypeTraits {
  static_assert(std::is_same_v<Integer, int16_t> || std::is_same_v<Integer, int32_t>, "numbers of 16 or 32 bits");
  typedef Integer ScalarRawType;
  static constexpr int kLanes = 1;
};

template <typename Integer>
Integer Dup(typename FixedPointRawTypeTraits<Integer>::ScalarRawType x) {
  return x;
}

// Integers.

template <typename Integer>
Integer BitAnd(Integer a, Integer b) {
  return static_cast<Integer>(a & b);
}
template <typename Integer>
Integer BitOr(Integer a, Integer b) {
  return static_cast<Integer>(a | b);
}
template <typename Integer>
Integer BitXor(Integer a, Integer b) {
  return static_cast<Integer>(a ^ b);
}
template <typename Integer>
Integer BitNot(Integer a) {
  return static_cast<Integer>(~a);
}
template <typename Integer>
Integer Add(Integer a, Integer b) {
  return static_cast<Integer>(int64_t{a} + b);
}
template <typename Integer>
Integer Sub(Integer a, Integer b) {
  return static_cast<Integer>(int64_t{a} - b);
}
template <typename Integer>
Integer Mul(Integer a, Integer b) {
  return static_cast<Integer>(int64_t{a} * b);
}
template <typename Integer>
Integer Neg(Integer a) {
  return static_cast<Integer>(-int64_t{a});
}
/// The nearest number that fits.
template <typename Integer>
Integer Saturated(int64_t x) {
  return static_cast<Integer>(std::min<int64_t>(std::max<int64_t>(x, std::numeric_limits<Integer>::min()),
                                                std::numeric_limits<Integer>::max()));
}
/// a * 2^offset, saturated.
template <typename Integer, typename Offset>
Integer ShiftLeft(Integer a, Offset offset) {
  return Saturated<Integer>(int64_t{a} * (int64_t{1} << offset));
}
template <typename Integer>
Integer ShiftRight(Integer a, int offset) {
  return static_cast<Integer>(a >> offset);
}

// Masks have all bits or none.

template <typename Integer>
Integer SelectUsingMask(Integer if_mask, Integer then_val, Integer else_val) {
  return static_cast<Integer>((if_mask & then_val) | (~if_mask & else_val));
}
template <typename Integer>
Integer MaskIfNonZero(Integer a) {
  return static_cast<Integer>(a ? -1 : 0);
}
template <typename Integer>
Integer MaskIfZero(Integer a) {
  return static_cast<Integer>(a ? 0 : -1);
}
template <typename Integer>
Integer MaskIfEqual(Integer a, Integer b) {
  return static_cast<Integer>(a == b ? -1 : 0);
}
template <typename Integer>
Integer MaskIfNotEqual(Integer a, Integer b) {
  return static_cast<Integer>(a != b ? -1 : 0);
}
template <typename Integer>
Integer MaskIfGreaterThan(Integer a, Integer b) {
  return static_cast<Integer>(a > b ? -1 : 0);
}
template <typename Integer>
Integer MaskIfGreaterThanOrEqual(Integer a, Integer b) {
  return static_cast<Integer>(a >= b ? -1 : 0);
}
template <typename Integer>
Integer MaskIfLessThan(Integer a, Integer b) {
  return static_cast<Integer>(a < b ? -1 : 0);
}
template <typename Integer>
Integer MaskIfLessThanOrEqual(Integer a, Integer b) {
  return static_cast<Integer>(a <= b ? -1 : 0);
}
template <typename Integer>
bool All(Integer a) {
  return a != 0;
}
template <typename Integer>
bool Any(Integer a) {
  return a != 0;
}

// Rounding.

/// (a + b) / 2, halves away from zero.
template <typename Integer>
Integer RoundingHalfSum(Integer a, Integer b) {
  const int64_t sum = int64_t{a} + b;
  return static_cast<Integer>((sum + (sum >= 0 ? 1 : -1)) / 2);
}
template <typename Integer>
Integer SaturatingAdd(Integer a, Integer b) {
  return Saturated<Integer>(int64_t{a} + b);
}
template <typename Integer>
Integer AddSaturatingIf16Bit(Integer a, Integer b) {
  return sizeof(Integer) == 2 ? SaturatingAdd(a, b) : Add(a, b);
}
/// The product of two fractions, a * b / 2^(bits - 1), to nearest: halves away from zero for positive products, up for
/// negative ones. The one product that overflows is saturated.
template <typename Integer>
Integer SaturatingRoundingDoublingHighMul(Integer a, Integer b) {
  constexpr int kBits = std::numeric_limits<Integer>::digits;
  const int64_t product = int64_t{a} * b, half = int64_t{1} << (kBits - 1);
  return Saturated<Integer>((product + (product >= 0 ? half : 1 - half)) / (int64_t{1} << kBits));
}
/// x / 2^exponent, halves away from zero; the exponent is in [0, 31].
template <typename Integer, typename Exponent>
inline Integer RoundingDivideByPOT(Integer x, Exponent exponent) {
  const int64_t mask = (int64_t{1} << exponent) - 1, rest = x & mask;
  return static_cast<Integer>((x >> exponent) + (rest > (mask >> 1) + (x < 0 ? 1 : 0) ? 1 : 0));
}
/// x * 2^Exponent, saturated or rounded.
template <int Exponent, typename Integer>
Integer SaturatingRoundingMultiplyByPOT(Integer x) {
  if constexpr (Exponent >= 0) {
    return ShiftLeft(x, Exponent);
  } else {
    return RoundingDivideByPOT(x, -Exponent);
  }
}

/// A number of one sign bit, some bits before the point, and the rest after it.
template <typename Raw, int tIntegerBits>
class FixedPoint {
 public:
  typedef Raw RawType;
  typedef FixedPointRawTypeTraits<RawType> RawTypeTraits;
  typedef typename RawTypeTraits::ScalarRawType ScalarRawType;
  typedef FixedPoint<ScalarRawType, tIntegerBits> ScalarFixedPointType;

  static constexpr int kTotalBits = 8 * static_cast<int>(sizeof(ScalarRawType));
  static constexpr int kIntegerBits = tIntegerBits;
  static constexpr int kFractionalBits = kTotalBits - 1 - kIntegerBits;
  static_assert(kIntegerBits >= 0 && kIntegerBits < kTotalBits, "no place for the fraction");

  static ScalarRawType ScalarRawMin() { return std::numeric_limits<ScalarRawType>::min(); }
  static ScalarRawType ScalarRawMax() { return std::numeric_limits<ScalarRawType>::max(); }
  static ScalarRawType RawMin() { return ScalarRawMin(); }
  static ScalarRawType RawMax() { return ScalarRawMax(); }

  static FixedPoint FromRaw(RawType x) {
    FixedPoint number;
    number.raw() = x;
    return number;
  }
  static FixedPoint FromScalarRaw(ScalarRawType x) { return FromRaw(x); }
  static FixedPoint FromScalarFixedPoint(ScalarFixedPointType x) { return FromRaw(x.raw()); }
  /// 2^Exponent.
  template <int Exponent>
  static FixedPoint ConstantPOT() {
    static_assert(kFractionalBits + Exponent < kTotalBits - 1 && kFractionalBits + Exponent >= 0, "does not fit");
    return FromRaw(static_cast<RawType>(RawType{1} << (kFractionalBits + Exponent)));
  }
  static FixedPoint Zero() { return FromRaw(0); }
  /// Or the largest number, without bits before the point.
  static FixedPoint One() { return FromRaw(Saturated<RawType>(int64_t{1} << kFractionalBits)); }
  /// The nearest number.
  static FixedPoint FromDouble(double x) {
    const double scaled = std::round(x * static_cast<double>(int64_t{1} << kFractionalBits));
    const double low = ScalarRawMin(), high = ScalarRawMax();
    return FromRaw(static_cast<RawType>(std::min(std::max(scaled, low), high)));
  }

  RawType raw() const { return raw_; }
  RawType& raw() { return raw_; }

 private:
  RawType raw_;
};

template <typename Raw, int kBitsA, int kBitsB>
FixedPoint<Raw, kBitsA + kBitsB> operator*(FixedPoint<Raw, kBitsA> a, FixedPoint<Raw, kBitsB> b) {
  return FixedPoint<Raw, kBitsA + kBitsB>::FromRaw(SaturatingRoundingDoublingHighMul(a.raw(), b.raw()));
}
/// The point moves, the bits stay.
template <int kExponent, typename Raw, int kBits>
FixedPoint<Raw, kExponent + kBits> ExactMulByPot(FixedPoint<Raw, kBits> a) {
  return FixedPoint<Raw, kExponent + kBits>::FromRaw(a.raw());
}
template <int kExponent, typename Raw, int kBits>
FixedPoint<Raw, kBits> SaturatingRoundingMultiplyByPOT(FixedPoint<Raw, kBits> a) {
  return FixedPoint<Raw, kBits>::FromRaw(SaturatingRoundingMultiplyByPOT<kExponent>(a.raw()));
}
/// The same number with another number of bits before the point.
template <int kBitsOut, typename Raw, int kBitsIn>
FixedPoint<Raw, kBitsOut> Rescale(FixedPoint<Raw, kBitsIn> x) {
  return FixedPoint<Raw, kBitsOut>::FromRaw(SaturatingRoundingMultiplyByPOT<kBitsIn - kBitsOut>(x.raw()));
}

// Functions of integers, of numbers with the same number of bits before the point.
#define TARE_FIXED_UNARY(Name, Function)                       \
  template <typename Raw, int kBits>                           \
  FixedPoint<Raw, kBits> Name(FixedPoint<Raw, kBits> a) {      \
    return FixedPoint<Raw, kBits>::FromRaw(Function(a.raw())); \
  }
#define TARE_FIXED_BINARY(Name, Function)                                           \
  template <typename Raw, int kBits>                                                \
  FixedPoint<Raw, kBits> Name(FixedPoint<Raw, kBits> a, FixedPoint<Raw, kBits> b) { \
    return FixedPoint<Raw, kBits>::FromRaw(Function(a.raw(), b.raw()));             \
  }
#define TARE_FIXED_MASK(Name)                                    \
  template <typename Raw, int kBits>                             \
  Raw Name(FixedPoint<Raw, kBits> a, FixedPoint<Raw, kBits> b) { \
    return Name(a.raw(), b.raw());                               \
  }
TARE_FIXED_UNARY(operator-, Neg)
TARE_FIXED_UNARY(operator~, BitNot)
TARE_FIXED_BINARY(operator+, Add)
TARE_FIXED_BINARY(operator-, Sub)
TARE_FIXED_BINARY(operator&, BitAnd)
TARE_FIXED_BINARY(operator^, BitXor)
TARE_FIXED_BINARY(operator|, BitOr)
TARE_FIXED_BINARY(RoundingHalfSum, RoundingHalfSum)
TARE_FIXED_BINARY(SaturatingAdd, SaturatingAdd)
TARE_FIXED_BINARY(AddSaturatingIf16Bit, AddSaturatingIf16Bit)
TARE_FIXED_MASK(MaskIfEqual)
TARE_FIXED_MASK(MaskIfNotEqual)
TARE_FIXED_MASK(MaskIfGreaterThan)
TARE_FIXED_MASK(MaskIfGreaterThanOrEqual)
TARE_FIXED_MASK(MaskIfLessThan)
TARE_FIXED_MASK(MaskIfLessThanOrEqual)
#undef TARE_FIXED_UNARY
#undef TARE_FIXED_BINARY
#undef TARE_FIXED_MASK
template <typename Raw, int kBits>
Raw MaskIfZero(FixedPoint<Raw, kBits> a) {
  return MaskIfZero(a.raw());
}
template <typename Raw, int kBits>
Raw MaskIfNonZero(FixedPoint<Raw, kBits> a) {
  return MaskIfNonZero(a.raw());
}
template <typename Raw, int kBits>
FixedPoint<Raw, kBits> SelectUsingMask(Raw if_mask, FixedPoint<Raw, kBits> then_val, FixedPoint<Raw, kBits> else_val) {
  return FixedPoint<Raw, kBits>::FromRaw(SelectUsingMask(if_mask, then_val.raw(), else_val.raw()));
}
template <typename Raw, int kBits>
bool operator==(FixedPoint<Raw, kBits> a, FixedPoint<Raw, kBits> b) {
  return a.raw() == b.raw();
}
template <typename Raw, int kBits>
bool operator!=(FixedPoint<Raw, kBits> a, FixedPoint<Raw, kBits> b) {
  return a.raw() != b.raw();
}
template <typename Raw, int kBits>
double ToDouble(FixedPoint<Raw, kBits> x) {
  return x.raw() / static_cast<double>(int64_t{1} << FixedPoint<Raw, kBits>::kFractionalBits);
}

/// A constant's 32 bits, rounded to as many as the type has.
template <typename Fixed>
inline typename Fixed::ScalarRawType RescaleConstantInitializer(int32_t int32_value) {
  return static_cast<typename Fixed::ScalarRawType>(RoundingDivideByPOT(int32_value, 32 - Fixed::kTotalBits));
}
#define GEMMLOWP_CHECKED_FIXEDPOINT_CONSTANT(FixedPointType, ScalarRawInt32Value, DoubleValue) \
  (FixedPointType::FromScalarRaw(gemmlowp::RescaleConstantInitializer<FixedPointType>(ScalarRawInt32Value)))

}  // namespace gemmlowp

#include "fixedpoint/functions.h"

#endif  // TARE_API_CPP_FIXEDPOINT_FIXEDPOINT_H_
