// C API: options of an interpreter.
#include "api/c/op_resolver.h"
#include "runtime/features.h"
#include "runtime/platform/log.h"

TfLiteInterpreterOptions* TfLiteInterpreterOptionsCreate() {
  auto* options = static_cast<TfLiteInterpreterOptions*>(__builtin_calloc(1, sizeof(TfLiteInterpreterOptions)));
  if (!options) return nullptr;
  options->errors.report = tare::LogError;
  options->num_threads = -1;
  return options;
}

TfLiteInterpreterOptions* TfLiteInterpreterOptionsCopy(const TfLiteInterpreterOptions* from) {
  TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
  if (!options) return nullptr;
  __builtin_memcpy(options, from, offsetof(TfLiteInterpreterOptions, delegate_count));
  for (int i = 0; i < from->delegate_count; ++i) TfLiteInterpreterOptionsAddDelegate(options, from->delegates[i]);
  if (tare::features::delegates)
    options->extras = tare::c::CopyExtras(static_cast<const tare::c::Extras*>(from->extras));
  return options;
}

void TfLiteInterpreterOptionsDelete(TfLiteInterpreterOptions* options) {
  if (!options) return;
  __builtin_free(options->delegates);
  if (tare::features::delegates) tare::c::FreeExtras(static_cast<tare::c::Extras*>(options->extras));
  __builtin_free(options);
}

void TfLiteInterpreterOptionsSetNumThreads(TfLiteInterpreterOptions* options, int32_t num_threads) {
  options->num_threads = num_threads;
}

void TfLiteInterpreterOptionsAddDelegate(TfLiteInterpreterOptions* options, TfLiteDelegate* delegate) {
  void* grown = __builtin_realloc(options->delegates, (options->delegate_count + 1u) * sizeof(TfLiteDelegate*));
  if (!grown) return;
  options->delegates = static_cast<TfLiteDelegate**>(grown);
  options->delegates[options->delegate_count++] = delegate;
}

void TfLiteInterpreterOptionsSetErrorReporter(TfLiteInterpreterOptions* options, TfLiteErrorFunction reporter,
                                              void* user_data) {
  options->errors = {reporter ? reporter : tare::LogError, user_data};
}

TfLiteStatus TfLiteInterpreterOptionsEnableCancellation(TfLiteInterpreterOptions* options, bool enable) {
  options->cancellable = enable;
  return kTfLiteOk;
}
