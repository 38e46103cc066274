// C API: signatures. A model without signatures gets one that is made up: the main graph, with the tensors' names as
// keys, sorted like real ones.
#include "api/c/types.h"

namespace {

using tare::Interpreter;
using tare::ReportTo;
using tare::Side;

/// Inputs and outputs are tensors, and these have names (runtime/subgraph.cc sees to both).
const char* TensorName(const Interpreter& graph, int tensor) { return graph.tensor(tensor)->name; }

int Count(const TfLiteSignatureRunner& r, Side side) {
  return r.signature < 0 ? r.impl->ends(side, 0).size : r.impl->signature_size(r.signature, side);
}

/// A name by its position, which the caller has checked.
const char* NameAt(const TfLiteSignatureRunner& r, Side side, int i) {
  return r.signature < 0 ? TensorName(*r.impl, r.impl->ends(side, 0).data[i])
                         : r.impl->signature_name(r.signature, side, i);
}

/// The name at `rank` when all are sorted by bytes, as the reference keeps them; nullptr when out of range.
const char* SortedName(const TfLiteSignatureRunner& r, Side side, int rank) {
  const int count = Count(r, side);
  for (int i = 0; i < count; ++i) {
    const char* name = NameAt(r, side, i);
    int before = 0;
    for (int j = 0; j < count; ++j) {
      const int order = __builtin_strcmp(NameAt(r, side, j), name);
      before += order < 0 || (order == 0 && j < i);
    }
    if (before == rank) return name;
  }
  return nullptr;
}

/// Index of an input or output tensor; -1, with a message, when the name is unknown.
int IndexOf(const TfLiteSignatureRunner& r, Side side, const char* name) {
  int tensor = -1;
  for (int i = Count(r, side); i-- > 0;) {
    if (__builtin_strcmp(NameAt(r, side, i), name) == 0) {
      tensor = r.signature < 0 ? r.impl->ends(side, 0).data[i] : r.impl->signature_tensor(r.signature, side, i);
    }
  }
  if (tensor < 0)
    ReportTo(r.impl->errors(), "%s name %s was not found", side == Side::kOutputs ? "Output" : "Input", name);
  return tensor;
}

TfLiteTensor* Find(const TfLiteSignatureRunner& r, Side side, const char* name) {
  return r.impl->tensor(IndexOf(r, side, name), r.subgraph);
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
  return static_cast<size_t>(Count(*signature_runner, Side::kInputs));
}

const char* TfLiteSignatureRunnerGetInputName(const TfLiteSignatureRunner* signature_runner, int32_t input_index) {
  return SortedName(*signature_runner, Side::kInputs, input_index);
}

size_t TfLiteSignatureRunnerGetOutputCount(const TfLiteSignatureRunner* signature_runner) {
  return static_cast<size_t>(Count(*signature_runner, Side::kOutputs));
}

const char* TfLiteSignatureRunnerGetOutputName(const TfLiteSignatureRunner* signature_runner, int32_t output_index) {
  return SortedName(*signature_runner, Side::kOutputs, output_index);
}

TfLiteTensor* TfLiteSignatureRunnerGetInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name) {
  return Find(*signature_runner, Side::kInputs, input_name);
}

const TfLiteTensor* TfLiteSignatureRunnerGetOutputTensor(const TfLiteSignatureRunner* signature_runner,
                                                         const char* output_name) {
  return Find(*signature_runner, Side::kOutputs, output_name);
}

TfLiteStatus TfLiteSignatureRunnerResizeInputTensor(TfLiteSignatureRunner* signature_runner, const char* input_name,
                                                    const int* input_dims, int32_t input_dims_size) {
  Interpreter& graph = *signature_runner->impl;
  const int subgraph = signature_runner->subgraph;
  const int tensor = IndexOf(*signature_runner, Side::kInputs, input_name);
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
