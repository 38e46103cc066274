// Makes interpreters for a model. Operators come from the library: a resolver holds only what the application adds.
#ifndef TENSORFLOW_LITE_INTERPRETER_BUILDER_H_
#define TENSORFLOW_LITE_INTERPRETER_BUILDER_H_

#include <memory>
#include <utility>
#include <vector>

#include "tensorflow/lite/c/c_api_experimental.h"
#include "tensorflow/lite/core/api/op_resolver.h"
#include "tensorflow/lite/interpreter.h"
#include "tensorflow/lite/model_builder.h"

// Libraries need not have these: they are asked for when a resolver has an operator.
#ifdef __APPLE__
#define TARE_IF_THERE __attribute__((weak_import))
#else
#define TARE_IF_THERE __attribute__((weak))
#endif
extern "C" {
TARE_IF_THERE void TfLiteInterpreterOptionsAddBuiltinOp(TfLiteInterpreterOptions* options, TfLiteBuiltinOperator op,
                                                        const TfLiteRegistration* registration, int32_t min_version,
                                                        int32_t max_version);
TARE_IF_THERE void TfLiteInterpreterOptionsAddCustomOp(TfLiteInterpreterOptions* options, const char* name,
                                                       const TfLiteRegistration* registration, int32_t min_version,
                                                       int32_t max_version);
}
#undef TARE_IF_THERE

namespace tflite {

class InterpreterBuilder {
 public:
  /// Both must outlive the builder, not the interpreters.
  InterpreterBuilder(const FlatBufferModel& model, const OpResolver& op_resolver)
      : model_(model), op_resolver_(op_resolver) {}
  InterpreterBuilder(const InterpreterBuilder&) = delete;
  InterpreterBuilder& operator=(const InterpreterBuilder&) = delete;

  /// A new interpreter; on failure null, with messages to the model's reporter: an operator that the library has no
  /// kernel for, a delegate that fails, or operators in the resolver that the library cannot take.
  TfLiteStatus operator()(std::unique_ptr<Interpreter>* interpreter) {
    if (interpreter == nullptr) return kTfLiteError;
    interpreter->reset();
    if (!model_.initialized()) return kTfLiteError;
    std::unique_ptr<Interpreter> made(new Interpreter(model_.c_model(), model_.error_reporter(), num_threads_));
    if (AddOps(*made) != kTfLiteOk) return kTfLiteError;
    for (TfLiteDelegate* delegate : delegates_) TfLiteInterpreterOptionsAddDelegate(made->options_.get(), delegate);
    if (!made->Create()) return kTfLiteError;
    *interpreter = std::move(made);
    return kTfLiteOk;
  }
  TfLiteStatus operator()(std::unique_ptr<Interpreter>* interpreter, int num_threads) {
    const TfLiteStatus status = SetNumThreads(num_threads);
    if (status == kTfLiteOk) return (*this)(interpreter);
    if (interpreter != nullptr) interpreter->reset();
    return status;
  }

  /// -1 leaves the number to the library.
  TfLiteStatus SetNumThreads(int num_threads) {
    if (num_threads < -1) {
      model_.error_reporter()->Report("num_threads should be >= 0 or just -1");
      return kTfLiteError;
    }
    num_threads_ = num_threads == 0 ? 1 : num_threads;
    return kTfLiteOk;
  }
  /// The caller keeps it alive longer than the interpreters.
  void AddDelegate(TfLiteDelegate* delegate) {
    if (delegate != nullptr) delegates_.push_back(delegate);
  }

 private:
  TfLiteStatus AddOps(Interpreter& interpreter) const {
    TfLiteStatus status = kTfLiteOk;
    op_resolver_.ForEachOp([&](const TfLiteRegistration& registration) {
      if (&TfLiteInterpreterOptionsAddCustomOp == nullptr || &TfLiteInterpreterOptionsAddBuiltinOp == nullptr) {
        status = kTfLiteError;
        return;
      }
      const int version = registration.version;
      if (registration.builtin_code != BuiltinOperator_CUSTOM) {
        TfLiteInterpreterOptionsAddBuiltinOp(interpreter.options_.get(),
                                             static_cast<TfLiteBuiltinOperator>(registration.builtin_code),
                                             &registration, version, version);
        return;
      }
      interpreter.names_.emplace_back(registration.custom_name);
      TfLiteRegistration own = registration;
      own.custom_name = interpreter.names_.back().c_str();
      TfLiteInterpreterOptionsAddCustomOp(interpreter.options_.get(), own.custom_name, &own, version, version);
    });
    if (status != kTfLiteOk) {
      model_.error_reporter()->Report(
          "the resolver has operators, which takes a library made with --c_functions=all --features=delegates");
    }
    return status;
  }

  const FlatBufferModel& model_;
  const OpResolver& op_resolver_;
  int num_threads_ = -1;
  std::vector<TfLiteDelegate*> delegates_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_INTERPRETER_BUILDER_H_
