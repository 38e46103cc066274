// Options of built-in operators as the C API's structures, for operators and delegates from outside. Tare's own kernels
// read the model's table instead, so nothing of this exists where neither was selected.
#ifndef TARE_RUNTIME_BUILTIN_DATA_H_
#define TARE_RUNTIME_BUILTIN_DATA_H_

#include "runtime/platform/memory.h"

namespace tare {

struct NodeRecord;

/// Sets a node's builtin_data from its options table: nullptr for operators without options. False when out of memory.
bool MakeBuiltinData(Pool& pool, NodeRecord& node);

}  // namespace tare

#endif  // TARE_RUNTIME_BUILTIN_DATA_H_
