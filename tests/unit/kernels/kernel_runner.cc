// Building and running the one-node models of kernel tests.
#include "tests/unit/kernels/kernel_runner.h"

#include <cstdio>
#include <cstring>

namespace tare {
namespace {

void Report(void* user, const char* format, va_list args) {
  char text[1024];
  vsnprintf(text, sizeof(text), format, args);
  *static_cast<std::string*>(user) += std::string(text) + "\n";
}

}  // namespace

KernelRunner::KernelRunner(Op op, int version) {
  model_.version = 3;
  auto code = std::make_unique<schema::OperatorCodeT>();
  const int number = static_cast<int>(op);
  code->deprecated_builtin_code = static_cast<int8_t>(number < 127 ? number : 127);
  code->builtin_code = static_cast<schema::BuiltinOperator>(number);
  code->version = version;
  model_.operator_codes.push_back(std::move(code));
  model_.buffers.push_back(std::make_unique<schema::BufferT>());
  auto graph = std::make_unique<schema::SubGraphT>();
  graph->operators.push_back(std::make_unique<schema::OperatorT>());
  op_ = graph->operators[0].get();
  model_.subgraphs.push_back(std::move(graph));
}

KernelRunner::~KernelRunner() { Close(); }

void KernelRunner::Close() {
  if (interpreter_) Interpreter::Destroy(interpreter_);
  if (loaded_) loaded_->Unref();
  interpreter_ = nullptr;
  loaded_ = nullptr;
}

KernelRunner& KernelRunner::NoInput() {
  op_->inputs.push_back(-1);
  return *this;
}

KernelRunner& KernelRunner::Add(schema::TensorType type, std::vector<int> shape, std::string bytes, Quant quant,
                                Role role) {
  schema::SubGraphT& graph = *model_.subgraphs[0];
  const int index = static_cast<int>(graph.tensors.size());
  auto tensor = std::make_unique<schema::TensorT>();
  tensor->type = type;
  tensor->shape = std::move(shape);
  tensor->name = "t" + std::to_string(index);
  if (!quant.scale.empty()) {
    tensor->quantization = std::make_unique<schema::QuantizationParametersT>();
    tensor->quantization->scale = std::move(quant.scale);
    tensor->quantization->zero_point = std::move(quant.zero_point);
    tensor->quantization->quantized_dimension = quant.dimension;
  }
  if (role == kConstant) {
    tensor->buffer = static_cast<uint32_t>(model_.buffers.size());
    auto buffer = std::make_unique<schema::BufferT>();
    buffer->data.assign(bytes.begin(), bytes.end());
    model_.buffers.push_back(std::move(buffer));
  }
  graph.tensors.push_back(std::move(tensor));
  (role == kOutput ? op_->outputs : op_->inputs).push_back(index);
  if (role == kOutput) graph.outputs.push_back(index);
  if (role == kFed) {
    graph.inputs.push_back(index);
    fed_.push_back(std::move(bytes));
  }
  return *this;
}

std::string KernelRunner::Serialize() const {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::Model::Pack(builder, &model_), "TFL3");
  return std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
}

TfLiteStatus KernelRunner::Run(int threads, int runs) {
  Close();
  errors_.clear();
  const std::string model = Serialize();
  bytes_.assign((model.size() + 7) / 8, 0);
  std::memcpy(bytes_.data(), model.data(), model.size());
  const ErrorReporter reporter{Report, &errors_};
  loaded_ = Model::FromBuffer(bytes_.data(), model.size(), reporter);
  if (!loaded_) return kTfLiteError;
  interpreter_ = Interpreter::Create(loaded_, reporter, threads);
  if (!interpreter_) return kTfLiteError;
  if (TfLiteStatus s = interpreter_->AllocateTensors(); s != kTfLiteOk) return s;
  for (int run = 0; run < runs; ++run) {
    for (size_t i = 0; i < fed_.size(); ++i) {
      const TfLiteTensor* t = interpreter_->tensor(interpreter_->inputs()[i]);
      if (t->bytes != fed_[i].size()) {
        errors_ += "test feeds " + std::to_string(fed_[i].size()) + " bytes into " + std::to_string(t->bytes) + "\n";
        return kTfLiteError;
      }
      if (t->bytes) std::memcpy(t->data.raw, fed_[i].data(), t->bytes);
    }
    if (TfLiteStatus s = interpreter_->Invoke(); s != kTfLiteOk) return s;
  }
  return kTfLiteOk;
}

const TfLiteTensor* KernelRunner::Result(int output) const {
  return interpreter_->tensor(interpreter_->outputs()[output]);
}

std::vector<int> KernelRunner::shape(int output) const {
  const TfLiteIntArray* dims = Result(output)->dims;
  return std::vector<int>(dims->data, dims->data + dims->size);
}

}  // namespace tare
