// C API: models.
#ifndef TARE_API_C_MODEL_H_
#define TARE_API_C_MODEL_H_

#include "api/c/export.h"
#include "runtime/c_abi.h"

extern "C" {

/// A verified model. Interpreters keep it alive, so it may be deleted right after they were created.
typedef struct TfLiteModel TfLiteModel;
/// Receives printf-style messages.
typedef void (*TfLiteErrorFunction)(void* user_data, const char* format, va_list args);

/// Wraps bytes that the caller keeps alive and unchanged as long as the model and its interpreters live. NULL, with a
/// message, if they are not a valid model.
TARE_EXPORT TfLiteModel* TfLiteModelCreate(const void* model_data, size_t model_size);
TARE_EXPORT TfLiteModel* TfLiteModelCreateWithErrorReporter(const void* model_data, size_t model_size,
                                                            TfLiteErrorFunction reporter, void* user_data);
/// Maps a file. NULL, with a message, if it cannot be read or is not a valid model.
TARE_EXPORT TfLiteModel* TfLiteModelCreateFromFile(const char* model_path);
TARE_EXPORT TfLiteModel* TfLiteModelCreateFromFileWithErrorReporter(const char* model_path,
                                                                    TfLiteErrorFunction reporter, void* user_data);
/// NULL is allowed.
TARE_EXPORT void TfLiteModelDelete(TfLiteModel* model);

}  // extern "C"

#endif  // TARE_API_C_MODEL_H_
