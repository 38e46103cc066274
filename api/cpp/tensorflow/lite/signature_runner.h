// A named entry point of a model, from Interpreter::GetSignatureRunner(). Runners of an interpreter share its tensors.
#ifndef TENSORFLOW_LITE_SIGNATURE_RUNNER_H_
#define TENSORFLOW_LITE_SIGNATURE_RUNNER_H_

#include <stddef.h>

#include <memory>
#include <string>
#include <vector>

#include "tensorflow/lite/c/c_api_experimental.h"

namespace tflite {

class Interpreter;

class SignatureRunner {
 public:
  SignatureRunner(const SignatureRunner&) = delete;
  SignatureRunner& operator=(const SignatureRunner&) = delete;

  const std::string& signature_key() { return key_; }
  size_t input_size() const { return input_names_.size(); }
  size_t output_size() const { return output_names_.size(); }
  /// Sorted by bytes.
  const std::vector<const char*>& input_names() { return input_names_; }
  const std::vector<const char*>& output_names() { return output_names_; }

  /// Null for unknown names.
  TfLiteTensor* input_tensor(const char* input_name) {
    return TfLiteSignatureRunnerGetInputTensor(runner_.get(), input_name);
  }
  const TfLiteTensor* output_tensor(const char* output_name) const {
    return TfLiteSignatureRunnerGetOutputTensor(runner_.get(), output_name);
  }

  /// AllocateTensors() must follow. Dimensions that the model does not leave open may change in the main graph only;
  /// with the strict one, nowhere.
  TfLiteStatus ResizeInputTensor(const char* input_name, const std::vector<int>& new_size);
  TfLiteStatus ResizeInputTensorStrict(const char* input_name, const std::vector<int>& new_size) {
    return TfLiteSignatureRunnerResizeInputTensor(runner_.get(), input_name, new_size.data(),
                                                  static_cast<int32_t>(new_size.size()));
  }
  TfLiteStatus AllocateTensors() { return TfLiteSignatureRunnerAllocateTensors(runner_.get()); }
  TfLiteStatus Invoke() { return TfLiteSignatureRunnerInvoke(runner_.get()); }
  /// From another thread. Of the library's functions that not all builds have.
  TfLiteStatus Cancel() { return TfLiteSignatureRunnerCancel(runner_.get()); }

 private:
  friend class Interpreter;

  SignatureRunner(Interpreter* interpreter, std::string key, TfLiteSignatureRunner* runner)
      : interpreter_(interpreter), key_(std::move(key)), runner_(runner, TfLiteSignatureRunnerDelete) {
    for (size_t i = 0; i < TfLiteSignatureRunnerGetInputCount(runner); ++i) {
      input_names_.push_back(TfLiteSignatureRunnerGetInputName(runner, static_cast<int32_t>(i)));
    }
    for (size_t i = 0; i < TfLiteSignatureRunnerGetOutputCount(runner); ++i) {
      output_names_.push_back(TfLiteSignatureRunnerGetOutputName(runner, static_cast<int32_t>(i)));
    }
  }

  Interpreter* interpreter_;
  std::string key_;
  std::unique_ptr<TfLiteSignatureRunner, void (*)(TfLiteSignatureRunner*)> runner_;
  std::vector<const char*> input_names_, output_names_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_SIGNATURE_RUNNER_H_
