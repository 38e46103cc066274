// A tensor's data and shape, typed.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_

#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

/// nullptr of nullptr.
template <typename T>
inline T* GetTensorData(TfLiteTensor* tensor) {
  return tensor ? reinterpret_cast<T*>(tensor->data.raw) : nullptr;
}
template <typename T>
inline const T* GetTensorData(const TfLiteTensor* tensor) {
  return tensor ? reinterpret_cast<const T*>(tensor->data.raw) : nullptr;
}

/// The empty shape of nullptr.
inline RuntimeShape GetTensorShape(const TfLiteTensor* tensor) {
  return tensor ? RuntimeShape(tensor->dims->size, tensor->dims->data) : RuntimeShape();
}
inline RuntimeShape GetTensorShape(std::vector<int32_t> data) {
  return RuntimeShape(static_cast<int>(data.size()), data.data());
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_
