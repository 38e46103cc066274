// Two ops whose names the rule cannot express: "example.sine", registered by a function elsewhere, and "FlexibleScale",
// which begins like a Select TF op. A dep's folder: the sources and the header are found in it.
#include "waves.h"

#include <cmath>
#include <complex>
#include <functional>
#include <map>
#include <string>

#include "tensorflow/lite/kernels/internal/tensor.h"
#include "tensorflow/lite/kernels/kernel_util.h"

namespace example {
namespace {

/// Made before the library's first use, and destroyed with it.
const std::map<std::string, std::function<float(float)>> functions = {
    {"sine", [](float x) { return std::sin(x); }},
    {"turn", [](float x) { return std::exp(std::complex<float>(0, x)).real(); }},
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* input = tflite::GetInput(context, node, 0);
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, kTfLiteFloat32);
  return context->ResizeTensor(context, tflite::GetOutput(context, node, 0), TfLiteIntArrayCopy(input->dims));
}

template <const char* name>
TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* input = tflite::GetInput(context, node, 0);
  float* out = tflite::GetTensorData<float>(tflite::GetOutput(context, node, 0));
  for (int64_t i = 0; i < tflite::NumElements(input); ++i) {
    out[i] = kWaveHeight * functions.at(name)(tflite::GetTensorData<float>(input)[i]);
  }
  return kTfLiteOk;
}

constexpr char kSine[] = "sine", kTurn[] = "turn";

}  // namespace

TfLiteRegistration* RegisterSine() {
  static TfLiteRegistration r = {nullptr, nullptr, Prepare, Eval<kSine>};
  return &r;
}

}  // namespace example

namespace tflite::ops::custom {
TfLiteRegistration* Register_FLEXIBLE_SCALE() {
  static TfLiteRegistration r = {nullptr, nullptr, example::Prepare, example::Eval<example::kTurn>};
  return &r;
}
}  // namespace tflite::ops::custom
