// C API: signatures, the named entry points of a model. Several runners over one interpreter share its tensors.
#ifndef TARE_API_C_SIGNATURE_RUNNER_H_
#define TARE_API_C_SIGNATURE_RUNNER_H_

#include "api/c/interpreter.h"

extern "C" {

typedef struct TfLiteSignatureRunner TfLiteSignatureRunner;

TARE_EXPORT int32_t TfLiteInterpreterGetSignatureCount(const TfLiteInterpreter* interpreter);
/// NULL when out of range.
TARE_EXPORT const char* TfLiteInterpreterGetSignatureKey(const TfLiteInterpreter* interpreter, int32_t signature_index);
/// NULL if the key is unknown. A NULL key means the first signature of the main graph, or, in a model without
/// signatures, the main graph with its tensors' names. Delete the runner before the interpreter.
TARE_EXPORT TfLiteSignatureRunner* TfLiteInterpreterGetSignatureRunner(const TfLiteInterpreter* interpreter,
                                                                       const char* signature_key);
/// NULL is allowed.
TARE_EXPORT void TfLiteSignatureRunnerDelete(TfLiteSignatureRunner* signature_runner);

/// Names are sorted by bytes; NULL when out of range.
TARE_EXPORT size_t TfLiteSignatureRunnerGetInputCount(const TfLiteSignatureRunner* signature_runner);
TARE_EXPORT const char* TfLiteSignatureRunnerGetInputName(const TfLiteSignatureRunner* signature_runner,
                                                          int32_t input_index);
TARE_EXPORT size_t TfLiteSignatureRunnerGetOutputCount(const TfLiteSignatureRunner* signature_runner);
TARE_EXPORT const char* TfLiteSignatureRunnerGetOutputName(const TfLiteSignatureRunner* signature_runner,
                                                           int32_t output_index);
/// NULL if the name is unknown.
TARE_EXPORT TfLiteTensor* TfLiteSignatureRunnerGetInputTensor(TfLiteSignatureRunner* signature_runner,
                                                              const char* input_name);
TARE_EXPORT const TfLiteTensor* TfLiteSignatureRunnerGetOutputTensor(const TfLiteSignatureRunner* signature_runner,
                                                                     const char* output_name);

/// Strict: only dimensions that the model leaves open may change.
TARE_EXPORT TfLiteStatus TfLiteSignatureRunnerResizeInputTensor(TfLiteSignatureRunner* signature_runner,
                                                                const char* input_name, const int* input_dims,
                                                                int32_t input_dims_size);
TARE_EXPORT TfLiteStatus TfLiteSignatureRunnerAllocateTensors(TfLiteSignatureRunner* signature_runner);
TARE_EXPORT TfLiteStatus TfLiteSignatureRunnerInvoke(TfLiteSignatureRunner* signature_runner);

}  // extern "C"

#endif  // TARE_API_C_SIGNATURE_RUNNER_H_
