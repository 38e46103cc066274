// C API: interpreters.
#include "api/c/op_resolver.h"
#include "api/c/xnnpack.h"
#include "runtime/features.h"
#include "runtime/platform/log.h"

namespace {

/// Lets a delegate take nodes over.
TfLiteStatus Apply(tare::Interpreter& interpreter, TfLiteDelegate* delegate) {
  int threads = 0;
  if (!tare::c::IsXnnpack(delegate, &threads)) return interpreter.ModifyGraphWithDelegate(delegate);
  return threads > interpreter.num_threads() ? interpreter.SetNumThreads(threads) : kTfLiteOk;
}

TfLiteInterpreter* Create(const TfLiteModel* model, const TfLiteInterpreterOptions* optional_options, bool only) {
  if (!model) return nullptr;
  const TfLiteInterpreterOptions defaults{{tare::LogError, nullptr}, -1, false, 0, nullptr, nullptr};
  const TfLiteInterpreterOptions& options = optional_options ? *optional_options : defaults;
  void* memory = __builtin_calloc(1, sizeof(TfLiteInterpreter));
  if (!memory) return nullptr;
  auto* interpreter = static_cast<TfLiteInterpreter*>(memory);
  // The runtime counts references on a model that is otherwise immutable.
  auto* runtime_model = reinterpret_cast<tare::Model*>(const_cast<TfLiteModel*>(model));
  if (tare::features::delegates) {
    auto* extras = static_cast<tare::c::Extras*>(options.extras);
    const tare::OpResolver resolver = tare::c::ResolverOf(extras, only);
    interpreter->fallback = extras && extras->fallback;
    interpreter->impl = tare::Interpreter::Create(runtime_model, options.errors, -1, &resolver);
  } else {
    interpreter->impl = tare::Interpreter::Create(runtime_model, options.errors, -1);
  }
  bool good = interpreter->impl != nullptr;
  // A number that it refuses is reported, and the default stays.
  if (good) interpreter->impl->SetNumThreads(options.num_threads);
  for (int i = 0; good && i < options.delegate_count; ++i) {
    good = Apply(*interpreter->impl, options.delegates[i]) == kTfLiteOk;
  }
  if (!good) {
    TfLiteInterpreterDelete(interpreter);
    return nullptr;
  }
  interpreter->cancellable = options.cancellable;
  if (options.cancellable) interpreter->impl->SetCancellationFlag(&interpreter->cancelled);
  return interpreter;
}

/// Copies all inputs to `saved`, or from there back; strings keep their memory anyway. Returns their bytes.
size_t CopyInputs(const tare::Interpreter& interpreter, char* saved, bool back) {
  size_t at = 0;
  for (int i = 0; i < interpreter.input_count(); ++i) {
    const TfLiteTensor& t = *interpreter.tensor(interpreter.inputs()[i]);
    if (t.type == kTfLiteString || !t.bytes) continue;
    if (saved) __builtin_memcpy(back ? t.data.raw : saved + at, back ? saved + at : t.data.raw, t.bytes);
    at += t.bytes;
  }
  return at;
}

/// Runs again on the same inputs, which may lie in the memory plan that goes with the delegates.
TfLiteStatus InvokeWithoutDelegates(tare::Interpreter& interpreter) {
  tare::ReportTo(interpreter.errors(), "Invoke() failed in the presence of delegation. Retrying without.");
  auto* saved = static_cast<char*>(__builtin_malloc(CopyInputs(interpreter, nullptr, false) | 1));
  if (!saved) return kTfLiteError;
  CopyInputs(interpreter, saved, false);
  interpreter.RemoveAllDelegates();
  TfLiteStatus status = interpreter.AllocateTensors();
  if (status == kTfLiteOk) CopyInputs(interpreter, saved, true);
  __builtin_free(saved);
  if (status == kTfLiteOk) status = interpreter.Invoke();
  return status == kTfLiteOk ? kTfLiteDelegateError : kTfLiteError;
}

}  // namespace

TfLiteInterpreter* TfLiteInterpreterCreate(const TfLiteModel* model, const TfLiteInterpreterOptions* optional_options) {
  return Create(model, optional_options, /*only=*/false);
}

TfLiteInterpreter* TfLiteInterpreterCreateWithSelectedOps(const TfLiteModel* model,
                                                          const TfLiteInterpreterOptions* options) {
  return Create(model, options, /*only=*/true);
}

TfLiteStatus TfLiteInterpreterModifyGraphWithDelegate(const TfLiteInterpreter* interpreter, TfLiteDelegate* delegate) {
  return Apply(*interpreter->impl, delegate);
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
  const TfLiteStatus status = interpreter->impl->Invoke();
  if (!tare::features::delegates || status == kTfLiteOk || status == kTfLiteCancelled || !interpreter->fallback) {
    return status;
  }
  return InvokeWithoutDelegates(*interpreter->impl);
}

TfLiteStatus TfLiteInterpreterCancel(const TfLiteInterpreter* interpreter) {
  if (!interpreter->cancellable) return kTfLiteError;
  const_cast<TfLiteInterpreter*>(interpreter)->cancelled = true;
  return kTfLiteOk;
}

size_t TareInterpreterArenaBytes(const TfLiteInterpreter* interpreter) { return interpreter->impl->arena_bytes(); }
