// StableHLO's regions: graphs of one operator that say how two elements meet. They are recognised, not run.
#ifndef TARE_KERNELS_MATH_REGION_H_
#define TARE_KERNELS_MATH_REGION_H_

#include "runtime/kernel.h"

namespace tare {

enum class Region : uint8_t { kUnknown, kAdd, kMultiply, kMinimum, kMaximum, kAll, kAny, kUpdate };

/// What graph `subgraph` does; kUnknown, with the error reported, for what is none of these.
Region RegionOf(Kernel k, int subgraph);

/// x = x meets y, one element. Integers wrap around.
using MeetElements = void (*)(void* x, const void* y);

/// nullptr where the region does not go with the type.
MeetElements MeetingOf(Region region, TfLiteType type);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_REGION_H_
