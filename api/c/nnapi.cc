// C API: the NNAPI delegate, for apps that ask for it by name. It is the one that takes nothing over.
// clang-format off: what says how functions are exported comes first
#include "api/c/public.h"
#include "include/tensorflow/lite/delegates/nnapi/nnapi_delegate_c_api.h"
#include "include/tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h"
// clang-format on

TfLiteNnapiDelegateOptions TfLiteNnapiDelegateOptionsDefault() {
  return {TfLiteNnapiDelegateOptions::kUndefined, nullptr, nullptr, nullptr, 1, 0, 3, nullptr};
}

TfLiteDelegate* TfLiteNnapiDelegateCreate(const TfLiteNnapiDelegateOptions* /*options*/) {
  return TfLiteXNNPackDelegateCreate(nullptr);
}

void TfLiteNnapiDelegateDelete(TfLiteDelegate* delegate) { TfLiteXNNPackDelegateDelete(delegate); }
