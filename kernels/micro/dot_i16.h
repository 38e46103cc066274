// Dot product of int16 activations and int8 weights.
#ifndef TARE_KERNELS_MICRO_DOT_I16_H_
#define TARE_KERNELS_MICRO_DOT_I16_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Sum of x[i] * w[i], exact.
TARE_MICRO(int64_t DotI16(const int16_t* x, const int8_t* w, int n))

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_DOT_I16_H_
