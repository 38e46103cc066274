// What the operators that run other graphs have in common: handing over inputs and taking back outputs.
#ifndef TARE_KERNELS_CONTROL_CALL_H_
#define TARE_KERNELS_CONTROL_CALL_H_

#include "runtime/callee.h"

namespace tare {

/// Gives graph `g` the shapes of the node's inputs from `first` on and prepares it. Fails unless the counts of inputs
/// and outputs and their types are the node's.
Status PrepareCall(Kernel k, const Callee& g, int first);

/// Gives the node's outputs the shapes of those of `g`, which PrepareCall has prepared, or makes them dynamic when
/// `dynamic` or when those shapes are not known yet.
Status ShapeOutputs(Kernel k, const Callee& g, bool dynamic);

/// Runs `g` on the node's inputs from `first` on and copies its outputs to the node's.
Status EvalCall(Kernel k, const Callee& g, int first);

}  // namespace tare

#endif  // TARE_KERNELS_CONTROL_CALL_H_
