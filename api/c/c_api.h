// The C API of TensorFlow Lite (c_api.h) as this library exports it: same names, signatures and behaviour, so that code
// compiled against the official headers links and runs unchanged. One header and source per object of the API; this
// one is the entry that brings them all along.
#ifndef TARE_API_C_C_API_H_
#define TARE_API_C_C_API_H_

#include "api/c/interpreter.h"
#include "api/c/model.h"
#include "api/c/options.h"
#include "api/c/signature_runner.h"
#include "api/c/tensor.h"

extern "C" {

/// Version of the official library that this one stands in for, and its model schema's version (3).
TARE_EXPORT const char* TfLiteVersion();
TARE_EXPORT const char* TfLiteExtensionApisVersion();
TARE_EXPORT int TfLiteSchemaVersion();

}  // extern "C"

#endif  // TARE_API_C_C_API_H_
