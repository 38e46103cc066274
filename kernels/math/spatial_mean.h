// Quantized means over height and width: their own code, because they round otherwise than means over other dimensions
// (docs/numerics.md), and because most models have no other.
#ifndef TARE_KERNELS_MATH_SPATIAL_MEAN_H_
#define TARE_KERNELS_MATH_SPATIAL_MEAN_H_

#include "runtime/kernel.h"

namespace tare {

/// A node's data.
struct SpatialMean {
  int32_t multiplier, shift;  // from sums to outputs, less the zero point
  int32_t zero_point;
  bool is_spatial;  // the rest is unused where it is not
};

/// Fills `mean` from a node MEAN on int8 or uint8, and resizes its output [batch, 1, 1, channels] where it is spatial:
/// input [batch, height, width, channels], constant axes 1 and 2, dimensions kept.
Status PrepareSpatialMean(Kernel k, SpatialMean& mean);
/// Computes the output of a node that is spatial.
Status EvalSpatialMean(Kernel k, const SpatialMean& mean);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_SPATIAL_MEAN_H_
