// A program as those that run models with TensorFlow Lite's C++ classes are, with the headers of api/cpp in place of
// TensorFlow Lite's and linked with the C library. It prints how many checks failed.
#include <stdio.h>
#include <string.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check.h"
#include "tensorflow/lite/interpreter.h"
#include "tensorflow/lite/kernels/register.h"
#include "tensorflow/lite/model.h"
#include "tensorflow/lite/optional_debug_tools.h"
#include "tensorflow/lite/string_util.h"

namespace {

/// Keeps what is reported.
class Reporter : public tflite::ErrorReporter {
 public:
  using ErrorReporter::Report;
  int Report(const char* format, va_list args) override {
    char line[500];
    const int count = vsnprintf(line, sizeof(line), format, args);
    text += std::string(line) + "\n";
    return count;
  }
  bool Said(const char* what) {
    const bool said = text.find(what) != std::string::npos;
    if (!said) fprintf(stderr, "reported: %s\n", text.c_str());
    text.clear();
    return said;
  }
  std::string text;
};
Reporter reporter;

using Floats = std::vector<float>;

Floats Output(const tflite::Interpreter& interpreter, int index) {
  const TfLiteTensor* tensor = interpreter.output_tensor(static_cast<size_t>(index));
  const float* data = interpreter.typed_output_tensor<float>(index);
  return data != nullptr ? Floats(data, data + tensor->bytes / sizeof(float)) : Floats();
}

/// sub.tflite has outputs a - b and max(a - b, 0), of [open, 2], and two signatures.
void CheckInterpreter() {
  auto model = tflite::FlatBufferModel::BuildFromFile("sub.tflite", &reporter);
  EXPECT(model != nullptr && model->initialized() && model->error_reporter() == &reporter);
  if (model == nullptr) return;
  const tflite::ops::builtin::BuiltinOpResolver resolver;
  std::unique_ptr<tflite::Interpreter> interpreter;
  tflite::InterpreterBuilder builder(*model, resolver);
  EXPECT(builder(&interpreter, -2) == kTfLiteError && interpreter == nullptr && reporter.Said("num_threads"));
  EXPECT(builder.SetNumThreads(2) == kTfLiteOk && builder(&interpreter) == kTfLiteOk && interpreter != nullptr);
  if (interpreter == nullptr) return;
  model.reset();  // interpreters keep what they need

  EXPECT(interpreter->inputs() == std::vector<int>({0, 1}) && interpreter->outputs() == std::vector<int>({2, 3}));
  EXPECT(interpreter->tensors_size() == 4 && interpreter->tensor(4) == nullptr && interpreter->tensor(-1) == nullptr);
  EXPECT(interpreter->tensor(1)->type == kTfLiteFloat32 && interpreter->input_tensor(1)->dims->size == 2);
  EXPECT(strcmp(interpreter->GetInputName(0), interpreter->tensor(0)->name) == 0);
  EXPECT(interpreter->AllocateTensors() == kTfLiteOk);
  EXPECT(interpreter->typed_input_tensor<int>(0) == nullptr && interpreter->typed_tensor<float>(9) == nullptr);
  const auto fill = [&](const Floats& a, const Floats& b) {
    memcpy(interpreter->typed_input_tensor<float>(0), a.data(), a.size() * sizeof(float));
    memcpy(interpreter->typed_tensor<float>(interpreter->inputs()[1]), b.data(), b.size() * sizeof(float));
  };
  fill({5, 1}, {1, 2});
  EXPECT(interpreter->Invoke() == kTfLiteOk);
  EXPECT(Output(*interpreter, 0) == Floats({4, -1}) && Output(*interpreter, 1) == Floats({4, 0}));

  // Another shape; then another number of threads, with shapes and inputs as they were.
  EXPECT(interpreter->ResizeInputTensor(2, {3, 2}) == kTfLiteError && reporter.Said("tensor 2 is not an input"));
  EXPECT(interpreter->ResizeInputTensorStrict(0, {1, 3}) == kTfLiteError && reporter.Said("unknown dimensions"));
  EXPECT(interpreter->ResizeInputTensorStrict(0, {2, 2}) == kTfLiteOk);
  EXPECT(interpreter->ResizeInputTensor(1, {2, 2}) == kTfLiteOk && interpreter->AllocateTensors() == kTfLiteOk);
  fill({5, 1, 7, 8}, {1, 2, 3, 10});
  EXPECT(interpreter->SetNumThreads(-3) == kTfLiteError && reporter.Said("num_threads"));
  EXPECT(interpreter->SetNumThreads(3) == kTfLiteOk && interpreter->Invoke() == kTfLiteOk);
  EXPECT(Output(*interpreter, 0) == Floats({4, -1, 4, -2}) && Output(*interpreter, 1) == Floats({4, 0, 4, 0}));

  // Signatures share the tensors.
  const std::vector<const std::string*> keys = interpreter->signature_keys();
  EXPECT(keys.size() == 2 && *keys[0] == "swapped" && *keys[1] == "plain");
  EXPECT(interpreter->GetSignatureRunner("other") == nullptr && interpreter->signature_inputs("other").empty());
  EXPECT(interpreter->signature_inputs("swapped") == std::map<std::string, uint32_t>({{"a", 0}, {"b", 1}}));
  EXPECT(interpreter->signature_outputs("swapped") ==
         std::map<std::string, uint32_t>({{"relu", 3}, {"difference", 2}}));
  tflite::SignatureRunner* runner = interpreter->GetSignatureRunner("swapped");
  EXPECT(runner != nullptr && runner == interpreter->GetSignatureRunner("swapped"));
  if (runner == nullptr) return;
  EXPECT(runner->signature_key() == "swapped" && runner->input_size() == 2 && runner->output_size() == 2);
  EXPECT(runner->input_names().size() == 2 && strcmp(runner->output_names()[0], "difference") == 0);
  EXPECT(runner->input_tensor("c") == nullptr && runner->output_tensor("c") == nullptr);
  EXPECT(runner->ResizeInputTensor("a", {1, 2}) == kTfLiteOk && runner->ResizeInputTensor("b", {1, 2}) == kTfLiteOk);
  EXPECT(runner->ResizeInputTensor("c", {1, 2}) == kTfLiteError);
  EXPECT(runner->AllocateTensors() == kTfLiteOk);
  runner->input_tensor("a")->data.f[0] = 1;
  runner->input_tensor("a")->data.f[1] = 9;
  float* b = interpreter->input_tensor_by_signature("b", "swapped")->data.f;
  b[0] = 3;
  b[1] = 4;
  EXPECT(runner->Invoke() == kTfLiteOk && runner->output_tensor("relu")->data.f[1] == 5);
  EXPECT(interpreter->output_tensor_by_signature("z", "plain")->data.f[0] == -2);
  reporter.text.clear();
  tflite::PrintInterpreterState(interpreter.get());
}

void CheckBuffers(const std::string& file) {
  EXPECT(tflite::FlatBufferModel::BuildFromFile("absent.tflite", &reporter) == nullptr &&
         reporter.Said("absent.tflite"));
  EXPECT(tflite::FlatBufferModel::VerifyAndBuildFromBuffer(file.data(), 20, &reporter) == nullptr);
  EXPECT(!reporter.text.empty());
  reporter.text.clear();
  auto model = tflite::FlatBufferModel::BuildFromBuffer(file.data(), file.size(), nullptr);
  EXPECT(model != nullptr && model->error_reporter() == tflite::DefaultErrorReporter());
  std::unique_ptr<tflite::Interpreter> first, second;
  tflite::ops::builtin::BuiltinOpResolverWithoutDefaultDelegates resolver;
  EXPECT(tflite::InterpreterBuilder(*model, resolver)(&first) == kTfLiteOk);
  EXPECT(tflite::InterpreterBuilder(*model, resolver)(&second, 1) == kTfLiteOk && first != second);
}

/// strings.tflite compares the strings of two vectors of any length.
void CheckStrings() {
  auto model = tflite::FlatBufferModel::BuildFromFile("strings.tflite", &reporter);
  std::unique_ptr<tflite::Interpreter> interpreter;
  const tflite::ops::builtin::BuiltinOpResolver resolver;
  EXPECT(model != nullptr && tflite::InterpreterBuilder(*model, resolver)(&interpreter) == kTfLiteOk);
  if (interpreter == nullptr) return;
  EXPECT(interpreter->ResizeInputTensor(0, {3}) == kTfLiteOk && interpreter->ResizeInputTensor(1, {3}) == kTfLiteOk);
  EXPECT(interpreter->AllocateTensors() == kTfLiteOk);
  tflite::DynamicBuffer words, others;
  for (const std::string& word : {"one", "", "three"}) words.AddString(word.data(), word.size());
  for (const std::string& word : {"one", "two", "three"}) others.AddString(word.data(), word.size());
  words.WriteToTensorAsVector(interpreter->input_tensor(0));
  others.WriteToTensor(interpreter->input_tensor(1), nullptr);
  EXPECT(tflite::GetStringCount(interpreter->tensor(1)) == 3 && interpreter->typed_tensor<std::string>(0) != nullptr);
  const tflite::StringRef last = tflite::GetString(interpreter->tensor(0), 2);
  EXPECT(std::string(last.str, last.len) == "three" && tflite::GetString(interpreter->tensor(0), 1).len == 0);
  EXPECT(interpreter->Invoke() == kTfLiteOk);
  const bool* equal = interpreter->typed_output_tensor<bool>(0);
  EXPECT(equal != nullptr && equal[0] && !equal[1] && equal[2]);
}

/// The app's own Doubled of custom.tflite.
TfLiteStatus PrepareDoubled(TfLiteContext* context, TfLiteNode* node) {
  return context->ResizeTensor(context, &context->tensors[node->outputs->data[0]],
                               TfLiteIntArrayCopy(context->tensors[node->inputs->data[0]].dims));
}
TfLiteStatus Double(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor& in = context->tensors[node->inputs->data[0]];
  for (size_t i = 0; i < in.bytes / sizeof(float); ++i) {
    context->tensors[node->outputs->data[0]].data.f[i] = 2 * in.data.f[i];
  }
  return kTfLiteOk;
}

/// `takes_ops`: whether the library is one that takes operators of the app's.
void CheckOperators(bool takes_ops) {
  auto model = tflite::FlatBufferModel::BuildFromFile("custom.tflite", &reporter);
  EXPECT(model != nullptr);
  if (model == nullptr) return;
  std::unique_ptr<tflite::Interpreter> interpreter;
  auto resolver = std::make_unique<tflite::ops::builtin::BuiltinOpResolver>();
  tflite::InterpreterBuilder(*model, *resolver)(&interpreter);
  EXPECT(interpreter == nullptr || interpreter->AllocateTensors() == kTfLiteUnresolvedOps);
  EXPECT(reporter.Said("Doubled"));
  TfLiteRegistration registration = {};
  registration.prepare = PrepareDoubled;
  registration.invoke = Double;
  resolver->AddCustom(std::string("Doubled").c_str(), &registration);
  const TfLiteStatus status = tflite::InterpreterBuilder(*model, *resolver)(&interpreter);
  if (!takes_ops) {
    EXPECT(status == kTfLiteError && interpreter == nullptr && reporter.Said("--features=delegates"));
    return;
  }
  EXPECT(status == kTfLiteOk && interpreter != nullptr);
  if (interpreter == nullptr) return;
  resolver.reset();
  EXPECT(interpreter->AllocateTensors() == kTfLiteOk);
  interpreter->typed_input_tensor<float>(0)[0] = 1.5f;
  interpreter->typed_input_tensor<float>(0)[1] = -4;
  EXPECT(interpreter->SetNumThreads(2) == kTfLiteOk && interpreter->Invoke() == kTfLiteOk);
  EXPECT(Output(*interpreter, 0) == Floats({3, -8}));
  EXPECT(interpreter->c_interpreter() != nullptr && interpreter->error_reporter() == &reporter);
}

}  // namespace

int main(int argc, char** argv) {
  CheckInterpreter();
  FILE* file = fopen("sub.tflite", "rb");
  std::string bytes(10000, '\0');
  bytes.resize(fread(&bytes[0], 1, bytes.size(), file));
  fclose(file);
  CheckBuffers(bytes);
  CheckStrings();
  CheckOperators(argc > 1 && strcmp(argv[1], "takes_ops") == 0);
  printf("%d failed\n", failures);
  return failures != 0;
}
