// What STRIDED_SLICE selects, for the ops that read or write it.
#ifndef TARE_KERNELS_SHAPE_STRIDED_SLICE_H_
#define TARE_KERNELS_SHAPE_STRIDED_SLICE_H_

#include "runtime/kernel.h"

namespace tare {

/// Elements of a tensor: from `offset` on, dimensions with strides. `shape` also has the new dimensions of 1 and lacks
/// the dropped ones.
struct Slice {
  Shape shape;
  ptrdiff_t offset = 0;
  int rank = 0;
  struct {
    int dim;
    ptrdiff_t stride;
  } dims[kMaxRank];
};

/// Begin, end and strides: inputs 1 to 3.
Status CheckSlice(Kernel k);
/// What the inputs and the options select of `whole`. Where a dimension has an index, the begin mask makes it 0 if
/// `masks_indices`; TensorFlow ignores the mask there.
Status ResolveSlice(Kernel k, Tensor whole, Slice& slice, bool masks_indices);

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_STRIDED_SLICE_H_
