// Whether two shapes need broadcasting.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PROCESS_BROADCAST_SHAPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PROCESS_BROADCAST_SHAPES_H_

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// Sets the category to none or the general one: the faster paths of a fivefold loop are not here.
inline bool ProcessBroadcastShapes(const RuntimeShape& shape0, const RuntimeShape& shape1, ArithmeticParams* params) {
  const int rank =
      shape0.DimensionsCount() > shape1.DimensionsCount() ? shape0.DimensionsCount() : shape1.DimensionsCount();
  const bool broadcast = RuntimeShape::ExtendedShape(rank, shape0) != RuntimeShape::ExtendedShape(rank, shape1);
  params->broadcast_category =
      broadcast ? BroadcastableOpCategory::kGenericBroadcast : BroadcastableOpCategory::kNonBroadcast;
  return broadcast;
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PROCESS_BROADCAST_SHAPES_H_
