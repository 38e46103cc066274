// C API: tensors of the opaque API. What the ordinary API has already is that function under another name.
#include "api/c/opaque.h"

using tare::c::Tensor;

namespace {

constexpr int kHeadWords = 2;  // beyond the strings' own: how many there are, and where the last one ends

bool IsString(const TfLiteTensor& t) { return t.type == kTfLiteString && t.data.raw && t.bytes >= 8; }

}  // namespace

TfLiteType TfLiteOpaqueTensorType(const TfLiteOpaqueTensor* opaque_tensor) {
  return TfLiteTensorType(&Tensor(opaque_tensor));
}

int32_t TfLiteOpaqueTensorNumDims(const TfLiteOpaqueTensor* opaque_tensor) {
  return TfLiteTensorNumDims(&Tensor(opaque_tensor));
}

int32_t TfLiteOpaqueTensorDim(const TfLiteOpaqueTensor* opaque_tensor, int32_t dim_index) {
  return TfLiteTensorDim(&Tensor(opaque_tensor), dim_index);
}

TfLiteStatus TfLiteOpaqueTensorGetNumDimsSignature(const TfLiteOpaqueTensor* opaque_tensor, int32_t* num_dims) {
  const TfLiteIntArray* signature = Tensor(opaque_tensor).dims_signature;
  *num_dims = signature && signature->size ? signature->size : -1;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueTensorGetDimSignature(const TfLiteOpaqueTensor* opaque_tensor, int32_t dim_index,
                                               int32_t* dim_length) {
  const TfLiteIntArray* signature = Tensor(opaque_tensor).dims_signature;
  const bool there = signature && dim_index >= 0 && dim_index < signature->size;
  *dim_length = there ? signature->data[dim_index] : -1;
  return there ? kTfLiteOk : kTfLiteError;
}

int TfLiteOpaqueTensorIsVariable(const TfLiteOpaqueTensor* opaque_tensor) { return Tensor(opaque_tensor).is_variable; }

size_t TfLiteOpaqueTensorByteSize(const TfLiteOpaqueTensor* opaque_tensor) {
  return TfLiteTensorByteSize(&Tensor(opaque_tensor));
}

void* TfLiteOpaqueTensorData(const TfLiteOpaqueTensor* opaque_tensor) {
  return opaque_tensor ? TfLiteTensorData(&Tensor(opaque_tensor)) : nullptr;
}

const char* TfLiteOpaqueTensorName(const TfLiteOpaqueTensor* opaque_tensor) {
  return TfLiteTensorName(&Tensor(opaque_tensor));
}

TfLiteAllocationType TfLiteOpaqueTensorGetAllocationType(const TfLiteOpaqueTensor* opaque_tensor) {
  return Tensor(opaque_tensor).allocation_type;
}

TfLiteAllocationStrategy TfLiteOpaqueTensorGetAllocationStrategy(const TfLiteOpaqueTensor* t) {
  return TfLiteTensorGetAllocationStrategy(&Tensor(t));
}

TfLiteRunStability TfLiteOpaqueTensorGetBufferAddressStability(const TfLiteOpaqueTensor* t) {
  return TfLiteTensorGetBufferAddressStability(&Tensor(t));
}

TfLiteRunStability TfLiteOpaqueTensorGetDataStability(const TfLiteOpaqueTensor* t) {
  return TfLiteTensorGetDataStability(&Tensor(t));
}

TfLiteRunStep TfLiteOpaqueTensorGetDataKnownStep(const TfLiteOpaqueTensor* t) {
  return TfLiteTensorGetDataKnownStep(&Tensor(t));
}

TfLiteRunStep TfLiteOpaqueTensorGetShapeKnownStep(const TfLiteOpaqueTensor* t) {
  return TfLiteTensorGetShapeKnownStep(&Tensor(t));
}

TfLiteQuantization TfLiteOpaqueTensorGetQuantization(const TfLiteOpaqueTensor* opaque_tensor) {
  return Tensor(opaque_tensor).quantization;
}

TfLiteQuantizationParams TfLiteOpaqueTensorGetQuantizationParams(const TfLiteOpaqueTensor* opaque_tensor) {
  return TfLiteTensorQuantizationParams(&Tensor(opaque_tensor));
}

TfLiteStatus TfLiteOpaqueTensorCopyFromBuffer(TfLiteOpaqueTensor* opaque_tensor, const void* input_data,
                                              size_t input_data_size) {
  return TfLiteTensorCopyFromBuffer(&Tensor(opaque_tensor), input_data, input_data_size);
}

TfLiteStatus TfLiteOpaqueTensorCopyToBuffer(const TfLiteOpaqueTensor* opaque_tensor, void* output_data,
                                            size_t output_data_size) {
  return TfLiteTensorCopyToBuffer(&Tensor(opaque_tensor), output_data, output_data_size);
}

void TfLiteOpaqueTensorSetAllocationTypeToDynamic(TfLiteOpaqueTensor* tensor) {
  TfLiteTensor& t = Tensor(tensor);
  if (t.allocation_type == kTfLiteDynamic) return;
  t.allocation_type = kTfLiteDynamic;
  t.data.raw = nullptr;
}

// Strings lie in a tensor as their number, the offsets at which they start, the offset of the end, and the characters.

int TfLiteOpaqueTensorGetStringCount(const TfLiteOpaqueTensor* tensor) {
  const TfLiteTensor& t = Tensor(tensor);
  return IsString(t) ? t.data.i32[0] : -1;
}

TfLiteStatus TfLiteOpaqueTensorGetString(const TfLiteOpaqueTensor* tensor, int index, const char** str, int* len) {
  const TfLiteTensor& t = Tensor(tensor);
  if (!IsString(t) || index < 0 || index >= t.data.i32[0]) return kTfLiteError;
  const int32_t* offsets = t.data.i32 + 1;
  *str = t.data.raw + offsets[index];
  *len = offsets[index + 1] - offsets[index];
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueTensorWriteStrings(TfLiteOpaqueTensor* tensor, const char* const* str_array, int str_array_len,
                                            const int* str_n_len) {
  TfLiteTensor& t = Tensor(tensor);
  constexpr int64_t kMost = 0x7fffffff;
  if (t.type != kTfLiteString || str_array_len < 0 || str_array_len > kMost / 8) return kTfLiteError;
  int64_t bytes = 4 * (int64_t{str_array_len} + kHeadWords);
  for (int i = 0; i < str_array_len; ++i) {
    if (str_n_len[i] < 0) return kTfLiteError;
    bytes += str_n_len[i];
    if (bytes > kMost) return kTfLiteError;
  }
  TfLiteIntArray* dims = TfLiteIntArrayCreate(1);
  auto* data = static_cast<char*>(__builtin_malloc(static_cast<size_t>(bytes)));
  if (!dims || !data) {
    TfLiteIntArrayFree(dims);
    __builtin_free(data);
    return kTfLiteError;
  }
  auto* head = reinterpret_cast<int32_t*>(data);
  head[0] = str_array_len;
  int32_t at = 4 * (str_array_len + kHeadWords);
  for (int i = 0; i < str_array_len; ++i) {
    head[1 + i] = at;
    __builtin_memcpy(data + at, str_array[i], static_cast<size_t>(str_n_len[i]));
    at += str_n_len[i];
  }
  head[1 + str_array_len] = at;
  dims->data[0] = str_array_len;
  TfLiteTensorReset(t.type, t.name, dims, t.params, data, static_cast<size_t>(bytes), kTfLiteDynamic, t.allocation,
                    t.is_variable, &t);
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueTensorWriteString(TfLiteOpaqueTensor* tensor, const char* str, int len) {
  return TfLiteOpaqueTensorWriteStrings(tensor, &str, 1, &len);
}

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderCreate() {
  return static_cast<TfLiteOpaqueTensorBuilder*>(__builtin_calloc(1, sizeof(TfLiteOpaqueTensorBuilder)));
}

void TfLiteOpaqueTensorBuilderDelete(TfLiteOpaqueTensorBuilder* builder) { __builtin_free(builder); }

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderSetType(TfLiteOpaqueTensorBuilder* builder, TfLiteType type) {
  builder->type = type;
  return builder;
}

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderSetData(TfLiteOpaqueTensorBuilder* builder, void* data) {
  builder->data = data;
  return builder;
}

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderSetAllocationType(TfLiteOpaqueTensorBuilder* builder,
                                                                      TfLiteAllocationType allocation_type) {
  builder->allocation_type = allocation_type;
  return builder;
}

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderSetQuantizationParams(TfLiteOpaqueTensorBuilder* builder,
                                                                          TfLiteQuantizationParams params) {
  builder->params = params;
  return builder;
}

TfLiteOpaqueTensorBuilder* TfLiteOpaqueTensorBuilderSetQuantization(TfLiteOpaqueTensorBuilder* builder,
                                                                    TfLiteQuantization quantization) {
  builder->quantization = quantization;
  return builder;
}
