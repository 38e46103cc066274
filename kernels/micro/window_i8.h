// Integer engines of the ops whose window acts on each channel by itself: depthwise convolution and pools.
#ifndef TARE_KERNELS_MICRO_WINDOW_I8_H_
#define TARE_KERNELS_MICRO_WINDOW_I8_H_

#include "kernels/micro/engine_i8.h"

namespace tare {

/// The filter of a pool: the bounds of its fused activation.
struct PoolI8 {
  int32_t min, max;
};

// clang-format off
TARE_MICRO(
/// Depthwise convolution, multiplier 1: int32 sums.
EngineI8 GetDepthwiseI8(const OperandsI8& operands, int channels);
/// Pools: the filter is a PoolI8; `out` gets bytes, [row][column], as the tensor holds them. The mean is rounded half
/// away from zero.
EngineI8 GetAveragePoolI8();
EngineI8 GetMaxPoolI8()
)
// clang-format on

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_WINDOW_I8_H_
