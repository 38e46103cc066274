// Half-precision numbers to float and back.
#ifndef TARE_KERNELS_MICRO_HALF_H_
#define TARE_KERNELS_MICRO_HALF_H_

#include "kernels/micro/isa.h"

namespace tare {

/// out[i] = the float that the IEEE half with bits in[i] is: exact; subnormals, infinities and NaNs as well.
TARE_MICRO(void HalfToFloat(const uint16_t* in, float* out, int n))

/// out[i] = the IEEE half nearest to in[i], ties to even.
TARE_MICRO(void FloatToHalf(const float* in, uint16_t* out, int n))

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_HALF_H_
