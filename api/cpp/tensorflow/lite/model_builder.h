// A model, from a file or from bytes. The C++ classes of this folder (this one, InterpreterBuilder, Interpreter,
// SignatureRunner) are for programs that are linked with the C library: they are made of calls of its API alone, and
// have nothing to be compiled. What shows the file format or the graph's nodes is not in them.
#ifndef TENSORFLOW_LITE_MODEL_BUILDER_H_
#define TENSORFLOW_LITE_MODEL_BUILDER_H_

#include <stddef.h>

#include <memory>

#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/stderr_reporter.h"

namespace tflite {
namespace c_api_internal {

/// For functions that take a reporter as a callback.
inline void Report(void* reporter, const char* format, va_list args) {
  static_cast<ErrorReporter*>(reporter)->Report(format, args);
}

}  // namespace c_api_internal

class FlatBufferModel {
 public:
  /// Null, with a message, where there is no valid model: every file is checked, also by the functions that do not say
  /// so. The reporter must outlive the model and its interpreters; null stands for the default one.
  static std::unique_ptr<FlatBufferModel> BuildFromFile(const char* filename,
                                                        ErrorReporter* error_reporter = DefaultErrorReporter()) {
    ErrorReporter* reporter = OrDefault(error_reporter);
    return Wrap(TfLiteModelCreateFromFileWithErrorReporter(filename, c_api_internal::Report, reporter), reporter);
  }
  static std::unique_ptr<FlatBufferModel> VerifyAndBuildFromFile(
      const char* filename, ErrorReporter* error_reporter = DefaultErrorReporter()) {
    return BuildFromFile(filename, error_reporter);
  }
  /// The bytes must outlive the model and its interpreters.
  static std::unique_ptr<FlatBufferModel> BuildFromBuffer(const char* caller_owned_buffer, size_t buffer_size,
                                                          ErrorReporter* error_reporter = DefaultErrorReporter()) {
    ErrorReporter* reporter = OrDefault(error_reporter);
    return Wrap(TfLiteModelCreateWithErrorReporter(caller_owned_buffer, buffer_size, c_api_internal::Report, reporter),
                reporter);
  }
  static std::unique_ptr<FlatBufferModel> VerifyAndBuildFromBuffer(
      const char* caller_owned_buffer, size_t buffer_size, ErrorReporter* error_reporter = DefaultErrorReporter()) {
    return BuildFromBuffer(caller_owned_buffer, buffer_size, error_reporter);
  }

  bool initialized() const { return model_ != nullptr; }
  ErrorReporter* error_reporter() const { return error_reporter_; }
  /// The C API's object; interpreters share it.
  const std::shared_ptr<TfLiteModel>& c_model() const { return model_; }

 private:
  FlatBufferModel(TfLiteModel* model, ErrorReporter* error_reporter)
      : model_(model, TfLiteModelDelete), error_reporter_(error_reporter) {}
  static ErrorReporter* OrDefault(ErrorReporter* reporter) {
    return reporter != nullptr ? reporter : DefaultErrorReporter();
  }
  static std::unique_ptr<FlatBufferModel> Wrap(TfLiteModel* model, ErrorReporter* error_reporter) {
    if (model == nullptr) return nullptr;
    return std::unique_ptr<FlatBufferModel>(new FlatBufferModel(model, error_reporter));
  }

  std::shared_ptr<TfLiteModel> model_;
  ErrorReporter* error_reporter_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MODEL_BUILDER_H_
