// Kernels that only move elements, on integers of 4 and 2 bits: the kernel for bytes runs on unpacked copies, so that
// no loop needs to know that elements may begin within a byte.
#ifndef TARE_KERNELS_SHAPE_NARROW_ELEMENTS_H_
#define TARE_KERNELS_SHAPE_NARROW_ELEMENTS_H_

#include "runtime/kernel.h"

namespace tare {

/// Eval of a kernel that moves elements of the inputs of such types to its outputs as `eval` moves bytes. Fails where
/// there is no memory for the copies.
Status MoveNarrow(Kernel k, Status (*eval)(Kernel));

template <Status (*eval)(Kernel)>
Status EvalNarrowElements(Kernel k) {
  return MoveNarrow(k, eval);
}

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_NARROW_ELEMENTS_H_
