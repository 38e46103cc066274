// The Select TF library's side of runtime/select_tf/interface.h.
#ifndef TARE_RUNTIME_SELECT_TF_LIBRARY_LIBRARY_H_
#define TARE_RUNTIME_SELECT_TF_LIBRARY_LIBRARY_H_

#include "runtime/select_tf/interface.h"

namespace tare::select_tf {

/// The core's services. All interpreters of a process have one core, so the last one told is the one.
extern const CoreTable* core;

/// A delegate that brings this library's kernels to an interpreter. It holds no state: all interpreters may share it,
/// and it need not be freed.
TfLiteDelegate* Delegate();

}  // namespace tare::select_tf

#endif  // TARE_RUNTIME_SELECT_TF_LIBRARY_LIBRARY_H_
