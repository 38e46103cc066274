// Functions in fixed point, bit for bit as the reference's fixed-point library computes them: 16-bit ones with 3
// integer bits, which int16 recurrent cells are built on, and a 32-bit reciprocal.
#ifndef TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_
#define TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_

#include "kernels/fixed_point.h"

namespace tare {

/// 1 / (1 + e^-x), times 2^15; `x` is times 2^12.
int16_t FixedLogistic(int16_t x);

/// tanh(x), times 2^15; `x` is times 2^12, or 2^(15 - integer_bits), of which there are up to 6.
int16_t FixedTanh(int16_t x);
int16_t FixedTanh(int16_t x, int integer_bits);

/// 1 / (1 + x) of x in [0, 1); both times 2^31.
int32_t FixedReciprocal(int32_t x);

/// 1 / sqrt(x) of x >= 0; 0 counts as 1.
QuantizedMultiplier FixedInverseRoot(int32_t x);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_FIXED_FUNCTIONS_H_
