// C API: contexts of the opaque API. Most of it is the context's own functions; the rest is the graph behind it.
#include "api/c/opaque.h"
#include "runtime/operator.h"
#include "runtime/subgraph.h"

using tare::c::Context;

namespace {

tare::Subgraph& Graph(const TfLiteOpaqueContext* context) {
  return *static_cast<tare::Subgraph*>(Context(context)->impl_);
}

}  // namespace

TfLiteOpaqueTensor* TfLiteOpaqueContextGetOpaqueTensor(const TfLiteOpaqueContext* opaque_context, int index) {
  return tare::c::TensorAt(opaque_context, index);
}

TfLiteStatus TfLiteOpaqueContextGetInputs(const TfLiteOpaqueContext* opaque_context, const int** inputs,
                                          int* num_inputs) {
  *inputs = Graph(opaque_context).inputs->data;
  *num_inputs = Graph(opaque_context).inputs->size;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextGetOutputs(const TfLiteOpaqueContext* opaque_context, const int** outputs,
                                           int* num_outputs) {
  *outputs = Graph(opaque_context).outputs->data;
  *num_outputs = Graph(opaque_context).outputs->size;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextGetVariables(const TfLiteOpaqueContext* opaque_context, const int** variables,
                                             int* num_variables) {
  tare::Subgraph& graph = Graph(opaque_context);
  int* list = graph.pool.New<int>(static_cast<size_t>(graph.tensor_count) + 1);
  if (!list) return kTfLiteError;
  *num_variables = 0;
  for (int i = 0; i < graph.tensor_count; ++i) {
    if (graph.context.tensors[i].is_variable) list[(*num_variables)++] = i;
  }
  *variables = list;
  return kTfLiteOk;
}

size_t TfLiteOpaqueContextGetNumNodes(const TfLiteOpaqueContext* opaque_context) {
  return static_cast<size_t>(Graph(opaque_context).node_count);
}

size_t TfLiteOpaqueContextGetNumTensors(const TfLiteOpaqueContext* opaque_context) {
  return Context(opaque_context)->tensors_size;
}

const char* TfLiteOpaqueContextGetName(const TfLiteOpaqueContext* opaque_context) {
  return Graph(opaque_context).Name();
}

TfLiteStatus TfLiteOpaqueContextResizeTensor(TfLiteOpaqueContext* context, TfLiteOpaqueTensor* tensor,
                                             TfLiteIntArray* new_size) {
  return Context(context)->ResizeTensor(Context(context), &tare::c::Tensor(tensor), new_size);
}

TfLiteStatus TfLiteOpaqueContextAddTensor(TfLiteOpaqueContext* context, TfLiteOpaqueTensorBuilder* builder,
                                          int* new_tensor_index) {
  int index = 0;
  TARE_RETURN_IF_ERROR(Context(context)->AddTensors(Context(context), 1, &index));
  TfLiteTensor& t = Context(context)->tensors[index];
  t.type = builder->type;
  t.data.data = builder->data;
  t.allocation_type = builder->allocation_type;
  t.params = builder->params;
  t.quantization = builder->quantization;
  if (new_tensor_index) *new_tensor_index = index;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextGetSizeOfType(TfLiteOpaqueContext* context, TfLiteType type, size_t* bytes) {
  *bytes = tare::ElementBytes(type);
  return *bytes ? kTfLiteOk : tare::Fail(Context(context), "Type %d has no size", type);
}

void TfLiteOpaqueContextReportErrorVa(TfLiteOpaqueContext* opaque_context, const char* format, va_list vlist) {
  const tare::ErrorReporter& errors = Graph(opaque_context).shared->errors;
  if (errors.report) errors.report(errors.user, format, vlist);
}

void TfLiteOpaqueContextReportError(TfLiteOpaqueContext* opaque_context, const char* format, ...) {
  va_list args;
  va_start(args, format);
  TfLiteOpaqueContextReportErrorVa(opaque_context, format, args);
  va_end(args);
}

TfLiteStatus TfLiteOpaqueContextGetExecutionPlan(TfLiteOpaqueContext* opaque_context, TfLiteIntArray** execution_plan) {
  return Context(opaque_context)->GetExecutionPlan(Context(opaque_context), execution_plan);
}

TfLiteStatus TfLiteOpaqueContextGetNodeAndRegistration(TfLiteOpaqueContext* opaque_context, int node_index,
                                                       TfLiteOpaqueNode** node,
                                                       TfLiteOperator** registration_external) {
  TfLiteNode* found = nullptr;
  TfLiteRegistration* r = nullptr;
  TARE_RETURN_IF_ERROR(
      Context(opaque_context)->GetNodeAndRegistration(Context(opaque_context), node_index, &found, &r));
  *node = reinterpret_cast<TfLiteOpaqueNode*>(found);
  if (!r->registration_external) {
    // Nothing calls what is described: the object only answers questions.
    auto* described = Graph(opaque_context).pool.New<TfLiteOperator>();
    if (!described) return kTfLiteError;
    described->builtin_code = static_cast<TfLiteBuiltinOperator>(r->builtin_code);
    described->custom_name = r->custom_name;
    described->version = r->version;
    *registration_external = described;
    return kTfLiteOk;
  }
  *registration_external = static_cast<TfLiteOperator*>(r->registration_external);
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextReplaceNodeSubsetsWithDelegateKernels(TfLiteOpaqueContext* opaque_context,
                                                                      TfLiteOperator* registration_external,
                                                                      const TfLiteIntArray* nodes_to_replace,
                                                                      TfLiteOpaqueDelegate* opaque_delegate) {
  TfLiteRegistration r = {};
  r.custom_name = registration_external->custom_name;
  r.version = registration_external->version;
  r.registration_external = registration_external;
  return Context(opaque_context)
      ->ReplaceNodeSubsetsWithDelegateKernels(Context(opaque_context), r, nodes_to_replace, opaque_delegate);
}

TfLiteStatus TfLiteOpaqueContextAcquireSubgraphContext(TfLiteOpaqueContext* opaque_context, int subgraph_index,
                                                       TfLiteOpaqueContext** acquired_opaque_context) {
  TfLiteContext* acquired = nullptr;
  TARE_RETURN_IF_ERROR(
      Context(opaque_context)->AcquireSubgraphContext(Context(opaque_context), subgraph_index, &acquired));
  *acquired_opaque_context = reinterpret_cast<TfLiteOpaqueContext*>(acquired);
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextReleaseSubgraphContext(TfLiteOpaqueContext* opaque_context, int subgraph_index) {
  return Context(opaque_context)->ReleaseSubgraphContext(Context(opaque_context), subgraph_index);
}

TfLiteStatus TfLiteOpaqueContextMarkSubgraphAsDelegationSkippable(TfLiteOpaqueContext* opaque_context,
                                                                  int subgraph_index) {
  tare::Shared& shared = *Graph(opaque_context).shared;
  // The main graph is never skipped.
  if (subgraph_index <= 0 || subgraph_index >= shared.graph_count) return kTfLiteError;
  shared.graphs[subgraph_index].skipped = true;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueContextGetNodeInitDataMmapInfo(const TfLiteOpaqueContext* /*context*/,
                                                        const TfLiteOpaqueNode* /*node*/, int* /*fd*/,
                                                        int64_t* /*custom_initial_data_offset_in_file*/,
                                                        int64_t* /*custom_initial_data_size*/) {
  return kTfLiteError;  // the file is closed once it is mapped
}
