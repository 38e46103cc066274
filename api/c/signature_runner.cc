// C API: signatures. A model without signatures gets one that is made up: the main graph, with the tensors' names as
// keys, sorted like real ones.
#include "api/c/types.h"

namespace {

using tare::Interpreter;

const char* TensorName(const Interpreter& graph, int tensor) {
  const TfLiteTensor* t = graph.tensor(tensor);
  return t && t->name ? t->name : "";
}

/// Name of the tensor at position `rank` when `tensors` are sorted by name; nullptr when out of range.
const char* SortedName(const Interpreter& graph, const int* tensors, int count, int rank) {
  for (int i = 0; i < count; ++i) {
    const char* name = TensorName(graph, tensors[i]);
    int before = 0;
    for (int j = 0; j < count; ++j) {
      const int order = __builtin_strcmp(TensorName(graph, tensors[j]), name);
      before += order < 0 || (order == 0 && j < i);
    }
    if (before == rank) return name;
  }
  return nullptr;
}

int FindByName(const Interpreter& graph, const int* tensors, int count, const char* name) {
  for (int i = 0; i < count; ++i) {
    if (!__builtin_strcmp(TensorName(graph, tensors[i]), name)) return tensors[i];
  }
  return -1;
}

/// Index of the input (or output) tensor; -1, with a message, when the name is unknown.
int InputTensor(const TfLiteSignatureRunner& r, const char* name) {
  const int tensor = r.signature >= 0 ? r.impl->signature_input_tensor(r.signature, name)
                                      : FindByName(*r.impl, r.impl->inputs(), r.impl->input_count(), name);
  if (tensor < 0) r.impl->ReportError("Input name %s was not found", name);
  return tensor;
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
      impl->ReportError("The model has signature def but none of those points to primary subgraph.");
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
  const TfLiteSignatureRunner& r = *signature_runner;
  return static_cast<size_t>(r.signature >= 0 ? r.impl->signature_input_count(r.signature) : r.impl->input_count());
}

const char* TfLiteSignatureRunnerGetInputName(const TfLiteSignatureRunner* signature_runner, int32_t input_index) {
  const TfLiteSignatureRunner& r = *signature_runner;
  return r.signature >= 0 ? r.impl->signature_input_name(r.signature, input_index)
                          : SortedName(*r.impl, r.impl->inputs(), r.impl->input_count(), input_index);
}

size_t TfLiteSignatureRunnerGetOutputCount(const TfLiteSignatureRunner* signature_runner) {
  const TfLiteSignatureRunner& r = *signature_runner;
  return static_cast<size_t>(r.signature >= 0 ? r.impl->signature_output_count(r.signature) : r.impl->output_count());
}

const char* TfLiteSignatureRunnerGetOutputName(const TfLiteSignatureRunner* signature_runner, int32_t output_index) {
  const TfLiteSignatureRunner& r = *signature_runner;
  return r.signature >= 0 ? r.impl->signature_output_name(r.signature, output_index)
                          : SortedName(*r.impl, r.impl->outputs(), r.impl->output_count(), output_index);
}

TfLiteTensor* TfLiteSignatureRunnerGetInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name) {
  return signature_runner->impl->tensor(InputTensor(*signature_runner, input_name), signature_runner->subgraph);
}

const TfLiteTensor* TfLiteSignatureRunnerGetOutputTensor(const TfLiteSignatureRunner* signature_runner,
                                                         const char* output_name) {
  const TfLiteSignatureRunner& r = *signature_runner;
  const int tensor = r.signature >= 0 ? r.impl->signature_output_tensor(r.signature, output_name)
                                      : FindByName(*r.impl, r.impl->outputs(), r.impl->output_count(), output_name);
  if (tensor < 0) r.impl->ReportError("Output name %s was not found", output_name);
  return r.impl->tensor(tensor, r.subgraph);
}

TfLiteStatus TfLiteSignatureRunnerResizeInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name,
                                                    const int* input_dims, int32_t input_dims_size) {
  Interpreter& graph = *signature_runner->impl;
  const int subgraph = signature_runner->subgraph;
  const int tensor = InputTensor(*signature_runner, input_name);
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
