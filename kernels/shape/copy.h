// For ops that give the same bytes another shape.
#ifndef TARE_KERNELS_SHAPE_COPY_H_
#define TARE_KERNELS_SHAPE_COPY_H_

#include "runtime/kernel.h"

namespace tare {

/// Prepare's end: gives output 0 its shape, which has as many elements as input 0.
Status PrepareCopy(Kernel k, const int* dims, int rank);

/// Copies a value into a tensor of the same type and size, unless they share memory. A dynamic string tensor takes any
/// size.
Status CopyTensor(Kernel k, Tensor from, Tensor to);

/// Eval: copies input 0 to output 0.
Status EvalCopy(Kernel k);

/// Marks output `i`, whose shape is set, as constant from Prepare on and returns its memory, which the caller fills in
/// Prepare. nullptr, with the error reported, when out of memory. Ops whose inputs are constant use it, so that what
/// follows may rely on the values while it is prepared.
void* MakeOutputConstant(Kernel k, int i);

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_COPY_H_
