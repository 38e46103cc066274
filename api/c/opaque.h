// From the opaque API's pointers to the structures, which are what they point to.
#ifndef TARE_API_C_OPAQUE_H_
#define TARE_API_C_OPAQUE_H_

#include "api/c/public.h"
#include "include/tensorflow/lite/c/c_api_opaque.h"

namespace tare::c {

inline TfLiteTensor& Tensor(TfLiteOpaqueTensor* t) { return *reinterpret_cast<TfLiteTensor*>(t); }
inline const TfLiteTensor& Tensor(const TfLiteOpaqueTensor* t) { return *reinterpret_cast<const TfLiteTensor*>(t); }
inline const TfLiteNode& Node(const TfLiteOpaqueNode* n) { return *reinterpret_cast<const TfLiteNode*>(n); }
inline TfLiteContext* Context(const TfLiteOpaqueContext* c) {
  return const_cast<TfLiteContext*>(reinterpret_cast<const TfLiteContext*>(c));
}

/// A tensor of the context by its index; nullptr when there is none such.
inline TfLiteOpaqueTensor* TensorAt(const TfLiteOpaqueContext* c, int index) {
  TfLiteContext* context = Context(c);
  return index >= 0 && static_cast<size_t>(index) < context->tensors_size
             ? reinterpret_cast<TfLiteOpaqueTensor*>(&context->tensors[index])
             : nullptr;
}

}  // namespace tare::c

/// A tensor under construction.
struct TfLiteOpaqueTensorBuilder {
  TfLiteType type;
  void* data;
  TfLiteAllocationType allocation_type;
  TfLiteQuantizationParams params;
  TfLiteQuantization quantization;
};

#endif  // TARE_API_C_OPAQUE_H_
