// Sizes are multiplied as size_t, whose overflow the compiler's builtin sees.
#include "tensorflow/lite/util.h"

#include <string.h>

#include "tensorflow/lite/kernels/kernel_util.h"

namespace tflite {
namespace {

bool StartsWith(const char* text, const char* prefix) {
  return text != nullptr && strncmp(text, prefix, strlen(prefix)) == 0;
}

}  // namespace

bool IsFlexOp(const char* custom_name) { return StartsWith(custom_name, kFlexCustomCodePrefix); }

bool IsValidationSubgraph(const char* name) { return StartsWith(name, kValidationSubgraphNamePrefix); }

TfLiteIntArray* ConvertVectorToTfLiteIntArray(const std::vector<int>& input) {
  return BuildTfLiteArray(input).release();
}

TfLiteIntArray* ConvertArrayToTfLiteIntArray(int ndims, const int* dims) {
  return BuildTfLiteArray(ndims, dims).release();
}

bool EqualArrayAndTfLiteIntArray(const TfLiteIntArray* a, int b_size, const int* b) {
  return a != nullptr && TfLiteIntArrayEqualsArray(a, b_size, b) != 0;
}

size_t CombineHashes(std::initializer_list<size_t> hashes) {
  size_t result = 0;
  for (const size_t hash : hashes) result = result * 0x9E3779B1u + (hash ^ (hash >> 16));
  return result;
}

TfLiteStatus GetSizeOfType(TfLiteContext* context, TfLiteType type, size_t* bytes) {
  *bytes = static_cast<size_t>(TfLiteTypeGetSize(type));
  if (*bytes != 0) return kTfLiteOk;
  if (context != nullptr) {
    context->ReportError(context, "Type %s has no fixed number of bytes for an element.", TfLiteTypeGetName(type));
  }
  return kTfLiteError;
}

TfLiteStatus MultiplyAndCheckOverflow(size_t a, size_t b, size_t* product) {
  return __builtin_mul_overflow(a, b, product) ? kTfLiteError : kTfLiteOk;
}

TfLiteStatus BytesRequired(TfLiteType type, const int* dims, size_t dims_size, size_t* bytes, TfLiteContext* context) {
  CheckedInt<size_t> size(1);
  for (size_t i = 0; i < dims_size; ++i) size *= dims[i];
  const int bits = TfLiteTypeGetSizeBits(type);
  if (bits == 2 || bits == 4) {  // several elements to a byte
    const int elements = 8 / bits;
    size = (size + (elements - 1)) / elements;
  } else {
    size_t element = 0;
    const TfLiteStatus status = GetSizeOfType(context, type, &element);
    if (status != kTfLiteOk) return status;
    size *= element;
  }
  *bytes = size.Value();
  if (!size.Overflow()) return kTfLiteOk;
  if (context != nullptr) context->ReportError(context, "The bytes of a tensor do not fit.");
  return kTfLiteError;
}

TensorUniquePtr BuildTfLiteTensor() {
  return TensorUniquePtr(static_cast<TfLiteTensor*>(calloc(1, sizeof(TfLiteTensor))));
}

TensorUniquePtr BuildTfLiteTensor(TfLiteType type, IntArrayUniquePtr dims, TfLiteAllocationType allocation_type) {
  TensorUniquePtr tensor = BuildTfLiteTensor();
  size_t bytes = 0;
  if (!dims || !tensor ||
      BytesRequired(type, dims->data, static_cast<size_t>(dims->size), &bytes, nullptr) != kTfLiteOk) {
    return nullptr;
  }
  TfLiteTensorReset(type, nullptr, dims.release(), {}, nullptr, bytes, allocation_type, nullptr, false, tensor.get());
  if (TfLiteTensorRealloc(bytes, tensor.get()) != kTfLiteOk) return nullptr;
  return tensor;
}

TensorUniquePtr BuildTfLiteTensor(TfLiteType type, const std::vector<int>& dims, TfLiteAllocationType allocation_type) {
  return BuildTfLiteTensor(type, BuildTfLiteArray(dims), allocation_type);
}

}  // namespace tflite
