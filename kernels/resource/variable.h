// Variables as TensorFlow's ops see them that change a part of one or look at it.
#ifndef TARE_KERNELS_RESOURCE_VARIABLE_H_
#define TARE_KERNELS_RESOURCE_VARIABLE_H_

#include "runtime/kernel.h"

namespace tare {

/// Fails unless input 0 can be a variable's handle.
Status CheckVariableHandle(Kernel k);
/// Fails unless input `i` can be one.
Status CheckVariableHandle(Kernel k, int i);

/// The value of the variable whose handle is in input `i`. False, with a message, when there is no such variable; the
/// type is kTfLiteNoType while it is not assigned.
bool FindVariable(Kernel k, TfLiteTensor** value, int i = 0);

}  // namespace tare

#endif  // TARE_KERNELS_RESOURCE_VARIABLE_H_
