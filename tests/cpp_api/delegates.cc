// Delegates as vendors write them, with the C++ classes for that: one over the structures, one over the opaque API,
// both for sub.tflite (SUB, then RELU). It prints how many checks failed.
#include <stdio.h>
#include <string.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "check.h"
#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/delegates/utils/simple_delegate.h"
#include "tensorflow/lite/delegates/utils/simple_opaque_delegate.h"
#include "tensorflow/lite/interpreter.h"
#include "tensorflow/lite/kernels/register.h"
#include "tensorflow/lite/model.h"

namespace {

using Floats = std::vector<float>;

/// What a delegate has been through, and at which call it fails.
struct Trace {
  std::string fails_at = {};
  int initialized = 0, kernels = 0, deleted = 0, runs = 0;
  tflite::SimpleDelegateInterface::Options options = {};
  TfLiteStatus At(const char* call) const { return fails_at == call ? kTfLiteError : kTfLiteOk; }
};

/// Its results are 100 too great, so that they are seen to be its own.
class Subtraction : public tflite::SimpleDelegateKernelInterface {
 public:
  explicit Subtraction(Trace* trace) : trace_(trace) { ++trace->kernels; }
  ~Subtraction() override { ++trace_->deleted; }
  TfLiteStatus Init(TfLiteContext* context, const TfLiteDelegateParams* params) override {
    EXPECT(params->nodes_to_replace->size == 1 && params->input_tensors->size == 2);
    TfLiteNode* node;
    TfLiteRegistration* registration;
    EXPECT(context->GetNodeAndRegistration(context, params->nodes_to_replace->data[0], &node, &registration) ==
           kTfLiteOk);
    EXPECT(registration->builtin_code == kTfLiteBuiltinSub);
    a_ = node->inputs->data[0];
    b_ = node->inputs->data[1];
    out_ = node->outputs->data[0];
    return trace_->At("init");
  }
  TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* /*node*/) override {
    TfLiteIntArray* dims = TfLiteIntArrayCopy(context->tensors[a_].dims);
    if (context->ResizeTensor(context, &context->tensors[out_], dims) != kTfLiteOk) return kTfLiteError;
    return trace_->At("prepare");
  }
  TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* /*node*/) override {
    ++trace_->runs;
    const TfLiteTensor& out = context->tensors[out_];
    for (size_t i = 0; i < out.bytes / sizeof(float); ++i) {
      out.data.f[i] = context->tensors[a_].data.f[i] - context->tensors[b_].data.f[i] + 100;
    }
    return trace_->At("eval");
  }

 private:
  Trace* trace_;
  int a_ = 0, b_ = 0, out_ = 0;
};

class Subtractor : public tflite::SimpleDelegateInterface {
 public:
  explicit Subtractor(Trace* trace) : trace_(trace) {}
  bool IsNodeSupportedByDelegate(const TfLiteRegistration* registration, const TfLiteNode* node,
                                 TfLiteContext* /*context*/) const override {
    return registration->builtin_code == kTfLiteBuiltinSub && node->inputs->size == 2;
  }
  TfLiteStatus Initialize(TfLiteContext* context) override {
    ++trace_->initialized;
    const auto no = [](TfLiteContext*, TfLiteNode*, TfLiteRegistration* r, std::string* details) {
      *details = "is of no interest";
      return r->builtin_code != kTfLiteBuiltinRelu;
    };
    tflite::delegates::GraphPartitionHelper helper(context, no);
    std::set<std::string> unsupported;
    EXPECT(helper.Partition(&unsupported) == kTfLiteOk && helper.num_partitions() == 1);
    EXPECT(unsupported == std::set<std::string>({"RELU: is of no interest"}));
    EXPECT(helper.num_total_nodes() == 2 && helper.num_supported_nodes() == 1);
    EXPECT(helper.GetNodesOfFirstNLargestPartitions() == std::vector<int>({0}));
    EXPECT(helper.GetNodesOfFirstNLargestPartitions(1, 2).empty() && helper.GetFirstNLargestPartitions(0).empty());
    tflite::delegates::GraphPartitionHelper both(context, std::vector<int>({0, 1}));
    EXPECT(both.Partition(nullptr) == kTfLiteOk && both.GetFirstNLargestPartitions().size() == 1);
    return trace_->At("initialize");
  }
  const char* Name() const override { return "Subtractor"; }
  std::unique_ptr<tflite::SimpleDelegateKernelInterface> CreateDelegateKernelInterface() override {
    if (trace_->fails_at == "create") return nullptr;
    return std::make_unique<Subtraction>(trace_);
  }
  Options DelegateOptions() const override { return trace_->options; }

 private:
  Trace* trace_;
};

/// Twice what RELU gives.
class Rectification : public tflite::SimpleOpaqueDelegateKernelInterface {
 public:
  explicit Rectification(Trace* trace) : trace_(trace) { ++trace->kernels; }
  ~Rectification() override { ++trace_->deleted; }
  TfLiteStatus Init(TfLiteOpaqueContext* context, const TfLiteOpaqueDelegateParams* params) override {
    in_ = TfLiteOpaqueContextGetOpaqueTensor(context, params->input_tensors->data[0]);
    out_ = TfLiteOpaqueContextGetOpaqueTensor(context, params->output_tensors->data[0]);
    return trace_->At("init");
  }
  TfLiteStatus Prepare(TfLiteOpaqueContext* /*context*/, TfLiteOpaqueNode* /*node*/) override {
    return trace_->At("prepare");
  }
  TfLiteStatus Eval(TfLiteOpaqueContext* /*context*/, TfLiteOpaqueNode* /*node*/) override {
    ++trace_->runs;
    const auto* from = static_cast<const float*>(TfLiteOpaqueTensorData(in_));
    auto* to = static_cast<float*>(TfLiteOpaqueTensorData(out_));
    for (size_t i = 0; i < TfLiteOpaqueTensorByteSize(out_) / sizeof(float); ++i) to[i] = from[i] > 0 ? 2 * from[i] : 0;
    return trace_->At("eval");
  }

 private:
  Trace* trace_;
  TfLiteOpaqueTensor *in_ = nullptr, *out_ = nullptr;
};

class Rectifier : public tflite::SimpleOpaqueDelegateInterface {
 public:
  explicit Rectifier(Trace* trace) : trace_(trace) {}
  bool IsNodeSupportedByDelegate(const TfLiteOperator* registration_external, const TfLiteOpaqueNode* /*node*/,
                                 TfLiteOpaqueContext* /*context*/) const override {
    return TfLiteOperatorGetBuiltInCode(registration_external) == kTfLiteBuiltinRelu;
  }
  TfLiteStatus Initialize(TfLiteOpaqueContext* /*context*/) override {
    ++trace_->initialized;
    return trace_->At("initialize");
  }
  const char* Name() const override { return "Rectifier"; }
  std::unique_ptr<tflite::SimpleOpaqueDelegateKernelInterface> CreateDelegateKernelInterface() override {
    if (trace_->fails_at == "create") return nullptr;
    return std::make_unique<Rectification>(trace_);
  }

 private:
  Trace* trace_;
};

/// Runs sub.tflite with a delegate; its outputs, or none where something failed.
Floats Run(TfLiteDelegate* delegate) {
  const auto model = tflite::FlatBufferModel::BuildFromFile("sub.tflite");
  const tflite::ops::builtin::BuiltinOpResolver resolver;
  std::unique_ptr<tflite::Interpreter> interpreter;
  tflite::InterpreterBuilder(*model, resolver)(&interpreter);
  if (interpreter == nullptr || interpreter->ModifyGraphWithDelegate(delegate) != kTfLiteOk) return {};
  if (interpreter->AllocateTensors() != kTfLiteOk) return {};
  const float a[] = {5, 1}, b[] = {2, 4};
  memcpy(interpreter->typed_input_tensor<float>(0), a, sizeof(a));
  memcpy(interpreter->typed_input_tensor<float>(1), b, sizeof(b));
  if (interpreter->Invoke() != kTfLiteOk) return {};
  const float *difference = interpreter->typed_output_tensor<float>(0),
              *relu = interpreter->typed_output_tensor<float>(1);
  return {difference[0], difference[1], relu[0], relu[1]};
}

void CheckDelegate() {
  Trace trace;
  {
    const auto delegate = tflite::TfLiteDelegateFactory::Create(std::make_unique<Subtractor>(&trace));
    EXPECT(Run(delegate.get()) == Floats({103, 97, 103, 97}));
  }
  EXPECT(trace.initialized == 1 && trace.kernels == 1 && trace.deleted == 1 && trace.runs == 1);
  Trace bounded;
  bounded.options.min_nodes_per_partition = 2;
  const auto unused = tflite::TfLiteDelegateFactory::Create(std::make_unique<Subtractor>(&bounded));
  EXPECT(Run(unused.get()) == Floats({3, -3, 3, 0}) && bounded.kernels == 0);
  for (const char* call : {"initialize", "create", "init", "prepare", "eval"}) {
    Trace failing;
    failing.fails_at = call;
    const auto delegate = tflite::TfLiteDelegateFactory::Create(std::make_unique<Subtractor>(&failing));
    EXPECT(Run(delegate.get()).empty());
    EXPECT(failing.kernels == failing.deleted);
  }
  EXPECT(tflite::TfLiteDelegateFactory::CreateSimpleDelegate(nullptr) == nullptr);
  tflite::TfLiteDelegateFactory::DeleteSimpleDelegate(nullptr);
}

void CheckOpaqueDelegate() {
  using Factory = tflite::TfLiteOpaqueDelegateFactory;
  Trace trace;
  {
    const auto delegate = Factory::Create(std::make_unique<Rectifier>(&trace));
    EXPECT(Run(reinterpret_cast<TfLiteDelegate*>(delegate.get())) == Floats({3, -3, 6, 0}));
  }
  EXPECT(trace.initialized == 1 && trace.kernels == 1 && trace.deleted == 1 && trace.runs == 1);
  for (const char* call : {"initialize", "create", "init", "prepare", "eval"}) {
    Trace failing;
    failing.fails_at = call;
    const auto delegate = Factory::Create(std::make_unique<Rectifier>(&failing));
    EXPECT(Run(reinterpret_cast<TfLiteDelegate*>(delegate.get())).empty());
    EXPECT(failing.kernels == failing.deleted);
  }
  EXPECT(Factory::CreateSimpleDelegate(nullptr) == nullptr);
  Factory::DeleteSimpleDelegate(nullptr);
}

}  // namespace

int main() {
  CheckDelegate();
  CheckOpaqueDelegate();
  printf("%d failed\n", failures);
  return failures != 0;
}
