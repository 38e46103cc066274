// C API: interpreters. Positions and tensor indices that the reference does not check are not checked here either,
// except where the runtime does it anyway.
#ifndef TARE_API_C_INTERPRETER_H_
#define TARE_API_C_INTERPRETER_H_

#include "api/c/model.h"
#include "api/c/options.h"

extern "C" {

typedef struct TfLiteInterpreter TfLiteInterpreter;

/// NULL, with messages to the options' reporter, if the model is NULL, an operator has no kernel or a delegate fails.
/// Tensors are not allocated yet. The options may be NULL and may be deleted afterwards.
TARE_EXPORT TfLiteInterpreter* TfLiteInterpreterCreate(const TfLiteModel* model,
                                                       const TfLiteInterpreterOptions* optional_options);
/// NULL is allowed.
TARE_EXPORT void TfLiteInterpreterDelete(TfLiteInterpreter* interpreter);

TARE_EXPORT int32_t TfLiteInterpreterGetInputTensorCount(const TfLiteInterpreter* interpreter);
TARE_EXPORT const int* TfLiteInterpreterInputTensorIndices(const TfLiteInterpreter* interpreter);
TARE_EXPORT TfLiteTensor* TfLiteInterpreterGetInputTensor(const TfLiteInterpreter* interpreter, int32_t input_index);
TARE_EXPORT int32_t TfLiteInterpreterGetOutputTensorCount(const TfLiteInterpreter* interpreter);
TARE_EXPORT const int* TfLiteInterpreterOutputTensorIndices(const TfLiteInterpreter* interpreter);
TARE_EXPORT const TfLiteTensor* TfLiteInterpreterGetOutputTensor(const TfLiteInterpreter* interpreter,
                                                                 int32_t output_index);
/// Any tensor of the main graph; NULL when out of range.
TARE_EXPORT TfLiteTensor* TfLiteInterpreterGetTensor(const TfLiteInterpreter* interpreter, int index);

/// Not strict: any dimension may change. TfLiteInterpreterAllocateTensors must follow.
TARE_EXPORT TfLiteStatus TfLiteInterpreterResizeInputTensor(TfLiteInterpreter* interpreter, int32_t input_index,
                                                            const int* input_dims, int32_t input_dims_size);
TARE_EXPORT TfLiteStatus TfLiteInterpreterAllocateTensors(TfLiteInterpreter* interpreter);
TARE_EXPORT TfLiteStatus TfLiteInterpreterInvoke(TfLiteInterpreter* interpreter);
/// From another thread: stops the Invoke that is running. An error unless the options enabled cancellation.
TARE_EXPORT TfLiteStatus TfLiteInterpreterCancel(const TfLiteInterpreter* interpreter);
/// Sets variable tensors to zero (experimental in the reference).
TARE_EXPORT TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter* interpreter);

/// Not in the reference: bytes of all memory arenas as planned by the last TfLiteInterpreterAllocateTensors.
TARE_EXPORT size_t TareInterpreterArenaBytes(const TfLiteInterpreter* interpreter);

}  // extern "C"

#endif  // TARE_API_C_INTERPRETER_H_
