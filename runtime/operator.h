// What is behind an operator object of the C API. Of two forms of a function, the one with the object's user data is
// called where both are set.
#ifndef TARE_RUNTIME_OPERATOR_H_
#define TARE_RUNTIME_OPERATOR_H_

#include "runtime/c_abi.h"

struct TfLiteOperator {
  TfLiteBuiltinOperator builtin_code;
  const char* custom_name;
  int version;
  void* user_data;
  void* (*init)(TfLiteOpaqueContext*, const char*, size_t);
  void (*free)(TfLiteOpaqueContext*, void*);
  TfLiteStatus (*prepare)(TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  TfLiteStatus (*invoke)(TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  TfLiteAsyncKernel* (*async_kernel)(TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  void* (*init_with_data)(void*, TfLiteOpaqueContext*, const char*, size_t);
  void (*free_with_data)(void*, TfLiteOpaqueContext*, void*);
  TfLiteStatus (*prepare_with_data)(void*, TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  TfLiteStatus (*invoke_with_data)(void*, TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  TfLiteAsyncKernel* (*async_kernel_with_data)(void*, TfLiteOpaqueContext*, TfLiteOpaqueNode*);
  uint64_t inplace_operator;
};

namespace tare {

/// The object behind a registration; nullptr for one that has its functions itself.
inline const TfLiteOperator* OperatorOf(const TfLiteRegistration& r) {
  return static_cast<const TfLiteOperator*>(r.registration_external);
}

}  // namespace tare

#endif  // TARE_RUNTIME_OPERATOR_H_
