// Elementwise float loops: rows of broadcasting binary ops (see kernels/math/broadcast.h) and a clamp.
#ifndef TARE_KERNELS_MICRO_ELEMENTWISE_F32_H_
#define TARE_KERNELS_MICRO_ELEMENTWISE_F32_H_

#include "kernels/micro/isa.h"

namespace tare {

/// What rows clamp their results to.
struct RowBounds {
  float min, max;
};

// RowFunctions of x + y, x - y, x * y and x / y; `params` is a RowBounds. A NaN stays NaN.
TARE_MICRO(void AddRowF32(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n))
TARE_MICRO(void SubRowF32(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n))
TARE_MICRO(void MulRowF32(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n))
TARE_MICRO(void DivRowF32(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n))

/// out = x clamped, after x < 0 was multiplied by `slope` (1 leaves x alone).
TARE_MICRO(void RectifyF32(const float* x, float* out, int n, float slope, float min, float max))

/// to += x * scale.
TARE_MICRO(void AddScaledF32(float* to, const float* x, float scale, int n))

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_ELEMENTWISE_F32_H_
