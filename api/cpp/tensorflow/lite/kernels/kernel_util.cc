// Tensors are found by index in the context's array, which the runtime keeps complete for operators of users.
#include "tensorflow/lite/kernels/kernel_util.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "tensorflow/lite/kernels/internal/quantization_util.h"

namespace tflite {
namespace {

/// The tensor that an entry of a node's list names; nullptr when there is none.
TfLiteTensor* Find(const TfLiteContext* context, const TfLiteIntArray* list, int index) {
  if (!list || index < 0 || index >= list->size) return nullptr;
  const int tensor = list->data[index];
  if (tensor < 0) return nullptr;
  return context->tensors ? &context->tensors[tensor] : context->GetTensor(context, tensor);
}

template <class Tensor>
TfLiteStatus FindSafe(const TfLiteContext* context, const char* list_name, const TfLiteIntArray* list, int index,
                      Tensor** tensor) {
  *tensor = Find(context, list, index);
  if (*tensor) return kTfLiteOk;
  // Reporting needs the context that operators are given.
  auto* reporter = const_cast<TfLiteContext*>(context);
  TF_LITE_KERNEL_LOG(reporter, "%s %d of the node does not exist (it has %d)", list_name, index, list ? list->size : 0);
  return kTfLiteError;
}

using Shape = std::unique_ptr<TfLiteIntArray, void (*)(TfLiteIntArray*)>;

TfLiteStatus Broadcast(TfLiteContext* context, const TfLiteTensor* const* inputs, int count, TfLiteIntArray** output) {
  int rank = 0;
  for (int i = 0; i < count; ++i) rank = std::max(rank, NumDimensions(inputs[i]));
  Shape shape(TfLiteIntArrayCreate(rank), TfLiteIntArrayFree);
  TF_LITE_ENSURE(context, shape != nullptr);
  for (int d = 0; d < rank; ++d) {  // from the last dimension
    int size = 1;
    for (int i = 0; i < count; ++i) {
      const int own_rank = NumDimensions(inputs[i]);
      const int own = d < own_rank ? SizeOfDimension(inputs[i], own_rank - 1 - d) : 1;
      if (own == 1 || own == size) continue;
      if (size != 1) {
        std::string shapes;
        for (int j = 0; j < count; ++j) shapes += (j ? " and " : "") + GetShapeDebugString(inputs[j]->dims);
        TF_LITE_KERNEL_LOG(context, "Given shapes, %s, are not broadcastable.", shapes.c_str());
        return kTfLiteError;
      }
      size = own;
    }
    shape->data[rank - 1 - d] = size;
  }
  *output = shape.release();
  return kTfLiteOk;
}

/// A real number in the output's quantized numbers.
TfLiteStatus Quantize(TfLiteContext* context, float scale, int32_t zero_point, float value, int32_t* quantized) {
  const float result = std::round(value / scale);
  TF_LITE_ENSURE(context, result >= -2147483648.f && result < 2147483648.f);
  *quantized = static_cast<int32_t>(result) + zero_point;
  return kTfLiteOk;
}

}  // namespace

const TfLiteTensor* GetInput(const TfLiteContext* context, const TfLiteNode* node, int index) {
  return Find(context, node->inputs, index);
}
TfLiteStatus GetInputSafe(const TfLiteContext* context, const TfLiteNode* node, int index,
                          const TfLiteTensor** tensor) {
  return FindSafe(context, "Input", node->inputs, index, tensor);
}
const TfLiteTensor* GetOptionalInputTensor(const TfLiteContext* context, const TfLiteNode* node, int index) {
  return GetInput(context, node, index);
}
TfLiteTensor* GetVariableInput(TfLiteContext* context, const TfLiteNode* node, int index) {
  TfLiteTensor* tensor = GetMutableInput(context, node, index);
  return tensor && tensor->is_variable ? tensor : nullptr;
}
TfLiteTensor* GetMutableInput(const TfLiteContext* context, const TfLiteNode* node, int index) {
  return Find(context, node->inputs, index);
}
TfLiteTensor* GetOutput(TfLiteContext* context, const TfLiteNode* node, int index) {
  return Find(context, node->outputs, index);
}
TfLiteStatus GetOutputSafe(const TfLiteContext* context, const TfLiteNode* node, int index, TfLiteTensor** tensor) {
  return FindSafe(context, "Output", node->outputs, index, tensor);
}
TfLiteTensor* GetTemporary(TfLiteContext* context, const TfLiteNode* node, int index) {
  return Find(context, node->temporaries, index);
}
TfLiteStatus GetTemporarySafe(const TfLiteContext* context, const TfLiteNode* node, int index, TfLiteTensor** tensor) {
  return FindSafe(context, "Temporary tensor", node->temporaries, index, tensor);
}
const TfLiteTensor* GetIntermediates(TfLiteContext* context, const TfLiteNode* node, int index) {
  return Find(context, node->intermediates, index);
}
TfLiteStatus GetIntermediatesSafe(const TfLiteContext* context, const TfLiteNode* node, int index,
                                  TfLiteTensor** tensor) {
  return FindSafe(context, "Intermediate tensor", node->intermediates, index, tensor);
}

bool HaveSameShapes(const TfLiteTensor* input1, const TfLiteTensor* input2) {
  return TfLiteIntArrayEqual(input1->dims, input2->dims) != 0;
}

bool HasUnspecifiedDimension(const TfLiteTensor* tensor) {
  const TfLiteIntArray* signature = tensor->dims_signature;
  return signature &&
         std::find(signature->data, signature->data + signature->size, -1) != signature->data + signature->size;
}

TfLiteStatus GetOutputShapeFromInput(TfLiteContext* context, const TfLiteTensor* input, TfLiteIntArray** output_shape) {
  if (NumDimensions(input) != 1) {
    TF_LITE_KERNEL_LOG(context, "Invalid %dD input tensor (must be a 1D tensor).", NumDimensions(input));
    return kTfLiteError;
  }
  Shape shape(TfLiteIntArrayCreate(SizeOfDimension(input, 0)), TfLiteIntArrayFree);
  TF_LITE_ENSURE(context, shape != nullptr);
  for (int i = 0; i < shape->size; ++i) shape->data[i] = input->data.i32[i];
  *output_shape = shape.release();
  return kTfLiteOk;
}

TfLiteStatus CalculateShapeForBroadcast(TfLiteContext* context, const TfLiteTensor* input1, const TfLiteTensor* input2,
                                        TfLiteIntArray** output_shape) {
  const TfLiteTensor* inputs[] = {input1, input2};
  return Broadcast(context, inputs, 2, output_shape);
}
TfLiteStatus CalculateShapeForBroadcast(TfLiteContext* context, const TfLiteTensor* input1, const TfLiteTensor* input2,
                                        const TfLiteTensor* input3, TfLiteIntArray** output_shape) {
  const TfLiteTensor* inputs[] = {input1, input2, input3};
  return Broadcast(context, inputs, 3, output_shape);
}

int TfLiteTypeGetSizeBits(TfLiteType type) {
  switch (type) {
    case kTfLiteInt2:
      return 2;
    case kTfLiteInt4:
    case kTfLiteUInt4:
      return 4;
    default:
      return 8 * TfLiteTypeGetSize(type);
  }
}

int TfLiteTypeGetSize(TfLiteType type) {
  switch (type) {
    case kTfLiteUInt8:
    case kTfLiteInt8:
    case kTfLiteBool:
    case kTfLiteFloat8E4M3FN:
    case kTfLiteFloat8E5M2:
      return 1;
    case kTfLiteInt16:
    case kTfLiteUInt16:
    case kTfLiteFloat16:
    case kTfLiteBFloat16:
      return 2;
    case kTfLiteFloat32:
    case kTfLiteInt32:
    case kTfLiteUInt32:
      return 4;
    case kTfLiteInt64:
    case kTfLiteUInt64:
    case kTfLiteFloat64:
    case kTfLiteComplex64:
      return 8;
    case kTfLiteComplex128:
      return 16;
    default:
      return 0;
  }
}

TfLiteStatus PopulateConvolutionQuantizationParams(TfLiteContext* context, const TfLiteTensor* input,
                                                   const TfLiteTensor* filter, const TfLiteTensor* bias,
                                                   TfLiteTensor* output, const TfLiteFusedActivation& activation,
                                                   int32_t* multiplier, int* shift, int32_t* output_activation_min,
                                                   int32_t* output_activation_max, int32_t* per_channel_multiplier,
                                                   int32_t* per_channel_shift) {
  const auto* affine = static_cast<const TfLiteAffineQuantization*>(filter->quantization.params);
  TF_LITE_ENSURE_EQ(context, filter->quantization.type, kTfLiteAffineQuantization);
  TF_LITE_ENSURE(context, affine && affine->scale);
  TF_LITE_ENSURE(context, affine->quantized_dimension >= 0 && affine->quantized_dimension < NumDimensions(filter));
  return PopulateConvolutionQuantizationParams(context, input, filter, bias, output, activation, multiplier, shift,
                                               output_activation_min, output_activation_max, per_channel_multiplier,
                                               per_channel_shift, SizeOfDimension(filter, affine->quantized_dimension));
}

TfLiteStatus PopulateConvolutionQuantizationParams(TfLiteContext* context, const TfLiteTensor* input,
                                                   const TfLiteTensor* filter, const TfLiteTensor* bias,
                                                   TfLiteTensor* output, const TfLiteFusedActivation& activation,
                                                   int32_t* multiplier, int* shift, int32_t* output_activation_min,
                                                   int32_t* output_activation_max, int32_t* per_channel_multiplier,
                                                   int32_t* per_channel_shift, int num_channels) {
  for (const TfLiteTensor* tensor : {input, filter, static_cast<const TfLiteTensor*>(output)}) {
    TF_LITE_ENSURE_EQ(context, tensor->quantization.type, kTfLiteAffineQuantization);
  }
  const auto* affine = static_cast<const TfLiteAffineQuantization*>(filter->quantization.params);
  TF_LITE_ENSURE(context, affine && affine->scale);
  const bool per_channel = affine->scale->size > 1;
  if (per_channel) {
    TF_LITE_ENSURE(context, input->type == kTfLiteInt8 || input->type == kTfLiteInt16);
    TF_LITE_ENSURE_TYPES_EQ(context, filter->type, kTfLiteInt8);
    TF_LITE_ENSURE_EQ(context, affine->scale->size, num_channels);
  }
  for (int i = 0; i < num_channels; ++i) {
    const double scale = affine->scale->data[per_channel ? i : 0];
    int channel_shift;
    QuantizeMultiplier(static_cast<double>(input->params.scale) * scale / static_cast<double>(output->params.scale),
                       &per_channel_multiplier[i], &channel_shift);
    per_channel_shift[i] = channel_shift;
  }
  if (input->type == kTfLiteUInt8) {
    double real = 0;
    TF_LITE_ENSURE_STATUS(GetQuantizedConvolutionMultipler(context, input, filter, bias, output, &real));
    QuantizeMultiplier(real, multiplier, shift);
  }
  if (input->type == kTfLiteInt8 || input->type == kTfLiteUInt8 || input->type == kTfLiteInt16) {
    TF_LITE_ENSURE_STATUS(
        CalculateActivationRangeQuantized(context, activation, output, output_activation_min, output_activation_max));
  }
  return kTfLiteOk;
}

TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext* context, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, const TfLiteTensor* bias,
                                              TfLiteTensor* output, double* multiplier) {
  if (bias) {
    // In terms of the output's scale, 2 % of a step is the most that may be lost.
    const double product = static_cast<double>(input->params.scale) * static_cast<double>(filter->params.scale);
    const double difference = std::abs(product - static_cast<double>(bias->params.scale));
    TF_LITE_ENSURE(context, difference / static_cast<double>(output->params.scale) <= 0.02);
  }
  return GetQuantizedConvolutionMultipler(context, input, filter, output, multiplier);
}

TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext* context, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, TfLiteTensor* output, double* multiplier) {
  const double product = static_cast<double>(input->params.scale * filter->params.scale);
  TF_LITE_ENSURE(context, product >= 0);
  *multiplier = product / static_cast<double>(output->params.scale);
  return kTfLiteOk;
}

TfLiteStatus CalculateActivationRangeQuantized(TfLiteContext* context, TfLiteFusedActivation activation,
                                               TfLiteTensor* output, int32_t* act_min, int32_t* act_max) {
  switch (output->type) {
    case kTfLiteUInt8:
      *act_min = 0, *act_max = 255;
      break;
    case kTfLiteInt8:
      *act_min = -128, *act_max = 127;
      break;
    case kTfLiteInt16:
      *act_min = -32768, *act_max = 32767;
      break;
    default:
      TF_LITE_ENSURE(context, false);
  }
  float low, high;
  CalculateActivationRange(activation, &low, &high);
  const float scale = output->params.scale;
  const int32_t zero_point = output->params.zero_point;
  int32_t bound;
  if (activation == kTfLiteActRelu || activation == kTfLiteActRelu6 || activation == kTfLiteActReluN1To1) {
    TF_LITE_ENSURE_STATUS(Quantize(context, scale, zero_point, low, &bound));
    *act_min = std::max(*act_min, bound);
  }
  if (activation == kTfLiteActRelu6 || activation == kTfLiteActReluN1To1) {
    TF_LITE_ENSURE_STATUS(Quantize(context, scale, zero_point, high, &bound));
    *act_max = std::min(*act_max, bound);
  }
  return kTfLiteOk;
}

std::string GetShapeDebugString(const TfLiteIntArray* shape) {
  std::string text = "[";
  for (int i = 0; i < shape->size; ++i) text += (i ? "," : "") + std::to_string(shape->data[i]);
  return text + "]";
}

std::string GetTensorDebugString(const TfLiteTensor* tensor) {
  return std::string("{\n  type: ") + TfLiteTypeGetName(tensor->type) +
         "\n  data: {...}\n  dims: " + GetShapeDebugString(tensor->dims) + "\n}";
}

bool IsMobilePlatform() {
#if defined(__ANDROID__)
  return true;
#else
  return false;
#endif
}

}  // namespace tflite
