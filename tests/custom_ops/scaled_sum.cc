// ScaledSum: a float tensor's sums over its last dimension, times "scale" (options; 1 where absent), plus "offset".
// Options are a flexbuffer map; the sums are kept in a temporary tensor, as an op with several passes would do.
#include <cstdint>
#include <vector>

#include "flatbuffers/flexbuffers.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/tensor.h"
#include "tensorflow/lite/kernels/kernel_util.h"

namespace tflite {
namespace ops {
namespace custom {
namespace scaled_sum {

struct OpData {
  float scale = 1;
  float offset = 0;
  std::vector<std::string> notes;
  int sums = -1;
};

void* Init(TfLiteContext* context, const char* buffer, size_t length) {
  auto* data = new OpData;
  if (length > 0) {
    const flexbuffers::Map& map = flexbuffers::GetRoot(reinterpret_cast<const uint8_t*>(buffer), length).AsMap();
    if (!map["scale"].IsNull()) data->scale = map["scale"].AsFloat();
    if (!map["offset"].IsNull()) data->offset = map["offset"].AsFloat();
    const flexbuffers::Vector notes = map["notes"].AsVector();
    for (size_t i = 0; i < notes.size(); ++i) data->notes.push_back(notes[i].AsString().str());
  }
  context->AddTensors(context, 1, &data->sums);
  return data;
}

void Free(TfLiteContext* /*context*/, void* buffer) { delete static_cast<OpData*>(buffer); }

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<OpData*>(node->user_data);
  TF_LITE_ENSURE_EQ(context, NumInputs(node), 1);
  TF_LITE_ENSURE_EQ(context, NumOutputs(node), 1);
  const TfLiteTensor* input;
  TF_LITE_ENSURE_OK(context, GetInputSafe(context, node, 0, &input));
  TfLiteTensor* output;
  TF_LITE_ENSURE_OK(context, GetOutputSafe(context, node, 0, &output));
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, kTfLiteFloat32);
  TF_LITE_ENSURE_TYPES_EQ(context, output->type, kTfLiteFloat32);
  TF_LITE_ENSURE(context, NumDimensions(input) >= 1);

  TfLiteIntArrayFree(node->temporaries);
  node->temporaries = TfLiteIntArrayCreate(1);
  node->temporaries->data[0] = data->sums;
  TfLiteTensor* sums;
  TF_LITE_ENSURE_OK(context, GetTemporarySafe(context, node, 0, &sums));
  sums->type = kTfLiteFloat32;
  sums->allocation_type = kTfLiteArenaRw;

  TfLiteIntArray* size = TfLiteIntArrayCreate(NumDimensions(input) - 1);
  for (int i = 0; i < size->size; ++i) size->data[i] = SizeOfDimension(input, i);
  TF_LITE_ENSURE_OK(context, context->ResizeTensor(context, sums, TfLiteIntArrayCopy(size)));
  return context->ResizeTensor(context, output, size);
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const auto* data = static_cast<const OpData*>(node->user_data);
  const TfLiteTensor* input = GetInput(context, node, 0);
  TfLiteTensor* output = GetOutput(context, node, 0);
  TfLiteTensor* sums = GetTemporary(context, node, 0);
  const int depth = SizeOfDimension(input, NumDimensions(input) - 1);
  const int64_t rows = NumElements(output);
  const float* in = GetTensorData<float>(input);
  for (int64_t row = 0; row < rows; ++row) {
    float sum = 0;
    for (int i = 0; i < depth; ++i) sum += in[row * depth + i];
    GetTensorData<float>(sums)[row] = sum;
  }
  // Each note adds the number that it is.
  float offset = data->offset;
  for (const std::string& note : data->notes) offset += std::stof(note);
  for (int64_t row = 0; row < rows; ++row) {
    GetTensorData<float>(output)[row] = GetTensorData<float>(sums)[row] * data->scale + offset;
  }
  return kTfLiteOk;
}

}  // namespace scaled_sum

TfLiteRegistration* Register_SCALED_SUM() {
  static TfLiteRegistration r = {scaled_sum::Init, scaled_sum::Free, scaled_sum::Prepare, scaled_sum::Eval};
  return &r;
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite
