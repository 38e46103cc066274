// RunningMean: the mean of all inputs since the model was loaded, or since the shape last changed; kept in user_data.
// The prefix of newer releases, and a header of the sources' own folder under the name that Bazel gives it.
#include <memory>
#include <numeric>
#include <vector>

#include "tflite/c/common.h"
#include "tflite/kernels/internal/tensor_ctypes.h"
#include "tflite/kernels/kernel_util.h"
#include "tmp/history.h"

namespace tflite {
namespace ops {
namespace custom {
namespace {

void* Init(TfLiteContext*, const char*, size_t) { return std::make_unique<History>().release(); }
void Free(TfLiteContext*, void* buffer) { std::unique_ptr<History>(static_cast<History*>(buffer)).reset(); }

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* input = GetInput(context, node, 0);
  TF_LITE_ENSURE(context, input != nullptr);
  if (input->type != kTfLiteFloat32) {
    context->ReportError(context, "RunningMean: %s is not supported", TfLiteTypeGetName(input->type));
    return kTfLiteError;
  }
  static_cast<History*>(node->user_data)->Reset(static_cast<size_t>(NumElements(input)));
  return context->ResizeTensor(context, GetOutput(context, node, 0), TfLiteIntArrayCopy(input->dims));
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  auto* history = static_cast<History*>(node->user_data);
  const float* in = GetTensorData<float>(GetInput(context, node, 0));
  history->Add(std::vector<float>(in, in + history->size()));
  float* out = GetTensorData<float>(GetOutput(context, node, 0));
  for (size_t i = 0; i < history->size(); ++i) out[i] = history->Mean(i);
  return kTfLiteOk;
}

}  // namespace

TfLiteRegistration* Register_RUNNING_MEAN() {
  static TfLiteRegistration r{Init, Free, Prepare, Eval};
  return &r;
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite
