// QuantizedLeaky: x where x > 0, else alpha * x (options: "alpha"), on int8, uint8 and float tensors; the quantized
// forms rescale with integer multipliers.
#include "flatbuffers/flexbuffers.h"
#include "helper.h"
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/kernels/op_macros.h"

namespace tflite {
namespace ops {
namespace custom {
namespace quantized_leaky {

struct OpData {
  float alpha;
  int32_t multiplier, alpha_multiplier;
  int shift, alpha_shift;
};

void* Init(TfLiteContext*, const char* buffer, size_t length) {
  auto* data = new OpData{};
  data->alpha = flexbuffers::GetRoot(reinterpret_cast<const uint8_t*>(buffer), length).AsMap()["alpha"].AsFloat();
  return data;
}
void Free(TfLiteContext*, void* buffer) { delete reinterpret_cast<OpData*>(buffer); }

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = reinterpret_cast<OpData*>(node->user_data);
  const TfLiteTensor* input;
  TF_LITE_ENSURE_OK(context, GetInputSafe(context, node, 0, &input));
  TfLiteTensor* output;
  TF_LITE_ENSURE_OK(context, GetOutputSafe(context, node, 0, &output));
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, output->type);
  if (input->type != kTfLiteFloat32) {
    TF_LITE_ENSURE(context, output->params.scale > 0);
    const double ratio = static_cast<double>(input->params.scale) / output->params.scale;
    QuantizeMultiplier(ratio, &data->multiplier, &data->shift);
    QuantizeMultiplier(ratio * data->alpha, &data->alpha_multiplier, &data->alpha_shift);
  }
  return context->ResizeTensor(context, output, TfLiteIntArrayCopy(input->dims));
}

template <typename T>
void EvalQuantized(const OpData& data, const TfLiteTensor* input, TfLiteTensor* output, int smallest, int largest) {
  const int size = MatchingFlatSize(GetTensorShape(input), GetTensorShape(output));
  for (int i = 0; i < size; ++i) {
    const int32_t x = GetTensorData<T>(input)[i] - input->params.zero_point;
    const int32_t y = x > 0 ? MultiplyByQuantizedMultiplier(x, data.multiplier, data.shift)
                            : MultiplyByQuantizedMultiplier(x, data.alpha_multiplier, data.alpha_shift);
    GetTensorData<T>(output)[i] =
        static_cast<T>(ActivationFunctionWithMinMax(y + output->params.zero_point, smallest, largest));
  }
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *reinterpret_cast<const OpData*>(node->user_data);
  const TfLiteTensor* input = GetInput(context, node, 0);
  TfLiteTensor* output = GetOutput(context, node, 0);
  switch (input->type) {
    case kTfLiteFloat32: {
      const int64_t size = NumElements(input);
      for (int64_t i = 0; i < size; ++i) {
        const float x = GetTensorData<float>(input)[i];
        GetTensorData<float>(output)[i] = x > 0 ? x : data.alpha * x;
      }
      return kTfLiteOk;
    }
    case kTfLiteInt8:
      EvalQuantized<int8_t>(data, input, output, kSmallestInt8, kLargestInt8);
      return kTfLiteOk;
    case kTfLiteUInt8:
      EvalQuantized<uint8_t>(data, input, output, 0, kLargestUint8);
      return kTfLiteOk;
    default:
      TF_LITE_UNSUPPORTED_TYPE(context, input->type, "QuantizedLeaky");
  }
}

}  // namespace quantized_leaky

TfLiteRegistration* Register_QUANTIZED_LEAKY() {
  static TfLiteRegistration r = {quantized_leaky::Init, quantized_leaky::Free, quantized_leaky::Prepare,
                                 quantized_leaky::Eval};
  return &r;
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite
