// C API: tensors.
#include "api/c/public.h"

namespace {

bool IsMalloced(const TfLiteTensor& t) {
  return t.allocation_type == kTfLiteDynamic || t.allocation_type == kTfLitePersistentRo;
}

/// Copies the tensor's bytes between two places, one of which is the tensor's own memory and may be missing.
TfLiteStatus Copy(const TfLiteTensor& t, size_t size, void* to, const void* from) {
  if (t.bytes != size || (size && !t.data.data)) return kTfLiteError;
  if (size) __builtin_memcpy(to, from, size);
  return kTfLiteOk;
}

}  // namespace

TfLiteType TfLiteTensorType(const TfLiteTensor* tensor) { return tensor->type; }

int32_t TfLiteTensorNumDims(const TfLiteTensor* tensor) { return tensor->dims ? tensor->dims->size : -1; }

int32_t TfLiteTensorDim(const TfLiteTensor* tensor, int32_t dim_index) { return tensor->dims->data[dim_index]; }

size_t TfLiteTensorByteSize(const TfLiteTensor* tensor) { return tensor->bytes; }

void* TfLiteTensorData(const TfLiteTensor* tensor) { return tensor->data.data; }

const char* TfLiteTensorName(const TfLiteTensor* tensor) { return tensor->name; }

TfLiteQuantizationParams TfLiteTensorQuantizationParams(const TfLiteTensor* tensor) { return tensor->params; }

TfLiteStatus TfLiteTensorCopyFromBuffer(TfLiteTensor* tensor, const void* input_data, size_t input_data_size) {
  return Copy(*tensor, input_data_size, tensor->data.data, input_data);
}

TfLiteStatus TfLiteTensorCopyToBuffer(const TfLiteTensor* output_tensor, void* output_data, size_t output_data_size) {
  return Copy(*output_tensor, output_data_size, output_data, output_tensor->data.data);
}

TfLiteStatus TfLiteTensorRealloc(size_t num_bytes, TfLiteTensor* tensor) {
  return TfLiteTensorResizeMaybeCopy(num_bytes, tensor, true);
}

TfLiteStatus TfLiteTensorResizeMaybeCopy(size_t num_bytes, TfLiteTensor* tensor, bool /*preserve_data*/) {
  if (!IsMalloced(*tensor)) return kTfLiteOk;
  void* data = __builtin_realloc(tensor->data.data, num_bytes | 1);
  if (!data) return kTfLiteError;
  tensor->data.data = data;
  tensor->bytes = num_bytes;
  return kTfLiteOk;
}

void TfLiteTensorDataFree(TfLiteTensor* t) {
  if (!IsMalloced(*t)) return;
  __builtin_free(t->data.data);
  t->data.data = nullptr;
}

TfLiteStatus TfLiteTensorReallocWithAllocator(size_t num_bytes, TfLiteTensor* tensor, TfLiteAllocator* allocator) {
  return TfLiteTensorResizeMaybeCopyWithAllocator(num_bytes, tensor, true, allocator);
}

TfLiteStatus TfLiteTensorResizeMaybeCopyWithAllocator(size_t num_bytes, TfLiteTensor* tensor, bool preserve_data,
                                                      TfLiteAllocator* allocator) {
  if (!allocator) return TfLiteTensorResizeMaybeCopy(num_bytes, tensor, preserve_data);
  if (!IsMalloced(*tensor)) return kTfLiteOk;
  void* const old = tensor->data.data;
  void* data;
  if (old && allocator->reallocate) {
    data = allocator->reallocate(allocator->data, old, tensor->bytes, num_bytes, kTfLiteTensorAlignment);
  } else {
    data = allocator->allocate(allocator->data, num_bytes, kTfLiteTensorAlignment);
    if (data && old) {
      if (preserve_data) __builtin_memcpy(data, old, num_bytes < tensor->bytes ? num_bytes : tensor->bytes);
      allocator->deallocate(allocator->data, old, tensor->bytes, kTfLiteTensorAlignment);
    }
  }
  if (!data) return kTfLiteError;
  tensor->data.data = data;
  tensor->bytes = num_bytes;
  return kTfLiteOk;
}

void TfLiteTensorDataFreeWithAllocator(TfLiteTensor* t, TfLiteAllocator* allocator) {
  if (!allocator) return TfLiteTensorDataFree(t);
  if (!IsMalloced(*t) || !t->data.data) return;
  allocator->deallocate(allocator->data, t->data.data, t->bytes, kTfLiteTensorAlignment);
  t->data.data = nullptr;
}

void TfLiteQuantizationFree(TfLiteQuantization* quantization) {
  if (quantization->type == kTfLiteAffineQuantization && quantization->params) {
    auto* affine = static_cast<TfLiteAffineQuantization*>(quantization->params);
    TfLiteFloatArrayFree(affine->scale);
    TfLiteIntArrayFree(affine->zero_point);
    __builtin_free(affine);
  }
  *quantization = {kTfLiteNoQuantization, nullptr};
}

void TfLiteSparsityFree(TfLiteSparsity* sparsity) {
  if (!sparsity) return;
  TfLiteIntArrayFree(sparsity->traversal_order);
  TfLiteIntArrayFree(sparsity->block_map);
  for (int i = 0; sparsity->dim_metadata && i < sparsity->dim_metadata_size; ++i) {
    if (sparsity->dim_metadata[i].format != kTfLiteDimSparseCSR) continue;
    TfLiteIntArrayFree(sparsity->dim_metadata[i].array_segments);
    TfLiteIntArrayFree(sparsity->dim_metadata[i].array_indices);
  }
  __builtin_free(sparsity->dim_metadata);
  __builtin_free(sparsity);
}

void TfLiteTensorFree(TfLiteTensor* t) {
  TfLiteTensorDataFree(t);
  TfLiteIntArrayFree(t->dims);
  t->dims = nullptr;
  TfLiteIntArrayFree(const_cast<TfLiteIntArray*>(t->dims_signature));
  t->dims_signature = nullptr;
  TfLiteQuantizationFree(&t->quantization);
  TfLiteSparsityFree(t->sparsity);
  t->sparsity = nullptr;
}

void TfLiteTensorReset(TfLiteType type, const char* name, TfLiteIntArray* dims, TfLiteQuantizationParams quantization,
                       char* buffer, size_t size, TfLiteAllocationType allocation_type, const void* allocation,
                       bool is_variable, TfLiteTensor* tensor) {
  TfLiteTensorDataFree(tensor);
  if (tensor->dims != dims) TfLiteIntArrayFree(tensor->dims);
  tensor->type = type;
  tensor->name = name;
  tensor->dims = dims;
  tensor->params = quantization;
  tensor->data.raw = buffer;
  tensor->bytes = size;
  tensor->allocation_type = allocation_type;
  tensor->allocation = allocation;
  tensor->is_variable = is_variable;
  tensor->quantization = {kTfLiteNoQuantization, nullptr};
}

TfLiteStatus TfLiteTensorCopy(const TfLiteTensor* src, TfLiteTensor* dst) {
  if (!src || !dst) return kTfLiteOk;
  if (src->bytes != dst->bytes) return kTfLiteError;
  if (src == dst) return kTfLiteOk;
  dst->type = src->type;
  if (!TfLiteIntArrayEqual(dst->dims, src->dims)) {
    TfLiteIntArrayFree(dst->dims);
    dst->dims = TfLiteIntArrayCopy(src->dims);
  }
  if (src->bytes) __builtin_memcpy(dst->data.raw, src->data.raw, src->bytes);
  dst->buffer_handle = src->buffer_handle;
  dst->data_is_stale = src->data_is_stale;
  dst->delegate = src->delegate;
  return kTfLiteOk;
}
