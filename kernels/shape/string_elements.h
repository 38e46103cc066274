// Kernels that only move elements, on strings: the kernel for 32-bit elements runs on the numbers of the strings, and
// its outputs say which string goes where.
#ifndef TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_
#define TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_

#include "runtime/kernel.h"

namespace tare {

/// Prepare of a kernel that does not take strings, for a node with strings: `prepare` sees tensors of int32 instead.
Status PrepareAsNumbers(Kernel k, Status (*prepare)(Kernel));

template <Status (*prepare)(Kernel)>
Status PrepareStrings(Kernel k) {
  return PrepareAsNumbers(k, prepare);
}

/// Eval of a kernel that moves the strings of all inputs to its outputs as `eval` moves elements of other types. What
/// `eval` fills with zeros are empty strings.
Status MoveStrings(Kernel k, Status (*eval)(Kernel));

template <Status (*eval)(Kernel)>
Status EvalStrings(Kernel k) {
  return MoveStrings(k, eval);
}

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_
