// The core's side of runtime/select_tf/interface.h.
#ifndef TARE_RUNTIME_SELECT_TF_CORE_H_
#define TARE_RUNTIME_SELECT_TF_CORE_H_

#include "runtime/select_tf/interface.h"

namespace tare::select_tf {

/// The Select TF library behind a delegate; nullptr when the delegate is another kind's.
const LibraryTable* LibraryOf(const TfLiteDelegate* delegate);

/// The core's services, for LibraryTable::find.
const CoreTable& Core();

}  // namespace tare::select_tf

#endif  // TARE_RUNTIME_SELECT_TF_CORE_H_
