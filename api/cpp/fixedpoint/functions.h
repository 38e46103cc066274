// e^x, 1 / (1 + x), tanh and the logistic function in fixed point; included by fixedpoint.h.
//
// Constants are 32-bit fractions, the nearest ones; those of 16-bit numbers are rounded from them once more.
#ifndef TARE_API_CPP_FIXEDPOINT_FUNCTIONS_H_
#define TARE_API_CPP_FIXEDPOINT_FUNCTIONS_H_

#include "fixedpoint/fixedpoint.h"

namespace gemmlowp {
namespace fixed_internal {

/// A number whose 32-bit pattern, with as many bits before the point, is given.
template <typename Fixed>
Fixed Constant(int32_t raw32) {
  return Fixed::FromRaw(RescaleConstantInitializer<Fixed>(raw32));
}

/// 2 / (1 + x) of x in [0, 1): Newton's iterations y <- y + y (1 - d y) for 1 / d, d = (1 + x) / 2, from the linear
/// guess 48/17 - 32/17 d, whose error is smallest over [1/2, 1].
template <typename Raw>
FixedPoint<Raw, 2> TwoOverOnePlus(FixedPoint<Raw, 0> x) {
  typedef FixedPoint<Raw, 2> Two;
  const FixedPoint<Raw, 0> half = RoundingHalfSum(x, FixedPoint<Raw, 0>::One());
  Two y = Constant<Two>(1515870810) + half * Constant<Two>(-1010580540);
  for (int i = 0; i < 3; ++i) y = y + Rescale<2>(y * (Two::One() - half * y));
  return y;
}

}  // namespace fixed_internal

/// e^a of a in [-1/4, 0): around -1/8, e^-1/8 (1 + x + x^2/2 + x^3/6 + x^4/24).
template <typename Raw>
FixedPoint<Raw, 0> exp_on_interval_between_negative_one_quarter_and_0_excl(FixedPoint<Raw, 0> a) {
  typedef FixedPoint<Raw, 0> Fraction;
  const Fraction middle = fixed_internal::Constant<Fraction>(1895147668);  // e^-1/8
  const Fraction third = fixed_internal::Constant<Fraction>(715827883);
  const Fraction x = a + Fraction::template ConstantPOT<-3>(), x2 = x * x;
  const Fraction x3 = x2 * x, x4 = x2 * x2;
  const Fraction cubic = (SaturatingRoundingMultiplyByPOT<-2>(x4) + x3) * third;
  return AddSaturatingIf16Bit(middle, middle * (x + SaturatingRoundingMultiplyByPOT<-1>(cubic + x2)));
}

/// e^a of a <= 0: the bits below a quarter by the polynomial, each bit above by a product with a constant. Below -32,
/// which takes six bits before the point, it is 0; e^0 is One().
template <typename Raw, int kBits>
FixedPoint<Raw, 0> exp_on_negative_values(FixedPoint<Raw, kBits> a) {
  typedef FixedPoint<Raw, kBits> In;
  typedef FixedPoint<Raw, 0> Fraction;
  if (a.raw() == 0) return Fraction::One();
  if constexpr (kBits > 5) {
    if (a.raw() < -(int64_t{32} << In::kFractionalBits)) return Fraction::Zero();
  }
  const In quarter = In::template ConstantPOT<-2>();
  const In low = (a & (quarter - In::FromRaw(1))) - quarter;  // in [-1/4, 0)
  Fraction result = exp_on_interval_between_negative_one_quarter_and_0_excl(Rescale<0>(low));
  const auto rest = static_cast<uint32_t>((low - a).raw());
  // e^-1/4, e^-1/2, e^-1, e^-2, …, e^-16.
  constexpr int32_t kPowers[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
  for (int i = 0; i < 7 && i - 2 < kBits; ++i) {
    if (rest >> (In::kFractionalBits + i - 2) & 1) result = result * fixed_internal::Constant<Fraction>(kPowers[i]);
  }
  return result;
}

/// 1 / (1 + a) of a in [0, 1).
template <typename Raw>
FixedPoint<Raw, 0> one_over_one_plus_x_for_x_in_0_1(FixedPoint<Raw, 0> a) {
  return Rescale<0>(ExactMulByPot<-1>(fixed_internal::TwoOverOnePlus(a)));
}
/// (1 - a) / (1 + a) of a in [0, 1).
template <typename Raw>
FixedPoint<Raw, 0> one_minus_x_over_one_plus_x_for_x_in_0_1(FixedPoint<Raw, 0> a) {
  return Rescale<0>(fixed_internal::TwoOverOnePlus(a) - FixedPoint<Raw, 2>::One());
}

/// -tanh(a) of a <= 0: (1 - e^2a) / (1 + e^2a).
template <typename Raw, int kBits>
FixedPoint<Raw, 0> neg_tanh_on_negative_values(FixedPoint<Raw, kBits> a) {
  return one_minus_x_over_one_plus_x_for_x_in_0_1(exp_on_negative_values(ExactMulByPot<1>(a)));
}
template <typename Raw, int kBits>
FixedPoint<Raw, 0> tanh(FixedPoint<Raw, kBits> a) {
  if (a.raw() == 0) return FixedPoint<Raw, 0>::Zero();
  if (a.raw() < 0) return -neg_tanh_on_negative_values(a);
  return neg_tanh_on_negative_values(-a);
}

/// 1 / (1 + e^-a) of a >= 0.
template <typename Raw, int kBits>
FixedPoint<Raw, 0> logistic_on_positive_values(FixedPoint<Raw, kBits> a) {
  return one_over_one_plus_x_for_x_in_0_1(exp_on_negative_values(-a));
}
template <typename Raw, int kBits>
FixedPoint<Raw, 0> logistic(FixedPoint<Raw, kBits> a) {
  typedef FixedPoint<Raw, 0> Fraction;
  if (a.raw() == 0) return Fraction::template ConstantPOT<-1>();
  if (a.raw() > 0) return logistic_on_positive_values(a);
  return Fraction::One() - logistic_on_positive_values(-a);
}

}  // namespace gemmlowp

#endif  // TARE_API_CPP_FIXEDPOINT_FUNCTIONS_H_
