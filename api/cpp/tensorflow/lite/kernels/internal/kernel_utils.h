// What several operators share: one step of a simple recurrent layer; axes and numbers of elements, checked.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_KERNEL_UTILS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_KERNEL_UTILS_H_

#include <stddef.h>
#include <stdint.h>

#include <limits>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/util.h"

namespace tflite {
namespace kernel_utils {

enum class ElementCountLimit { kSizeT, kInt };

/// The axis of an int32 or int64 tensor, from the end if negative; an error outside of the rank.
inline TfLiteStatus ReadAndNormalizeAxis(TfLiteContext* context, const TfLiteTensor& axis_tensor, int rank,
                                         int& normalized_axis) {
  TF_LITE_ENSURE(context, rank >= 0);
  TF_LITE_ENSURE_MSG(context, axis_tensor.data.raw != nullptr, "Axis data is null.");
  TF_LITE_ENSURE_MSG(context, axis_tensor.type == kTfLiteInt32 || axis_tensor.type == kTfLiteInt64,
                     "Unsupported axis type: %s", TfLiteTypeGetName(axis_tensor.type));
  int64_t axis =
      axis_tensor.type == kTfLiteInt32 ? *GetTensorData<int32_t>(&axis_tensor) : *GetTensorData<int64_t>(&axis_tensor);
  if (axis < 0) axis += rank;
  TF_LITE_ENSURE_MSG(context, axis >= 0 && axis < rank, "Invalid axis value.");
  normalized_axis = static_cast<int>(axis);
  return kTfLiteOk;
}

/// The product of the dimensions from `begin` on, before `end`.
inline TfLiteStatus CheckedDimensionProduct(TfLiteContext* context, const TfLiteTensor& tensor, int begin, int end,
                                            int& product) {
  TF_LITE_ENSURE(context, begin >= 0 && end >= begin && end <= NumDimensions(&tensor));
  CheckedInt<int> checked(1);
  for (int i = begin; i < end; ++i) {
    TF_LITE_ENSURE(context, SizeOfDimension(&tensor, i) >= 0);
    checked *= SizeOfDimension(&tensor, i);
  }
  TF_LITE_ENSURE_MSG(context, !checked.Overflow(), "Dimension product overflows int.");
  product = checked.Value();
  return kTfLiteOk;
}

/// A tensor's number of elements; an error when it does not fit the limit, or when there are elements without data.
inline TfLiteStatus GetTensorElementCountAndValidateData(TfLiteContext* context, const TfLiteTensor& tensor,
                                                         const char* tensor_name, ElementCountLimit limit,
                                                         size_t& element_count) {
  const size_t most = limit == ElementCountLimit::kInt ? static_cast<size_t>(std::numeric_limits<int>::max())
                                                       : std::numeric_limits<size_t>::max();
  TF_LITE_ENSURE_MSG(context, CheckedNumElements(&tensor, element_count) == kTfLiteOk && element_count <= most,
                     "%s tensor shape is invalid or size overflowed.", tensor_name);
  TF_LITE_ENSURE_MSG(context, element_count == 0 || tensor.data.raw != nullptr, "%s data is null.", tensor_name);
  return kTfLiteOk;
}
inline TfLiteStatus ValidateTensorElementsAndData(TfLiteContext* context, const TfLiteTensor& tensor,
                                                  const char* tensor_name,
                                                  ElementCountLimit limit = ElementCountLimit::kSizeT) {
  size_t count = 0;
  return GetTensorElementCountAndValidateData(context, tensor, tensor_name, limit, count);
}
inline TfLiteStatus CheckedTensorElementsAndData(TfLiteContext* context, const TfLiteTensor& tensor,
                                                 const char* tensor_name, int& element_count) {
  size_t count = 0;
  TF_LITE_ENSURE_STATUS(
      GetTensorElementCountAndValidateData(context, tensor, tensor_name, ElementCountLimit::kInt, count));
  element_count = static_cast<int>(count);
  return kTfLiteOk;
}

/// output = activation(bias + weights * input + weights * hidden state), which becomes the hidden state, of each batch.
/// Batches of the output are `output_batch_leading_dim` apart. There may be an auxiliary input with weights of its own.
void RnnBatchStep(const float* input_ptr_batch, const float* input_weights_ptr, const float* recurrent_weights_ptr,
                  const float* bias_ptr, int input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, float* hidden_state_ptr_batch, float* output_ptr_batch);
void RnnBatchStep(const float* input_ptr_batch, const float* input_weights_ptr, const float* aux_input_ptr_batch,
                  const float* aux_input_weights_ptr, const float* recurrent_weights_ptr, const float* bias_ptr,
                  int input_size, int aux_input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, float* hidden_state_ptr_batch, float* output_ptr_batch);

/// The same with int8 weights, for which inputs and hidden state are quantized. `row_sums` and `zero_points` are for
/// asymmetric quantization: sums of the weights' rows, of all inputs one after another, kept from step to step.
void RnnBatchStep(const float* input_ptr_batch, const int8_t* input_weights_ptr, float input_weights_scale,
                  const int8_t* recurrent_weights_ptr, float recurrent_weights_scale, const float* bias_ptr,
                  int input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, int8_t* quantized_input_ptr_batch,
                  int8_t* quantized_hidden_state_ptr_batch, float* scaling_factors, float* hidden_state_ptr_batch,
                  float* output_ptr_batch, bool asymmetric_quantize_inputs, int32_t* zero_points,
                  int32_t* accum_scratch, int32_t* row_sums, bool* compute_row_sums);
void RnnBatchStep(const float* input_ptr_batch, const int8_t* input_weights_ptr, float input_weights_scale,
                  const float* aux_input_ptr_batch, const int8_t* aux_input_weights_ptr, float aux_input_weights_scale,
                  const int8_t* recurrent_weights_ptr, float recurrent_weights_scale, const float* bias_ptr,
                  int input_size, int aux_input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, int8_t* quantized_input_ptr_batch,
                  int8_t* aux_quantized_input_ptr_batch, int8_t* quantized_hidden_state_ptr_batch,
                  float* scaling_factors, float* hidden_state_ptr_batch, float* output_ptr_batch,
                  bool asymmetric_quantize_inputs, int32_t* zero_points, int32_t* accum_scratch, int32_t* row_sums,
                  bool* compute_row_sums);

}  // namespace kernel_utils
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_KERNEL_UTILS_H_
