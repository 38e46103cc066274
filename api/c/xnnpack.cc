// C API: the XNNPACK delegate, for apps that ask for it by name. It is told from others by a mark in the upper half of
// its flags, as a Select TF library's is.
#include "api/c/xnnpack.h"

#include "include/tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h"

namespace {

constexpr int64_t kMark = int64_t{0x584e4e50} << 32;

struct Xnnpack {
  TfLiteDelegate delegate;
  int threads;
};

/// Caches are told apart by their addresses, which is all that they have.
struct TfLiteXNNPackDelegateWeightsCache* NewCache() {
  return static_cast<struct TfLiteXNNPackDelegateWeightsCache*>(__builtin_malloc(1));
}

}  // namespace

bool tare::c::IsXnnpack(const TfLiteDelegate* delegate, int* threads) {
  if (!delegate || delegate->flags != kMark) return false;
  *threads = reinterpret_cast<const Xnnpack*>(delegate)->threads;
  return true;
}

TfLiteXNNPackDelegateOptions TfLiteXNNPackDelegateOptionsDefault() {
  return {0, TFLITE_XNNPACK_DELEGATE_FLAG_QS8 | TFLITE_XNNPACK_DELEGATE_FLAG_QU8, nullptr, false};
}

TfLiteDelegate* TfLiteXNNPackDelegateCreate(const TfLiteXNNPackDelegateOptions* options) {
  auto* made = static_cast<Xnnpack*>(__builtin_calloc(1, sizeof(Xnnpack)));
  if (!made) return nullptr;
  made->delegate.flags = kMark;
  made->delegate.Prepare = [](TfLiteContext*, TfLiteDelegate*) { return kTfLiteOk; };
  made->threads = options ? options->num_threads : 0;
  return &made->delegate;
}

TfLiteDelegate* TfLiteXNNPackDelegateCreateWithThreadpool(const TfLiteXNNPackDelegateOptions* options,
                                                          TfLiteContext* /*context*/) {
  return TfLiteXNNPackDelegateCreate(options);
}

void TfLiteXNNPackDelegateDelete(TfLiteDelegate* delegate) { __builtin_free(delegate); }

void* TfLiteXNNPackDelegateGetThreadPool(TfLiteDelegate* /*delegate*/) { return nullptr; }

int TfLiteXNNPackDelegateGetFlags(TfLiteDelegate* /*delegate*/) {
  return static_cast<int>(TfLiteXNNPackDelegateOptionsDefault().flags);
}

struct TfLiteXNNPackDelegateWeightsCache* TfLiteXNNPackDelegateWeightsCacheCreate() { return NewCache(); }

struct TfLiteXNNPackDelegateWeightsCache* TfLiteXNNPackDelegateWeightsCacheCreateWithSize(size_t /*size*/) {
  return NewCache();
}

bool TfLiteXNNPackDelegateWeightsCacheFinalizeSoft(struct TfLiteXNNPackDelegateWeightsCache* /*cache*/) { return true; }

bool TfLiteXNNPackDelegateWeightsCacheFinalizeHard(struct TfLiteXNNPackDelegateWeightsCache* /*cache*/) { return true; }

void TfLiteXNNPackDelegateWeightsCacheDelete(struct TfLiteXNNPackDelegateWeightsCache* cache) { __builtin_free(cache); }
