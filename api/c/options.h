// C API: options of an interpreter, read when it is created.
#ifndef TARE_API_C_OPTIONS_H_
#define TARE_API_C_OPTIONS_H_

#include "api/c/model.h"

extern "C" {

typedef struct TfLiteInterpreterOptions TfLiteInterpreterOptions;

TARE_EXPORT TfLiteInterpreterOptions* TfLiteInterpreterOptionsCreate();
/// Shallow copy.
TARE_EXPORT TfLiteInterpreterOptions* TfLiteInterpreterOptionsCopy(const TfLiteInterpreterOptions* from);
/// NULL is allowed.
TARE_EXPORT void TfLiteInterpreterOptionsDelete(TfLiteInterpreterOptions* options);
/// -1 = the library's choice. Values below -1 are reported and ignored when the interpreter is created.
TARE_EXPORT void TfLiteInterpreterOptionsSetNumThreads(TfLiteInterpreterOptions* options, int32_t num_threads);
/// Delegates are applied in order when the interpreter is created; the caller keeps them alive.
TARE_EXPORT void TfLiteInterpreterOptionsAddDelegate(TfLiteInterpreterOptions* options, TfLiteDelegate* delegate);
TARE_EXPORT void TfLiteInterpreterOptionsSetErrorReporter(TfLiteInterpreterOptions* options,
                                                          TfLiteErrorFunction reporter, void* user_data);
/// Lets TfLiteInterpreterCancel stop a running Invoke.
TARE_EXPORT TfLiteStatus TfLiteInterpreterOptionsEnableCancellation(TfLiteInterpreterOptions* options, bool enable);

}  // extern "C"

#endif  // TARE_API_C_OPTIONS_H_
