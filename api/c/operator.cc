// C API: operators as objects, under both their names.
#include "runtime/operator.h"

#include "api/c/public.h"

TfLiteOperator* TfLiteOperatorCreate(TfLiteBuiltinOperator builtin_code, const char* custom_name, int version,
                                     void* user_data) {
  auto* o = static_cast<TfLiteOperator*>(__builtin_calloc(1, sizeof(TfLiteOperator)));
  if (!o) return nullptr;
  o->builtin_code = builtin_code;
  o->custom_name = custom_name;
  o->version = version;
  o->user_data = user_data;
  return o;
}

TfLiteRegistrationExternal* TfLiteRegistrationExternalCreate(TfLiteBuiltinOperator builtin_code,
                                                             const char* custom_name, int version) {
  return TfLiteOperatorCreate(builtin_code, custom_name, version, nullptr);
}

void* TfLiteOperatorGetUserData(const TfLiteOperator* registration) { return registration->user_data; }

// The functions that both names have.
#define TARE_OPERATOR_FUNCTIONS(prefix)                                                                          \
  void prefix##Delete(TfLiteOperator* registration) { __builtin_free(registration); }                            \
  void prefix##SetInit(TfLiteOperator* registration, void* (*init)(TfLiteOpaqueContext*, const char*, size_t)) { \
    registration->init = init;                                                                                   \
  }                                                                                                              \
  void prefix##SetFree(TfLiteOperator* registration, void (*free)(TfLiteOpaqueContext*, void*)) {                \
    registration->free = free;                                                                                   \
  }                                                                                                              \
  void prefix##SetPrepare(TfLiteOperator* registration,                                                          \
                          TfLiteStatus (*prepare)(TfLiteOpaqueContext*, TfLiteOpaqueNode*)) {                    \
    registration->prepare = prepare;                                                                             \
  }                                                                                                              \
  void prefix##SetInvoke(TfLiteOperator* registration,                                                           \
                         TfLiteStatus (*invoke)(TfLiteOpaqueContext*, TfLiteOpaqueNode*)) {                      \
    registration->invoke = invoke;                                                                               \
  }                                                                                                              \
  void prefix##SetAsyncKernel(TfLiteOperator* registration,                                                      \
                              TfLiteAsyncKernel* (*async_kernel)(TfLiteOpaqueContext*, TfLiteOpaqueNode*)) {     \
    registration->async_kernel = async_kernel;                                                                   \
  }                                                                                                              \
  void prefix##SetInplaceOperator(TfLiteOperator* registration, uint64_t inplace_operator) {                     \
    registration->inplace_operator = inplace_operator;                                                           \
  }                                                                                                              \
  TfLiteBuiltinOperator prefix##GetBuiltInCode(const TfLiteOperator* registration) {                             \
    return registration->builtin_code;                                                                           \
  }                                                                                                              \
  const char* prefix##GetCustomName(const TfLiteOperator* registration) { return registration->custom_name; }    \
  int prefix##GetVersion(const TfLiteOperator* registration) { return registration->version; }
TARE_OPERATOR_FUNCTIONS(TfLiteOperator)
TARE_OPERATOR_FUNCTIONS(TfLiteRegistrationExternal)
#undef TARE_OPERATOR_FUNCTIONS

TfLiteStatus TfLiteOperatorSetInitWithData(TfLiteOperator* registration,
                                           void* (*init)(void*, TfLiteOpaqueContext*, const char*, size_t)) {
  registration->init_with_data = init;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOperatorSetFreeWithData(TfLiteOperator* registration,
                                           void (*free)(void*, TfLiteOpaqueContext*, void*)) {
  registration->free_with_data = free;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOperatorSetPrepareWithData(TfLiteOperator* registration,
                                              TfLiteStatus (*prepare)(void*, TfLiteOpaqueContext*, TfLiteOpaqueNode*)) {
  registration->prepare_with_data = prepare;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOperatorSetInvokeWithData(TfLiteOperator* registration,
                                             TfLiteStatus (*invoke)(void*, TfLiteOpaqueContext*, TfLiteOpaqueNode*)) {
  registration->invoke_with_data = invoke;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOperatorSetAsyncKernelWithData(TfLiteOperator* registration,
                                                  TfLiteAsyncKernel* (*async_kernel)(void*, TfLiteOpaqueContext*,
                                                                                     TfLiteOpaqueNode*)) {
  registration->async_kernel_with_data = async_kernel;
  return kTfLiteOk;
}
