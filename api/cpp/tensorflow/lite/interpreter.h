// Runs a model. An object of the C API and what it takes to make it again: the C API sets the number of threads once.
//
//   auto model = tflite::FlatBufferModel::BuildFromFile("a.tflite");
//   tflite::ops::builtin::BuiltinOpResolver resolver;
//   std::unique_ptr<tflite::Interpreter> interpreter;
//   tflite::InterpreterBuilder(*model, resolver)(&interpreter);
//   interpreter->AllocateTensors();
//   interpreter->typed_input_tensor<float>(0)[0] = 1;
//   interpreter->Invoke();
//
// Functions marked (all) call functions of c_api_experimental.h, which only libraries made with --c_functions=all have,
// or with those functions listed.
#ifndef TENSORFLOW_LITE_INTERPRETER_H_
#define TENSORFLOW_LITE_INTERPRETER_H_

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tensorflow/lite/model_builder.h"
#include "tensorflow/lite/signature_runner.h"
#include "tensorflow/lite/type_to_tflitetype.h"

namespace tflite {

class InterpreterBuilder;

class Interpreter {
 public:
  using Ptr = std::unique_ptr<Interpreter>;
  using TfLiteDelegatePtr = std::unique_ptr<TfLiteDelegate, void (*)(TfLiteDelegate*)>;

  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  ~Interpreter() {
    signature_runners_.clear();
    interpreter_.reset();
  }

  // Tensors of the main graph, by index; null for indices that are out of range.

  const std::vector<int>& inputs() const { return inputs_; }
  const std::vector<int>& outputs() const { return outputs_; }
  size_t tensors_size() const {
    int count = 0;
    while (tensor(count) != nullptr) ++count;
    return static_cast<size_t>(count);
  }
  TfLiteTensor* tensor(int tensor_index) { return TfLiteInterpreterGetTensor(interpreter_.get(), tensor_index); }
  const TfLiteTensor* tensor(int tensor_index) const {
    return TfLiteInterpreterGetTensor(interpreter_.get(), tensor_index);
  }
  TfLiteTensor* input_tensor(size_t index) { return tensor(inputs_[index]); }
  const TfLiteTensor* input_tensor(size_t index) const { return tensor(inputs_[index]); }
  TfLiteTensor* output_tensor(size_t index) { return tensor(outputs_[index]); }
  const TfLiteTensor* output_tensor(size_t index) const { return tensor(outputs_[index]); }
  const char* GetInputName(int index) const { return input_tensor(static_cast<size_t>(index))->name; }
  const char* GetOutputName(int index) const { return output_tensor(static_cast<size_t>(index))->name; }

  /// Null where the tensor's type is another.
  template <class T>
  T* typed_tensor(int tensor_index) {
    return const_cast<T*>(static_cast<const Interpreter*>(this)->typed_tensor<T>(tensor_index));
  }
  template <class T>
  const T* typed_tensor(int tensor_index) const {
    const TfLiteTensor* found = tensor(tensor_index);
    if (found == nullptr || found->type != typeToTfLiteType<std::decay_t<T>>()) return nullptr;
    return reinterpret_cast<const T*>(found->data.raw);
  }
  template <class T>
  T* typed_input_tensor(int index) {
    return typed_tensor<T>(inputs_[static_cast<size_t>(index)]);
  }
  template <class T>
  const T* typed_input_tensor(int index) const {
    return typed_tensor<T>(inputs_[static_cast<size_t>(index)]);
  }
  template <class T>
  T* typed_output_tensor(int index) {
    return typed_tensor<T>(outputs_[static_cast<size_t>(index)]);
  }
  template <class T>
  const T* typed_output_tensor(int index) const {
    return typed_tensor<T>(outputs_[static_cast<size_t>(index)]);
  }

  // Signatures.

  std::vector<const std::string*> signature_keys() const {
    std::vector<const std::string*> keys;
    for (const std::string& key : signature_keys_) keys.push_back(&key);
    return keys;
  }
  /// The interpreter's own; null for unknown keys. A null key means the main graph's.
  SignatureRunner* GetSignatureRunner(const char* signature_key) {
    const std::string name = signature_key != nullptr ? signature_key : "";
    std::unique_ptr<SignatureRunner>& runner = signature_runners_[{signature_key != nullptr, name}];
    if (runner == nullptr) {
      TfLiteSignatureRunner* made = TfLiteInterpreterGetSignatureRunner(interpreter_.get(), signature_key);
      if (made != nullptr) runner.reset(new SignatureRunner(this, name, made));
    }
    return runner.get();
  }
  /// A signature's names with their tensors' indices; empty for unknown keys and for signatures that are not the main
  /// graph's.
  const std::map<std::string, uint32_t>& signature_inputs(const char* signature_key) const {
    return SignatureIndices(signature_key, true);
  }
  const std::map<std::string, uint32_t>& signature_outputs(const char* signature_key) const {
    return SignatureIndices(signature_key, false);
  }
  TfLiteTensor* input_tensor_by_signature(const char* signature_input_name, const char* signature_key) {
    SignatureRunner* runner = GetSignatureRunner(signature_key);
    return runner != nullptr ? runner->input_tensor(signature_input_name) : nullptr;
  }
  const TfLiteTensor* output_tensor_by_signature(const char* signature_output_name, const char* signature_key) {
    SignatureRunner* runner = GetSignatureRunner(signature_key);
    return runner != nullptr ? runner->output_tensor(signature_output_name) : nullptr;
  }

  // Running.

  /// Of an input. AllocateTensors() must follow. With the strict one, only dimensions that the model leaves open.
  TfLiteStatus ResizeInputTensor(int tensor_index, const std::vector<int>& dims) {
    for (size_t i = 0; i < inputs_.size(); ++i) {
      if (inputs_[i] != tensor_index) continue;
      const TfLiteStatus status = TfLiteInterpreterResizeInputTensor(interpreter_.get(), static_cast<int32_t>(i),
                                                                     dims.data(), static_cast<int32_t>(dims.size()));
      if (status == kTfLiteOk) {
        resized_[tensor_index] = dims;
        allocated_ = false;
      }
      return status;
    }
    error_reporter_->Report("tensor %d is not an input", tensor_index);
    return kTfLiteError;
  }
  TfLiteStatus ResizeInputTensorStrict(int tensor_index, const std::vector<int>& dims) {
    const TfLiteTensor* input = tensor(tensor_index);
    bool fits = input != nullptr && input->dims != nullptr && static_cast<size_t>(input->dims->size) == dims.size();
    for (int i = 0; fits && i < input->dims->size; ++i) {
      const TfLiteIntArray* signature = input->dims_signature;
      const int dim = signature != nullptr && signature->size > i ? signature->data[i] : input->dims->data[i];
      fits = dim == -1 || dim == dims[static_cast<size_t>(i)];
    }
    if (fits) return ResizeInputTensor(tensor_index, dims);
    error_reporter_->Report("tensor %d cannot have that shape: only unknown dimensions may be resized", tensor_index);
    return kTfLiteError;
  }
  TfLiteStatus AllocateTensors() {
    const TfLiteStatus status = TfLiteInterpreterAllocateTensors(interpreter_.get());
    allocated_ = status == kTfLiteOk;
    return status;
  }
  TfLiteStatus Invoke() { return TfLiteInterpreterInvoke(interpreter_.get()); }
  /// From another thread: stops the run in flight.
  TfLiteStatus Cancel() { return TfLiteInterpreterCancel(interpreter_.get()); }
  TfLiteStatus EnableCancellation() { return kTfLiteOk; }  // it always is enabled
  /// (all)
  TfLiteStatus ResetVariableTensors() { return TfLiteInterpreterResetVariableTensors(interpreter_.get()); }

  /// -1 leaves the number to the library. Where it changes, pointers to tensors and signature runners from before are
  /// invalid, and variables begin anew; shapes and inputs but strings are kept, memory of the application's is not. Not
  /// after a delegate was applied here.
  TfLiteStatus SetNumThreads(int num_threads) {
    if (num_threads < -1 || !delegates_.empty()) {
      error_reporter_->Report(num_threads < -1 ? "num_threads should be >= 0 or just -1"
                                               : "the number of threads cannot change under a delegate");
      return kTfLiteError;
    }
    num_threads = num_threads == 0 ? 1 : num_threads;
    if (num_threads == num_threads_) return kTfLiteOk;
    num_threads_ = num_threads;
    TfLiteInterpreterOptionsSetNumThreads(options_.get(), num_threads);
    CInterpreter old = std::move(interpreter_);
    const bool allocated = allocated_;
    signature_runners_.clear();
    if (!Create()) {
      interpreter_ = std::move(old);
      return kTfLiteError;
    }
    const std::map<int, std::vector<int>> resized = std::move(resized_);
    resized_.clear();
    for (const auto& [index, dims] : resized) {
      if (ResizeInputTensor(index, dims) != kTfLiteOk) return kTfLiteError;
    }
    if (!allocated) return kTfLiteOk;
    if (AllocateTensors() != kTfLiteOk) return kTfLiteError;
    for (const int index : inputs_) {
      const TfLiteTensor* from = TfLiteInterpreterGetTensor(old.get(), index);
      TfLiteTensor* to = tensor(index);
      if (from->type == kTfLiteString || from->data.raw == nullptr || from->bytes != to->bytes) continue;
      memcpy(to->data.raw, from->data.raw, from->bytes);
    }
    return kTfLiteOk;
  }

  // Delegates and memory.

  /// (all) The caller keeps the delegate alive longer than the interpreter, or hands it over.
  TfLiteStatus ModifyGraphWithDelegate(TfLiteDelegate* delegate) {
    delegates_.push_back(std::shared_ptr<void>(delegate, [](void*) {}));
    allocated_ = false;
    return TfLiteInterpreterModifyGraphWithDelegate(interpreter_.get(), delegate);
  }
  template <typename Delegate, typename Deleter>
  TfLiteStatus ModifyGraphWithDelegate(std::unique_ptr<Delegate, Deleter> delegate) {
    delegates_.push_back(std::shared_ptr<Delegate>(std::move(delegate)));
    allocated_ = false;
    return TfLiteInterpreterModifyGraphWithDelegate(interpreter_.get(),
                                                    static_cast<TfLiteDelegate*>(delegates_.back().get()));
  }
  TfLiteStatus ModifyGraphWithDelegate(std::unique_ptr<TfLiteDelegate> delegate) = delete;  // how to delete it?
  /// (all) The application's memory for a tensor, from the next AllocateTensors() on.
  TfLiteStatus SetCustomAllocationForTensor(int tensor_index, const TfLiteCustomAllocation& allocation,
                                            int64_t flags = kTfLiteCustomAllocationFlagsNone) {
    return TfLiteInterpreterSetCustomAllocationForTensor(interpreter_.get(), tensor_index, &allocation, flags);
  }
  /// (all)
  TfLiteStatus EnsureTensorDataIsReadable(int tensor_index) {
    return TfLiteInterpreterEnsureTensorDataIsReadable(interpreter_.get(), tensor_index);
  }

  ErrorReporter* error_reporter() const { return error_reporter_; }
  /// The C API's object, for what is not here.
  TfLiteInterpreter* c_interpreter() const { return interpreter_.get(); }

 private:
  friend class InterpreterBuilder;
  using CInterpreter = std::unique_ptr<TfLiteInterpreter, void (*)(TfLiteInterpreter*)>;
  using COptions = std::unique_ptr<TfLiteInterpreterOptions, void (*)(TfLiteInterpreterOptions*)>;

  Interpreter(std::shared_ptr<TfLiteModel> model, ErrorReporter* error_reporter, int num_threads)
      : model_(std::move(model)),
        error_reporter_(error_reporter),
        num_threads_(num_threads),
        options_(TfLiteInterpreterOptionsCreate(), TfLiteInterpreterOptionsDelete),
        interpreter_(nullptr, TfLiteInterpreterDelete) {
    TfLiteInterpreterOptionsSetErrorReporter(options_.get(), c_api_internal::Report, error_reporter);
    TfLiteInterpreterOptionsEnableCancellation(options_.get(), true);
    if (num_threads >= 0) TfLiteInterpreterOptionsSetNumThreads(options_.get(), num_threads);
  }

  const std::map<std::string, uint32_t>& SignatureIndices(const char* signature_key, bool inputs) const {
    std::map<std::string, uint32_t>& indices = signature_indices_[{inputs, signature_key}];
    SignatureRunner* runner = const_cast<Interpreter*>(this)->GetSignatureRunner(signature_key);
    if (runner == nullptr || !indices.empty()) return indices;
    for (const char* name : inputs ? runner->input_names() : runner->output_names()) {
      const TfLiteTensor* wanted = inputs ? runner->input_tensor(name) : runner->output_tensor(name);
      for (int i = 0; tensor(i) != nullptr; ++i) {
        if (tensor(i) == wanted) indices[name] = static_cast<uint32_t>(i);
      }
    }
    return indices;
  }

  /// From the model and the options; false, with messages, where that fails.
  bool Create() {
    interpreter_.reset(TfLiteInterpreterCreate(model_.get(), options_.get()));
    allocated_ = false;
    if (interpreter_ == nullptr) return false;
    const int* indices = TfLiteInterpreterInputTensorIndices(interpreter_.get());
    inputs_.assign(indices, indices + TfLiteInterpreterGetInputTensorCount(interpreter_.get()));
    indices = TfLiteInterpreterOutputTensorIndices(interpreter_.get());
    outputs_.assign(indices, indices + TfLiteInterpreterGetOutputTensorCount(interpreter_.get()));
    signature_keys_.clear();
    for (int32_t i = 0; i < TfLiteInterpreterGetSignatureCount(interpreter_.get()); ++i) {
      signature_keys_.emplace_back(TfLiteInterpreterGetSignatureKey(interpreter_.get(), i));
    }
    return true;
  }

  std::shared_ptr<TfLiteModel> model_;
  ErrorReporter* error_reporter_;
  int num_threads_;
  std::deque<std::string> names_;  // of registered operators, which the C API does not copy
  std::vector<std::shared_ptr<void>> delegates_;
  COptions options_;
  CInterpreter interpreter_;
  std::vector<int> inputs_, outputs_;
  std::map<int, std::vector<int>> resized_;  // by tensor index
  bool allocated_ = false;
  std::vector<std::string> signature_keys_;
  std::map<std::pair<bool, std::string>, std::unique_ptr<SignatureRunner>> signature_runners_;  // false: the null key
  mutable std::map<std::pair<bool, std::string>, std::map<std::string, uint32_t>> signature_indices_;  // true: inputs
};

inline TfLiteStatus SignatureRunner::ResizeInputTensor(const char* input_name, const std::vector<int>& new_size) {
  const TfLiteTensor* input = input_tensor(input_name);
  for (const int index : interpreter_->inputs()) {
    if (input != nullptr && interpreter_->tensor(index) == input) {
      return interpreter_->ResizeInputTensor(index, new_size);
    }
  }
  return ResizeInputTensorStrict(input_name, new_size);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_INTERPRETER_H_
