// C API: tensors of an interpreter. A pointer stays valid until tensors are allocated or resized again.
#ifndef TARE_API_C_TENSOR_H_
#define TARE_API_C_TENSOR_H_

#include "api/c/export.h"
#include "runtime/c_abi.h"

extern "C" {

TARE_EXPORT TfLiteType TfLiteTensorType(const TfLiteTensor* tensor);
/// -1 when the shape is not set.
TARE_EXPORT int32_t TfLiteTensorNumDims(const TfLiteTensor* tensor);
TARE_EXPORT int32_t TfLiteTensorDim(const TfLiteTensor* tensor, int32_t dim_index);
TARE_EXPORT size_t TfLiteTensorByteSize(const TfLiteTensor* tensor);
/// NULL before allocation.
TARE_EXPORT void* TfLiteTensorData(const TfLiteTensor* tensor);
/// Never NULL for tensors of a model, but may be empty.
TARE_EXPORT const char* TfLiteTensorName(const TfLiteTensor* tensor);
TARE_EXPORT TfLiteQuantizationParams TfLiteTensorQuantizationParams(const TfLiteTensor* tensor);
/// The size must be exactly the tensor's, else an error.
TARE_EXPORT TfLiteStatus TfLiteTensorCopyFromBuffer(TfLiteTensor* tensor, const void* input_data,
                                                    size_t input_data_size);
TARE_EXPORT TfLiteStatus TfLiteTensorCopyToBuffer(const TfLiteTensor* output_tensor, void* output_data,
                                                  size_t output_data_size);
/// Changes the byte size of a dynamic tensor (string tensors are), keeping its content; does nothing to others.
TARE_EXPORT TfLiteStatus TfLiteTensorRealloc(size_t num_bytes, TfLiteTensor* tensor);

}  // extern "C"

#endif  // TARE_API_C_TENSOR_H_
