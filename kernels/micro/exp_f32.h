// Exponential functions of float rows, for SOFTMAX, LOGISTIC and TANH. Kernels call them at the base level alone: they
// are a small part of any model's time, and a second copy would double their bytes.
#ifndef TARE_KERNELS_MICRO_EXP_F32_H_
#define TARE_KERNELS_MICRO_EXP_F32_H_

#include "kernels/micro/isa.h"

namespace tare {

// `out` may be `x`. Errors stay near 1 unit in the last place for the first, 2.5 for the others; NaN stays NaN.

/// out = e^((x - origin) * scale), over the whole range of float.
TARE_MICRO(void ExpRowF32(const float* x, float* out, int n, float origin, float scale))
/// out = 1 / (1 + e^-x).
TARE_MICRO(void LogisticRowF32(const float* x, float* out, int n))
TARE_MICRO(void TanhRowF32(const float* x, float* out, int n))

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_EXP_F32_H_
