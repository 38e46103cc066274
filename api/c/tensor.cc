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
