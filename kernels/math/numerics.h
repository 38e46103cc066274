// Elementary functions of our own, in double precision: their results, rounded to float, are the correctly rounded ones
// in practice, so that tables made with them are the same on every ABI and the same as the reference's, whatever the
// device's math library computes.
#ifndef TARE_KERNELS_MATH_NUMERICS_H_
#define TARE_KERNELS_MATH_NUMERICS_H_

#include <stdint.h>

namespace tare {

/// e^x, relative error below 1e-12; 0 or infinity where the result leaves the range of double.
double Exp(double x);

/// tanh(x), relative error below 1e-11.
double Tanh(double x);

/// e^x - 1, exact near 0 too.
double ExpMinusOne(double x);

/// The error function, absolute error below 1e-13.
double Erf(double x);

/// 1 / (1 + e^-x).
inline double Logistic(double x) { return 1. / (1. + Exp(-x)); }

/// Nearest integer, ties away from zero, saturated to what int32 holds; 0 for NaN.
int32_t RoundToInt(double x);

/// `x` clamped to [lo, hi].
inline int32_t ClampInt(int64_t x, int32_t lo, int32_t hi) {
  return x < lo ? lo : x > hi ? hi : static_cast<int32_t>(x);
}

}  // namespace tare

#endif  // TARE_KERNELS_MATH_NUMERICS_H_
