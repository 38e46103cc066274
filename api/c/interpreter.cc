// C API: interpreters.
#include "api/c/types.h"
#include "runtime/platform/log.h"

TfLiteInterpreter* TfLiteInterpreterCreate(const TfLiteModel* model, const TfLiteInterpreterOptions* optional_options) {
  if (!model) return nullptr;
  const TfLiteInterpreterOptions defaults{{tare::LogError, nullptr}, -1, false, 0, nullptr};
  const TfLiteInterpreterOptions& options = optional_options ? *optional_options : defaults;
  void* memory = __builtin_calloc(1, sizeof(TfLiteInterpreter));
  if (!memory) return nullptr;
  auto* interpreter = static_cast<TfLiteInterpreter*>(memory);
  // The runtime counts references on a model that is otherwise immutable.
  auto* runtime_model = reinterpret_cast<tare::Model*>(const_cast<TfLiteModel*>(model));
  interpreter->impl = tare::Interpreter::Create(runtime_model, options.errors, -1);
  bool good = interpreter->impl != nullptr;
  // A number that it refuses is reported, and the default stays.
  if (good) interpreter->impl->SetNumThreads(options.num_threads);
  for (int i = 0; good && i < options.delegate_count; ++i) {
    good = interpreter->impl->ModifyGraphWithDelegate(options.delegates[i]) == kTfLiteOk;
  }
  if (!good) {
    TfLiteInterpreterDelete(interpreter);
    return nullptr;
  }
  interpreter->cancellable = options.cancellable;
  if (options.cancellable) interpreter->impl->SetCancellationFlag(&interpreter->cancelled);
  return interpreter;
}

void TfLiteInterpreterDelete(TfLiteInterpreter* interpreter) {
  if (!interpreter) return;
  if (interpreter->impl) tare::Interpreter::Destroy(interpreter->impl);
  __builtin_free(interpreter);
}

int32_t TfLiteInterpreterGetInputTensorCount(const TfLiteInterpreter* interpreter) {
  return interpreter->impl->input_count();
}

const int* TfLiteInterpreterInputTensorIndices(const TfLiteInterpreter* interpreter) {
  return interpreter->impl->inputs();
}

TfLiteTensor* TfLiteInterpreterGetInputTensor(const TfLiteInterpreter* interpreter, int32_t input_index) {
  return interpreter->impl->tensor(interpreter->impl->inputs()[input_index]);
}

int32_t TfLiteInterpreterGetOutputTensorCount(const TfLiteInterpreter* interpreter) {
  return interpreter->impl->output_count();
}

const int* TfLiteInterpreterOutputTensorIndices(const TfLiteInterpreter* interpreter) {
  return interpreter->impl->outputs();
}

const TfLiteTensor* TfLiteInterpreterGetOutputTensor(const TfLiteInterpreter* interpreter, int32_t output_index) {
  return interpreter->impl->tensor(interpreter->impl->outputs()[output_index]);
}

TfLiteTensor* TfLiteInterpreterGetTensor(const TfLiteInterpreter* interpreter, int index) {
  return interpreter->impl->tensor(index);
}

TfLiteStatus TfLiteInterpreterResizeInputTensor(TfLiteInterpreter* interpreter, int32_t input_index,
                                                const int* input_dims, int32_t input_dims_size) {
  return interpreter->impl->ResizeInput(0, input_index, input_dims, input_dims_size, /*strict=*/false);
}

TfLiteStatus TfLiteInterpreterAllocateTensors(TfLiteInterpreter* interpreter) {
  return interpreter->impl->AllocateTensors();
}

TfLiteStatus TfLiteInterpreterInvoke(TfLiteInterpreter* interpreter) {
  interpreter->cancelled = false;
  return interpreter->impl->Invoke();
}

TfLiteStatus TfLiteInterpreterCancel(const TfLiteInterpreter* interpreter) {
  if (!interpreter->cancellable) return kTfLiteError;
  const_cast<TfLiteInterpreter*>(interpreter)->cancelled = true;
  return kTfLiteOk;
}

TfLiteStatus TfLiteInterpreterResetVariableTensors(TfLiteInterpreter* interpreter) {
  return interpreter->impl->ResetVariableTensors();
}

size_t TareInterpreterArenaBytes(const TfLiteInterpreter* interpreter) { return interpreter->impl->arena_bytes(); }
