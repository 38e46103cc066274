// `tare run`: executes a model on this machine, arrays in, arrays out. The model runs in the complete host library, or
// in any library built by `tare build_host` (--library).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <stdexcept>

#include "builder/cli/commands.h"
#include "builder/cli/host_api.h"
#include "builder/cli/signature_order.h"
#include "builder/cli/tensors.h"
#include "builder/link/build.h"

namespace tare::cli {
namespace {

struct Flags {
  std::string model, signature, inputs, outputs, library;
  int threads = -1;
};

/// The graph that runs, by position: the main graph through the interpreter, or a signature through its runner.
class Graph {
 public:
  Graph(Session& session, const Flags& flags) : session_(session), api_(session.api()) {
    if (flags.signature.empty()) return;
    order_ = ReadSignatureOrder(flags.model, flags.signature);
    runner_ = api_.TfLiteInterpreterGetSignatureRunner(session.get(), flags.signature.c_str());
    session.Require(runner_ != nullptr, "finding signature \"" + flags.signature + "\"");
  }
  ~Graph() {
    if (runner_) api_.TfLiteSignatureRunnerDelete(runner_);
  }
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  int input_count() const {
    return runner_ ? static_cast<int>(order_.inputs.size()) : api_.TfLiteInterpreterGetInputTensorCount(session_.get());
  }
  int output_count() const {
    return runner_ ? static_cast<int>(order_.outputs.size())
                   : api_.TfLiteInterpreterGetOutputTensorCount(session_.get());
  }
  TfLiteTensor& input(int i) const {
    TfLiteTensor* tensor = runner_ ? api_.TfLiteSignatureRunnerGetInputTensor(runner_, order_.inputs[i].c_str())
                                   : api_.TfLiteInterpreterGetInputTensor(session_.get(), i);
    session_.Require(tensor != nullptr, "finding input " + std::to_string(i));
    return *tensor;
  }
  const TfLiteTensor& output(int i) const {
    const TfLiteTensor* tensor = runner_ ? api_.TfLiteSignatureRunnerGetOutputTensor(runner_, order_.outputs[i].c_str())
                                         : api_.TfLiteInterpreterGetOutputTensor(session_.get(), i);
    session_.Require(tensor != nullptr, "finding output " + std::to_string(i));
    return *tensor;
  }
  void Resize(int i, const npz::Array& array) {
    const std::vector<int> dims = DimsOf(array);
    const int rank = static_cast<int>(dims.size());
    session_.Require(
        (runner_ ? api_.TfLiteSignatureRunnerResizeInputTensor(runner_, order_.inputs[i].c_str(), dims.data(), rank)
                 : api_.TfLiteInterpreterResizeInputTensor(session_.get(), i, dims.data(), rank)) == kTfLiteOk,
        "resizing input " + std::to_string(i));
  }
  void Allocate() {
    session_.Require((runner_ ? api_.TfLiteSignatureRunnerAllocateTensors(runner_)
                              : api_.TfLiteInterpreterAllocateTensors(session_.get())) == kTfLiteOk,
                     "allocating tensors");
  }
  void Invoke() {
    session_.Require((runner_ ? api_.TfLiteSignatureRunnerInvoke(runner_)
                              : api_.TfLiteInterpreterInvoke(session_.get())) == kTfLiteOk,
                     "running the model");
  }

 private:
  Session& session_;
  const HostApi& api_;
  TfLiteSignatureRunner* runner_ = nullptr;
  SignatureOrder order_;
};

void Run(const Flags& flags) {
  Session session(HostApi::Load(flags.library), flags.model, flags.threads);
  Graph graph(session, flags);
  npz::Archive inputs;
  if (!flags.inputs.empty()) {
    inputs = ReadInputs(flags.inputs, graph.input_count());
    for (int i = 0; i < graph.input_count(); ++i) {
      const npz::Array& array = inputs["in" + std::to_string(i)];
      if (!HasShape(graph.input(i), array)) graph.Resize(i, array);
    }
  }
  graph.Allocate();
  std::mt19937_64 random(1);
  for (int i = 0; i < graph.input_count(); ++i) {
    const std::string name = "in" + std::to_string(i);
    TfLiteTensor& tensor = graph.input(i);
    FillTensor(session.api(), name, flags.inputs.empty() ? RandomArray(name, tensor, random) : inputs[name], tensor);
  }
  graph.Invoke();
  npz::Archive outputs;
  for (int i = 0; i < graph.output_count(); ++i) {
    const std::string name = "out" + std::to_string(i);
    outputs[name] = ReadTensor(name, graph.output(i));
    if (flags.outputs.empty()) {
      std::string shape;
      for (const int64_t dim : outputs[name].shape) shape += (shape.empty() ? "" : ", ") + std::to_string(dim);
      std::printf("%s: %s [%s]\n", name.c_str(), outputs[name].type_name().c_str(), shape.c_str());
    }
  }
  if (!flags.outputs.empty()) npz::WriteNpz(flags.outputs, outputs);
}

}  // namespace

void AddRun(CLI::App& app) {
  CLI::App* command = app.add_subcommand("run", "Run a model on this machine");
  auto flags = std::make_shared<Flags>();
  command->add_option("--model", flags->model, "The .tflite model")->required();
  command->add_option("--signature", flags->signature, "Signature to run (default: the main graph)");
  command->add_option("--inputs", flags->inputs, "Arrays in0, in1, ... as .npz (default: random from a fixed seed)");
  command->add_option("--outputs", flags->outputs, "Where to write arrays out0, out1, ... (default: print shapes)");
  command->add_option("--threads", flags->threads, "Threads to use");
  command->add_option("--library", flags->library, "Library to run in (default: the complete one)");
  command->callback([flags] {
    if (flags->library.empty()) flags->library = build::HostLibrary();
    Run(*flags);
  });
}

}  // namespace tare::cli
