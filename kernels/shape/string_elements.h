// Kernels that only move elements, on strings: the kernel for 32-bit elements runs on the numbers of the strings, and
// its output says which string goes where.
#ifndef TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_
#define TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_

#include "runtime/kernel.h"

namespace tare {

/// Eval of a kernel that moves the strings of input `input` as `eval` moves elements of other types.
Status MoveStrings(Kernel k, int input, Status (*eval)(Kernel));

template <Status (*eval)(Kernel), int input = 0>
Status EvalStrings(Kernel k) {
  return MoveStrings(k, input, eval);
}

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_STRING_ELEMENTS_H_
