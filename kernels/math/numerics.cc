// The series behind the elementary functions. e^x = 2^k e^r with |r| <= ln 2 / 2 (Cody and Waite's reduction), e^r by
// its Taylor series to r^11, whose remainder is below 4e-14: fewer bytes than a minimax polynomial of equal use.
#include "kernels/math/numerics.h"

namespace tare {

double Exp(double x) {
  if (!(x > -708.)) return x == x ? 0. : x;  // NaN stays
  if (x > 709.) return __builtin_inf();
  constexpr double kLog2E = 1.4426950408889634;
  // ln 2 in two parts; the first has zeros enough that k times it is exact.
  constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
  const int k = static_cast<int>(x * kLog2E + (x < 0 ? -.5 : .5));
  const double r = (x - k * kLn2High) - k * kLn2Low;
  constexpr double kInverse[] = {1. / 11, 1. / 10, 1. / 9, 1. / 8, 1. / 7, 1. / 6, 1. / 5, 1. / 4, 1. / 3, 1. / 2, 1.};
  double sum = 1.;
  for (const double inverse : kInverse) sum = 1. + sum * (r * inverse);
  const int64_t bits = static_cast<int64_t>(k + 1023) << 52;  // 2^k; k is within [-1021, 1023]
  double power;
  __builtin_memcpy(&power, &bits, sizeof(power));
  return sum * power;
}

double Tanh(double x) {
  // tanh x = 1 - 2 / (e^2x + 1), but x - x^3 / 3 + 2 x^5 / 15 where that would cancel.
  const double square = x * x;
  if (square < 1e-5) return x * (1. - square * (1. / 3 - square * (2. / 15)));
  return 1. - 2. / (Exp(2. * x) + 1.);
}

double ExpMinusOne(double x) {
  if (x < -.1 || x > .1) return Exp(x) - 1.;
  double sum = 1.;  // the series x (1 + x/2 (1 + x/3 (…)))
  for (int n = 10; n > 1; --n) sum = 1. + sum * x / n;
  return x * sum;
}

double Erf(double x) {
  const double a = x < 0 ? -x : x;
  if (!(a < 6.)) return x == x ? (x < 0 ? -1. : 1.) : x;
  // 2 / sqrt(pi) e^-x² (x + 2x³/3 + 4x⁵/15 + …): all terms have one sign, so nothing cancels.
  double term = x, sum = x;
  for (int n = 1; (term < 0 ? -term : term) > a * 1e-17; ++n) {
    term *= 2. * a * a / (2 * n + 1);
    sum += term;
  }
  return 1.1283791670955125739 * Exp(-a * a) * sum;
}

int32_t RoundToInt(double x) {
  if (!(x > INT32_MIN)) return x == x ? INT32_MIN : 0;
  if (x >= INT32_MAX) return INT32_MAX;
  // The fraction of a double below 2^31 is exact, so adding a half cannot round up what is just below one.
  return static_cast<int32_t>(x + (x < 0 ? -.5 : .5));
}

}  // namespace tare
