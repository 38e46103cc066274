// C API: a platform's memory and synchronization objects as values. Both are a pointer, in a struct of its own type.
#include "api/c/public.h"
// clang-format off: after what says how functions are exported
#include "include/tensorflow/lite/async/interop/c/types.h"
// clang-format on

struct TfLiteBackendBuffer {
  void* pointer;
};
struct TfLiteSynchronization {
  void* pointer;
};

TfLiteBackendBuffer* TfLiteBackendBufferCreate() {
  return static_cast<TfLiteBackendBuffer*>(__builtin_calloc(1, sizeof(TfLiteBackendBuffer)));
}

void TfLiteBackendBufferDelete(TfLiteBackendBuffer* buf) { __builtin_free(buf); }

void TfLiteBackendBufferSetPtr(TfLiteBackendBuffer* buf, void* ptr) { buf->pointer = ptr; }

void* TfLiteBackendBufferGetPtr(const TfLiteBackendBuffer* buf) { return buf->pointer; }

TfLiteSynchronization* TfLiteSynchronizationCreate() {
  return static_cast<TfLiteSynchronization*>(__builtin_calloc(1, sizeof(TfLiteSynchronization)));
}

void TfLiteSynchronizationDelete(TfLiteSynchronization* sync) { __builtin_free(sync); }

void TfLiteSynchronizationSetPtr(TfLiteSynchronization* sync, void* ptr) { sync->pointer = ptr; }

void* TfLiteSynchronizationGetPtr(const TfLiteSynchronization* sync) { return sync->pointer; }
