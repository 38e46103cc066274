// C API: variables, tensors in the app's or a delegate's memory (c_api_experimental.h).
#include "api/c/types.h"

namespace {

/// Index of the main graph's n-th variable, or -1; counts them with n < 0.
int Variable(const tare::Interpreter& interpreter, int n) {
  int count = 0;
  for (int i = 0; i < interpreter.tensor_count(); ++i) {
    if (!interpreter.tensor(i)->is_variable) continue;
    if (count++ == n) return i;
  }
  return n < 0 ? count : -1;
}

}  // namespace

TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter* interpreter) {
  return interpreter->impl->ResetVariableTensors();
}

int32_t TfLiteInterpreterGetVariableTensorCount(const TfLiteInterpreter* interpreter) {
  return Variable(*interpreter->impl, -1);
}

TfLiteTensor* TfLiteInterpreterGetVariableTensor(const TfLiteInterpreter* interpreter, int32_t variable_index) {
  return variable_index < 0 ? nullptr : interpreter->impl->tensor(Variable(*interpreter->impl, variable_index));
}

int32_t TfLiteInterpreterGetInputTensorIndex(const TfLiteInterpreter* interpreter, int32_t input_index) {
  return interpreter->impl->inputs()[input_index];
}

int32_t TfLiteInterpreterGetOutputTensorIndex(const TfLiteInterpreter* interpreter, int32_t output_index) {
  return interpreter->impl->outputs()[output_index];
}

TfLiteStatus TfLiteInterpreterSetCustomAllocationForTensor(TfLiteInterpreter* interpreter, int tensor_index,
                                                           const TfLiteCustomAllocation* allocation, int64_t flags) {
  return allocation ? interpreter->impl->SetCustomAllocation(tensor_index, *allocation, flags) : kTfLiteError;
}

TfLiteStatus TfLiteInterpreterSetBufferHandle(TfLiteInterpreter* interpreter, TfLiteTensor* tensor,
                                              TfLiteBufferHandle buffer_handle, TfLiteOpaqueDelegate* delegate) {
  return tensor ? interpreter->impl->SetBufferHandle(*tensor, buffer_handle, delegate) : kTfLiteError;
}

TfLiteStatus TfLiteInterpreterGetBufferHandle(TfLiteInterpreter* interpreter, int tensor_index,
                                              TfLiteBufferHandle* buffer_handle, TfLiteOpaqueDelegate** delegate) {
  const TfLiteTensor* tensor = interpreter->impl->tensor(tensor_index);
  if (!tensor) return kTfLiteError;
  *buffer_handle = tensor->buffer_handle;
  *delegate = tensor->delegate;
  return kTfLiteOk;
}

void TfLiteSetAllowBufferHandleOutput(const TfLiteInterpreter* interpreter, bool allow_buffer_handle_output) {
  interpreter->impl->KeepOutputs(allow_buffer_handle_output);
}

TfLiteStatus TfLiteInterpreterEnsureTensorDataIsReadable(TfLiteInterpreter* interpreter, int tensor_index) {
  return interpreter->impl->EnsureReadable(tensor_index);
}
