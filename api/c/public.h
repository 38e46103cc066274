// The C API as the library itself sees it: the headers that users get, behind runtime/c_abi.h, which says how their
// functions are exported; and what the host's measuring commands need beyond them.
#ifndef TARE_API_C_PUBLIC_H_
#define TARE_API_C_PUBLIC_H_

// clang-format off: the order matters
#include "runtime/c_abi.h"
#include "include/tensorflow/lite/c/c_api_experimental.h"
// clang-format on

extern "C" {

/// Bytes of all memory arenas as planned by the last TfLiteInterpreterAllocateTensors. Exported only by libraries for
/// this machine.
TARE_EXPORT size_t TareInterpreterArenaBytes(const TfLiteInterpreter* interpreter);

}  // extern "C"

#endif  // TARE_API_C_PUBLIC_H_
