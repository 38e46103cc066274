// C API: signatures. A model without signatures gets one that is made up: the main graph, with the tensors' names as
// keys, sorted like real ones.
#include "api/c/types.h"

namespace {

using tare::Interpreter;
using tare::ReportTo;

/// Inputs and outputs are tensors, and these have names (runtime/subgraph.cc sees to both).
const char* TensorName(const Interpreter& graph, int tensor) { return graph.tensor(tensor)->name; }

/// Where the names of a runner's inputs or outputs lead: positions in a list of the made-up signature's graph.
struct Ends {
  const int* tensors;
  int count;
};

Ends EndsOf(const Interpreter& graph, bool output) {
  return output ? Ends{graph.outputs(), graph.output_count()} : Ends{graph.inputs(), graph.input_count()};
}

/// Name of the tensor at position `rank` when the tensors are sorted by name; nullptr when out of range.
const char* SortedName(const Interpreter& graph, const Ends& ends, int rank) {
  for (int i = 0; i < ends.count; ++i) {
    const char* name = TensorName(graph, ends.tensors[i]);
    int before = 0;
    for (int j = 0; j < ends.count; ++j) {
      const int order = __builtin_strcmp(TensorName(graph, ends.tensors[j]), name);
      before += order < 0 || (order == 0 && j < i);
    }
    if (before == rank) return name;
  }
  return nullptr;
}

size_t Count(const TfLiteSignatureRunner& r, bool output) {
  if (r.signature < 0) return static_cast<size_t>(EndsOf(*r.impl, output).count);
  return static_cast<size_t>(output ? r.impl->signature_output_count(r.signature)
                                    : r.impl->signature_input_count(r.signature));
}

const char* Name(const TfLiteSignatureRunner& r, bool output, int i) {
  if (r.signature < 0) return SortedName(*r.impl, EndsOf(*r.impl, output), i);
  return output ? r.impl->signature_output_name(r.signature, i) : r.impl->signature_input_name(r.signature, i);
}

/// Index of an input or output tensor; -1, with a message, when the name is unknown.
int IndexOf(const TfLiteSignatureRunner& r, bool output, const char* name) {
  int tensor = -1;
  if (r.signature < 0) {
    const Ends ends = EndsOf(*r.impl, output);
    for (int i = ends.count; i-- > 0;) {
      if (!__builtin_strcmp(TensorName(*r.impl, ends.tensors[i]), name)) tensor = ends.tensors[i];
    }
  } else {
    tensor =
        output ? r.impl->signature_output_tensor(r.signature, name) : r.impl->signature_input_tensor(r.signature, name);
  }
  if (tensor < 0) ReportTo(r.impl->errors(), "%s name %s was not found", output ? "Output" : "Input", name);
  return tensor;
}

TfLiteTensor* Find(const TfLiteSignatureRunner& r, bool output, const char* name) {
  return r.impl->tensor(IndexOf(r, output, name), r.subgraph);
}

}  // namespace

int32_t TfLiteInterpreterGetSignatureCount(const TfLiteInterpreter* interpreter) {
  return interpreter->impl->signature_count();
}

const char* TfLiteInterpreterGetSignatureKey(const TfLiteInterpreter* interpreter, int32_t signature_index) {
  if (signature_index < 0 || signature_index >= interpreter->impl->signature_count()) return nullptr;
  return interpreter->impl->signature(signature_index).key;
}

TfLiteSignatureRunner* TfLiteInterpreterGetSignatureRunner(const TfLiteInterpreter* interpreter,
                                                           const char* signature_key) {
  Interpreter* impl = interpreter->impl;
  int signature = -1;
  if (signature_key) {
    signature = impl->FindSignature(signature_key);
    if (signature < 0) return nullptr;
  } else {
    for (int i = impl->signature_count(); i-- > 0;) {
      if (impl->signature(i).subgraph == 0) signature = i;
    }
    if (signature < 0 && impl->signature_count()) {
      ReportTo(impl->errors(), "The model has signature def but none of those points to primary subgraph.");
      return nullptr;
    }
  }
  void* memory = __builtin_malloc(sizeof(TfLiteSignatureRunner));
  if (!memory) return nullptr;
  auto* runner = static_cast<TfLiteSignatureRunner*>(memory);
  // A runner runs the interpreter, whatever the reference's signature of this function says.
  auto* owner = const_cast<TfLiteInterpreter*>(interpreter);
  *runner = {owner, impl, signature, signature < 0 ? 0 : impl->signature(signature).subgraph};
  return runner;
}

void TfLiteSignatureRunnerDelete(TfLiteSignatureRunner* signature_runner) { __builtin_free(signature_runner); }

size_t TfLiteSignatureRunnerGetInputCount(const TfLiteSignatureRunner* signature_runner) {
  return Count(*signature_runner, false);
}

const char* TfLiteSignatureRunnerGetInputName(const TfLiteSignatureRunner* signature_runner, int32_t input_index) {
  return Name(*signature_runner, false, input_index);
}

size_t TfLiteSignatureRunnerGetOutputCount(const TfLiteSignatureRunner* signature_runner) {
  return Count(*signature_runner, true);
}

const char* TfLiteSignatureRunnerGetOutputName(const TfLiteSignatureRunner* signature_runner, int32_t output_index) {
  return Name(*signature_runner, true, output_index);
}

TfLiteTensor* TfLiteSignatureRunnerGetInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name) {
  return Find(*signature_runner, false, input_name);
}

const TfLiteTensor* TfLiteSignatureRunnerGetOutputTensor(const TfLiteSignatureRunner* signature_runner,
                                                         const char* output_name) {
  return Find(*signature_runner, true, output_name);
}

TfLiteStatus TfLiteSignatureRunnerResizeInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name,
                                                    const int* input_dims, int32_t input_dims_size) {
  Interpreter& graph = *signature_runner->impl;
  const int subgraph = signature_runner->subgraph;
  const int tensor = IndexOf(*signature_runner, false, input_name);
  // The runtime resizes by position in the graph's input list, which a signature's order need not follow.
  for (int i = 0; tensor >= 0 && i < graph.input_count(subgraph); ++i) {
    if (graph.inputs(subgraph)[i] == tensor) {
      return graph.ResizeInput(subgraph, i, input_dims, input_dims_size, /*strict=*/true);
    }
  }
  return kTfLiteError;
}

TfLiteStatus TfLiteSignatureRunnerAllocateTensors(TfLiteSignatureRunner* signature_runner) {
  return signature_runner->impl->AllocateTensors(signature_runner->subgraph);
}

TfLiteStatus TfLiteSignatureRunnerInvoke(TfLiteSignatureRunner* signature_runner) {
  signature_runner->interpreter->cancelled = false;
  return signature_runner->impl->Invoke(signature_runner->subgraph);
}

TfLiteStatus TfLiteSignatureRunnerCancel(TfLiteSignatureRunner* signature_runner) {
  return TfLiteInterpreterCancel(signature_runner->interpreter);
}
