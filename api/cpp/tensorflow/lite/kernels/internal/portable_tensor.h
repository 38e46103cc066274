// Lists of tensors for kernels that take any number of inputs.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_H_

#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"

namespace tflite {

/// Data and shapes of tensors, as arrays of pointers.
template <typename T>
class VectorOfTensors {
 public:
  VectorOfTensors(const TfLiteContext& context, const TfLiteIntArray& tensor_list) {
    for (int i = 0; i < tensor_list.size; ++i) {
      TfLiteTensor* tensor = &context.tensors[tensor_list.data[i]];
      data_.push_back(GetTensorData<T>(tensor));
      shapes_.push_back(GetTensorShape(tensor));
    }
    for (const RuntimeShape& shape : shapes_) shape_pointers_.push_back(&shape);
  }
  explicit VectorOfTensors(const std::vector<TfLiteTensor*>& tensors) {
    for (TfLiteTensor* tensor : tensors) {
      data_.push_back(GetTensorData<T>(tensor));
      shapes_.push_back(GetTensorShape(tensor));
    }
    for (const RuntimeShape& shape : shapes_) shape_pointers_.push_back(&shape);
  }
  VectorOfTensors(const VectorOfTensors&) = delete;
  VectorOfTensors& operator=(const VectorOfTensors&) = delete;

  T* const* data() const { return data_.data(); }
  const RuntimeShape* const* shapes() const { return shape_pointers_.data(); }
  size_t size() const { return data_.size(); }

 protected:
  std::vector<T*> data_;
  std::vector<RuntimeShape> shapes_;
  std::vector<const RuntimeShape*> shape_pointers_;
};

/// The same with each tensor's quantization.
class VectorOfQuantizedTensors : public VectorOfTensors<uint8_t> {
 public:
  VectorOfQuantizedTensors(const TfLiteContext& context, const TfLiteIntArray& tensor_list)
      : VectorOfTensors<uint8_t>(context, tensor_list) {
    for (int i = 0; i < tensor_list.size; ++i) {
      const TfLiteQuantizationParams& params = context.tensors[tensor_list.data[i]].params;
      zero_point_.push_back(params.zero_point);
      scale_.push_back(params.scale);
    }
  }

  const float* scale() const { return scale_.data(); }
  const int32_t* zero_point() const { return zero_point_.data(); }

 private:
  std::vector<int32_t> zero_point_;
  std::vector<float> scale_;
};

/// Writes a tensor's elements one after another, each a copy of one of another tensor.
template <typename T>
class SequentialTensorWriter {
 public:
  SequentialTensorWriter(const TfLiteTensor* input, TfLiteTensor* output)
      : input_data_(GetTensorData<T>(input)), output_ptr_(GetTensorData<T>(output)) {}
  SequentialTensorWriter(const T* input_data, T* output_data) : input_data_(input_data), output_ptr_(output_data) {}

  void Write(int position) { *output_ptr_++ = input_data_[position]; }
  void WriteN(int position, int len) {
    for (int i = 0; i < len; ++i) *output_ptr_++ = input_data_[position + i];
  }

 private:
  const T* input_data_;
  T* output_ptr_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_H_
