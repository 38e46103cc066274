// What operators ask about their node and its tensors.
#ifndef TENSORFLOW_LITE_KERNELS_KERNEL_UTIL_H_
#define TENSORFLOW_LITE_KERNELS_KERNEL_UTIL_H_

#include <stdint.h>

#include <limits>
#include <string>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {

// --- Tensors of a node. Those that return a pointer give nullptr for an index that is absent, negative or too large;
// --- the Safe ones report it and return an error.

const TfLiteTensor* GetInput(const TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteStatus GetInputSafe(const TfLiteContext* context, const TfLiteNode* node, int index, const TfLiteTensor** tensor);
/// nullptr when the model leaves the input out.
const TfLiteTensor* GetOptionalInputTensor(const TfLiteContext* context, const TfLiteNode* node, int index);
/// An input that keeps state, writable; nullptr when it is none.
TfLiteTensor* GetVariableInput(TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteTensor* GetMutableInput(const TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteTensor* GetOutput(TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteStatus GetOutputSafe(const TfLiteContext* context, const TfLiteNode* node, int index, TfLiteTensor** tensor);
TfLiteTensor* GetTemporary(TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteStatus GetTemporarySafe(const TfLiteContext* context, const TfLiteNode* node, int index, TfLiteTensor** tensor);
const TfLiteTensor* GetIntermediates(TfLiteContext* context, const TfLiteNode* node, int index);
TfLiteStatus GetIntermediatesSafe(const TfLiteContext* context, const TfLiteNode* node, int index,
                                  TfLiteTensor** tensor);

inline int NumInputs(const TfLiteNode* node) { return node->inputs ? node->inputs->size : 0; }
inline int NumOutputs(const TfLiteNode* node) { return node->outputs ? node->outputs->size : 0; }
inline int NumIntermediates(const TfLiteNode* node) { return node->intermediates ? node->intermediates->size : 0; }

// --- Shapes

inline int NumDimensions(const TfLiteTensor* t) { return t->dims->size; }
inline int SizeOfDimension(const TfLiteTensor* t, int dim) { return t->dims->data[dim]; }

inline int64_t NumElements(const int* dims, int num_dims) {
  int64_t count = 1;
  for (int i = 0; i < num_dims; ++i) count *= dims[i];
  return count;
}
inline int64_t NumElements(const TfLiteIntArray* dims) { return NumElements(dims->data, dims->size); }
inline int64_t NumElements(const TfLiteTensor* t) { return NumElements(t->dims); }

bool HaveSameShapes(const TfLiteTensor* input1, const TfLiteTensor* input2);
/// True when the model leaves a dimension open.
bool HasUnspecifiedDimension(const TfLiteTensor* tensor);
/// The shape that a vector input holds; the array is the caller's.
TfLiteStatus GetOutputShapeFromInput(TfLiteContext* context, const TfLiteTensor* input, TfLiteIntArray** output_shape);
/// The shape that inputs broadcast to; the array is the caller's. An error when they do not fit.
TfLiteStatus CalculateShapeForBroadcast(TfLiteContext* context, const TfLiteTensor* input1, const TfLiteTensor* input2,
                                        TfLiteIntArray** output_shape);
TfLiteStatus CalculateShapeForBroadcast(TfLiteContext* context, const TfLiteTensor* input1, const TfLiteTensor* input2,
                                        const TfLiteTensor* input3, TfLiteIntArray** output_shape);

// --- Where a tensor's data lies

inline bool IsConstantTensor(const TfLiteTensor* tensor) { return tensor->allocation_type == kTfLiteMmapRo; }
inline bool IsConstantOrPersistentTensor(const TfLiteTensor* tensor) {
  return IsConstantTensor(tensor) || tensor->allocation_type == kTfLitePersistentRo;
}
inline bool IsDynamicTensor(const TfLiteTensor* tensor) { return tensor->allocation_type == kTfLiteDynamic; }
/// Memory that the operator sizes while it runs.
inline void SetTensorToDynamic(TfLiteTensor* tensor) {
  if (tensor->allocation_type == kTfLiteDynamic) return;
  TfLiteTensorDataFree(tensor);
  tensor->allocation_type = kTfLiteDynamic;
}
/// Memory that the operator fills in prepare, once.
inline void SetTensorToPersistentRo(TfLiteTensor* tensor) {
  if (tensor->allocation_type == kTfLitePersistentRo) return;
  TfLiteTensorDataFree(tensor);
  tensor->allocation_type = kTfLitePersistentRo;
}

// --- Types

/// True for float inputs with integer weights.
inline bool IsHybridOp(const TfLiteTensor* input, const TfLiteTensor* weight) {
  return input->type == kTfLiteFloat32 && (weight->type == kTfLiteUInt8 || weight->type == kTfLiteInt8);
}
/// Bytes of an element; 0 where it has no fixed number.
int TfLiteTypeGetSize(TfLiteType type);
int TfLiteTypeGetSizeBits(TfLiteType type);

// --- Quantization

/// Multiplier and shift of a convolution's output, of each channel where its weights are quantized so.
TfLiteStatus PopulateConvolutionQuantizationParams(TfLiteContext* context, const TfLiteTensor* input,
                                                   const TfLiteTensor* filter, const TfLiteTensor* bias,
                                                   TfLiteTensor* output, const TfLiteFusedActivation& activation,
                                                   int32_t* multiplier, int* shift, int32_t* output_activation_min,
                                                   int32_t* output_activation_max, int32_t* per_channel_multiplier,
                                                   int32_t* per_channel_shift);
TfLiteStatus PopulateConvolutionQuantizationParams(TfLiteContext* context, const TfLiteTensor* input,
                                                   const TfLiteTensor* filter, const TfLiteTensor* bias,
                                                   TfLiteTensor* output, const TfLiteFusedActivation& activation,
                                                   int32_t* multiplier, int* shift, int32_t* output_activation_min,
                                                   int32_t* output_activation_max, int32_t* per_channel_multiplier,
                                                   int32_t* per_channel_shift, int num_channels);
/// input_scale * filter_scale / output_scale, after a check that the bias has the product of the scales. The name is
/// upstream's.
TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext* context, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, const TfLiteTensor* bias,
                                              TfLiteTensor* output, double* multiplier);
TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext* context, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, TfLiteTensor* output, double* multiplier);
/// The range of an activation in the output's quantized numbers.
TfLiteStatus CalculateActivationRangeQuantized(TfLiteContext* context, TfLiteFusedActivation activation,
                                               TfLiteTensor* output, int32_t* act_min, int32_t* act_max);

/// The range of an activation in real numbers.
template <typename T>
void CalculateActivationRange(TfLiteFusedActivation activation, T* activation_min, T* activation_max) {
  *activation_min = std::numeric_limits<T>::lowest();
  *activation_max = std::numeric_limits<T>::max();
  if (activation == kTfLiteActRelu || activation == kTfLiteActRelu6) *activation_min = 0;
  if (activation == kTfLiteActRelu6) *activation_max = 6;
  if (activation == kTfLiteActReluN1To1) {
    *activation_min = static_cast<T>(-1);
    *activation_max = 1;
  }
}

// --- For messages

/// "[1,2,3]".
std::string GetShapeDebugString(const TfLiteIntArray* shape);
std::string GetTensorDebugString(const TfLiteTensor* tensor);

/// True on Android and iOS.
bool IsMobilePlatform();

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_KERNEL_UTIL_H_
