// Functions in 16-bit fixed point with 3 integer bits, bit for bit as the reference's fixed-point library computes them
// (it is what int16 recurrent cells are built on).
#ifndef TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_
#define TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_

#include <stdint.h>

namespace tare {

/// 1 / (1 + e^-x), times 2^15; `x` is times 2^12.
int16_t FixedLogistic(int16_t x);

/// tanh(x), times 2^15; `x` is times 2^12.
int16_t FixedTanh(int16_t x);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_
