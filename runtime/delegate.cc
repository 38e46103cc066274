// Graphs with delegates: what a delegate may ask and do, the nodes that stand for what it took over, and tensors whose
// newest value is in its memory. Nodes keep their places and indices; what runs is a list of steps beside them, so that
// giving up on a delegate is forgetting that list.
#include "runtime/delegate.h"

#include "runtime/op_codes.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kDelegateOp = static_cast<int>(Op::DELEGATE);

Subgraph& Graph(const TfLiteContext* context) { return *static_cast<Subgraph*>(context->impl_); }

bool Allowed(TfLiteContext* context) {
  if (Graph(context).delegating) return true;
  Fail(context, "The function is forbidden if not calling in delegate.");
  return false;
}

/// What a delegate's node gets as its options: another structure for operators that are objects.
void* ParamsFor(const TfLiteRegistration& r, TfLiteDelegateParams& params, Pool& pool) {
  if (!r.registration_external) return &params;
  auto* opaque = pool.New<TfLiteOpaqueDelegateParams>();
  if (!opaque) return nullptr;
  const TfLiteOpaqueDelegateBuilder* builder = params.delegate->opaque_delegate_builder;
  *opaque = {params.delegate, builder ? builder->data : params.delegate->data_, params.nodes_to_replace,
             params.input_tensors, params.output_tensors};
  return opaque;
}

Status GetExecutionPlan(TfLiteContext* context, TfLiteIntArray** plan) {
  if (!Allowed(context)) return kError;
  Subgraph& graph = Graph(context);
  auto* list = reinterpret_cast<TfLiteIntArray*>(graph.pool.New<int>(static_cast<size_t>(graph.step_count()) + 1));
  if (!list) return kError;
  list->size = graph.step_count();
  for (int i = 0; i < list->size; ++i) list->data[i] = static_cast<int>(&graph.step(i) - graph.nodes);
  *plan = list;
  return kOk;
}

Status GetNodeAndRegistration(TfLiteContext* context, int index, TfLiteNode** node, TfLiteRegistration** registration) {
  if (!Allowed(context)) return kError;
  Subgraph& graph = Graph(context);
  if (index < 0 || index >= graph.node_count) return Fail(context, "Node %d does not exist", index);
  NodeRecord& n = graph.nodes[index];
  *node = &n.node;
  *registration = const_cast<TfLiteRegistration*>(graph.Describe(n));
  return *registration ? kOk : kError;
}

Status ReplaceNodeSubsets(TfLiteContext* context, TfLiteRegistration registration, const TfLiteIntArray* replaced,
                          TfLiteDelegate* delegate) {
  return Allowed(context) ? Graph(context).ReplaceNodes(registration, *replaced, delegate) : kError;
}

Status PreviewPartitioning(TfLiteContext* context, const TfLiteIntArray* replaced, TfLiteDelegateParams** params,
                           int* count) {
  if (!Allowed(context)) return kError;
  Subgraph& graph = Graph(context);
  Partition partition;
  *count = 0;
  *params = nullptr;
  if (!partition.Make(graph, *replaced)) return kError;
  *params = graph.pool.New<TfLiteDelegateParams>(static_cast<size_t>(partition.group_count()) + 1);
  for (int g = 0; *params && g < partition.group_count(); ++g) {
    if (!partition.is_delegates(g)) continue;
    if (!partition.Describe(g, nullptr, *params + *count)) return kError;
    ++*count;
  }
  return *params ? kOk : kError;
}

/// Another graph, for a delegate; nullptr, with a message, when it may not have it.
Subgraph* GraphAt(TfLiteContext* context, int index) {
  if (!Allowed(context)) return nullptr;
  const Shared& shared = *Graph(context).shared;
  if (index >= 0 && index < shared.graph_count) return &shared.graphs[index];
  Fail(context, "Subgraph %d does not exist", index);
  return nullptr;
}

Status AcquireSubgraph(TfLiteContext* context, int index, TfLiteContext** acquired) {
  Subgraph* graph = GraphAt(context, index);
  if (!graph) return kError;
  graph->delegating = true;
  *acquired = &graph->context;
  return kOk;
}

Status ReleaseSubgraph(TfLiteContext* context, int index) {
  Subgraph* graph = GraphAt(context, index);
  if (!graph) return kError;
  if (&graph->context != context) graph->delegating = false;
  return kOk;
}

}  // namespace

bool HasSideEffect(int op) {
  switch (static_cast<Op>(op)) {
    case Op::ASSIGN_VARIABLE:
    case Op::READ_VARIABLE:
    case Op::CALL_ONCE:
    case Op::CALL:
    case Op::HASHTABLE_IMPORT:
    case Op::IF:
    case Op::WHILE:
    case Op::STABLEHLO_WHILE:
      return true;
    default:
      return false;
  }
}

void SetDelegateFunctions(TfLiteContext& context) {
  context.GetExecutionPlan = GetExecutionPlan;
  context.GetNodeAndRegistration = GetNodeAndRegistration;
  context.ReplaceNodeSubsetsWithDelegateKernels = ReplaceNodeSubsets;
  context.PreviewDelegatePartitioning = PreviewPartitioning;
  context.AcquireSubgraphContext = AcquireSubgraph;
  context.ReleaseSubgraphContext = ReleaseSubgraph;
}

const char* Subgraph::Name() const {
  const fb::Table graph = fb::Table::At(shared->model->subgraphs, static_cast<uint32_t>(index_));
  const char* name = graph.String(fields::SubGraph::name);
  return name ? name : "";
}

const TfLiteRegistration* Subgraph::Describe(NodeRecord& n) {
  if (n.registration) return n.registration;
  if (n.described) return n.described;
  n.described = pool.New<TfLiteRegistration>();
  if (!n.described) return nullptr;
  n.described->builtin_code = n.op;
  n.described->custom_name = n.custom_name;
  n.described->version = n.version;
  if (n.def.eval) {
    // A node's record starts with what the C ABI knows of it.
    n.described->prepare = [](TfLiteContext* c, TfLiteNode* node) {
      return reinterpret_cast<NodeRecord*>(node)->def.prepare(Kernel(c, node));
    };
    n.described->invoke = [](TfLiteContext* c, TfLiteNode* node) {
      return reinterpret_cast<NodeRecord*>(node)->def.eval(Kernel(c, node));
    };
  }
  return n.described;
}

Status Subgraph::ReplaceNodes(const TfLiteRegistration& registration, const TfLiteIntArray& replaced,
                              TfLiteDelegate* delegate) {
  for (int i = 0; i < replaced.size; ++i) {
    if (replaced.data[i] < 0 || replaced.data[i] >= node_count) {
      return Fail(&context, "Node %d does not exist", replaced.data[i]);
    }
  }
  if (!replaced.size) return kOk;
  Partition partition;
  if (!partition.Make(*this, replaced)) return kError;
  // More nodes, the old ones in their places; and fewer steps.
  const int most = node_count + partition.group_count();
  auto* grown = pool.New<NodeRecord>(static_cast<size_t>(most));
  auto* steps = pool.New<int32_t>(static_cast<size_t>(step_count()));
  if (!grown || !steps) return Fail(&context, "Out of memory");
  __builtin_memcpy(grown, nodes, sizeof(NodeRecord) * static_cast<size_t>(node_count));
  int count = 0;
  const int first_new = node_count;
  TfLiteDelegateParams* params_of_new = pool.New<TfLiteDelegateParams>(static_cast<size_t>(partition.group_count()));
  if (!params_of_new) return Fail(&context, "Out of memory");
  int added = 0;
  for (int g = 0; g < partition.group_count(); ++g) {
    if (!partition.is_delegates(g)) {
      const TfLiteIntArray* list = partition.Nodes(g);
      if (!list) return Fail(&context, "Out of memory");
      for (int i = 0; i < list->size; ++i) steps[count++] = list->data[i];
      continue;
    }
    TfLiteDelegateParams& params = params_of_new[added];
    if (!partition.Describe(g, delegate, &params)) return Fail(&context, "Out of memory");
    NodeRecord& n = grown[first_new + added];
    n.op = kDelegateOp;
    n.version = 1;
    n.node.inputs = params.input_tensors;
    n.node.outputs = params.output_tensors;
    n.node.intermediates = NoInts();
    n.node.delegate = delegate;
    for (int i = 0; i < params.output_tensors->size; ++i) {
      TfLiteTensor& t = context.tensors[params.output_tensors->data[i]];
      if (t.delegate && t.delegate != delegate) {
        return Fail(&context, "Tensor %d belongs to another delegate", params.output_tensors->data[i]);
      }
      t.delegate = delegate;
    }
    steps[count++] = first_new + added++;
  }
  if (!own_nodes_) own_nodes_ = node_count;
  nodes = grown;
  steps_ = steps;
  step_count_ = count;
  for (int i = 0; i < added; ++i) {
    ++node_count;
    TfLiteRegistration r = registration;
    r.builtin_code = kDelegateOp;
    void* params = ParamsFor(r, params_of_new[i], pool);
    if (!params) return Fail(&context, "Out of memory");
    if (!UseRegistration(*this, nodes[first_new + i], r, params, 0)) return kError;
    nodes[first_new + i].node.builtin_data = params;
  }
  return kOk;
}

Status Subgraph::ApplyDelegate(TfLiteDelegate* delegate) {
  const bool shapes_may_change = delegate->flags & kTfLiteDelegateFlagsAllowDynamicTensors;
  bool resolved = true;
  for (int s = 0; s < step_count(); ++s) resolved &= step(s).def.eval != nullptr;
  // Operators that only the delegate has have no shapes yet.
  if (!shapes_may_change && resolved) {
    TARE_RETURN_IF_ERROR(AllocateTensors());
    for (int s = 0; s < step_count(); ++s) {
      const TfLiteIntArray* outs = step(s).node.outputs;
      for (int i = 0; i < outs->size; ++i) {
        if (outs->data[i] < 0 || context.tensors[outs->data[i]].allocation_type != kTfLiteDynamic) continue;
        Fail(&context,
             "Attempting to use a delegate that only supports static-sized tensors with a graph that has dynamic-sized "
             "tensors (tensor#%d is a dynamic-sized tensor).",
             outs->data[i]);
        return kTfLiteApplicationError;
      }
    }
  }
  delegating = true;
  const TfLiteOpaqueDelegateBuilder* builder = delegate->opaque_delegate_builder;
  Status status = kOk;
  if (builder && builder->Prepare) {
    status = builder->Prepare(reinterpret_cast<TfLiteOpaqueContext*>(&context), delegate, builder->data);
  } else if (delegate->Prepare) {
    status = delegate->Prepare(&context, delegate);
  } else {
    status = kTfLiteDelegateError;
  }
  delegating = false;
  delegate_flags_ |= delegate->flags;
  Invalidate();
  if (status == kOk && !shapes_may_change) {
    status = AllocateTensors();
    immutable = status == kOk;
  }
  if (status == kOk) return kOk;
  UndoDelegates();
  Fail(&context, "Restored original execution plan after delegate application failure.");
  return kTfLiteDelegateError;
}

void Subgraph::UndoDelegates() {
  if (own_nodes_) {
    FreeNodes(own_nodes_);
    node_count = own_nodes_;
  }
  FreeBufferHandles();
  for (int i = 0; i < tensor_count; ++i) context.tensors[i].delegate = nullptr;
  steps_ = nullptr;
  immutable = false;
  delegate_flags_ = 0;
  suspended_ = 0;
  Invalidate();
}

void Subgraph::SuspendDelegates() {
  const int theirs = own_nodes_ ? node_count - own_nodes_ : 0;
  UndoDelegates();
  suspended_ = theirs;
}

Status Subgraph::ResumeDelegates() {
  const int theirs = suspended_;
  suspended_ = 0;
  // Each, in the order in which they came; those that had taken nothing over are not asked again. Records are copied
  // when nodes are added, so these stay.
  const NodeRecord* old = nodes + own_nodes_;
  for (int i = 0; i < theirs; ++i) {
    TfLiteDelegate* delegate = old[i].node.delegate;
    if (!i || old[i - 1].node.delegate != delegate) TARE_RETURN_IF_ERROR(ApplyDelegate(delegate));
  }
  return kOk;
}

Status Subgraph::PropagateShapes() {
  if (!steps_ || !(delegate_flags_ & kTfLiteDelegateFlagsRequirePropagatedShapes)) return kOk;
  // The nodes that were taken over say what shapes the tensors between them have.
  int32_t* steps = steps_;
  const int count = node_count;
  steps_ = nullptr;
  node_count = own_nodes_;
  int end = 0;
  const Status status = PrepareFrom(0, &end);
  steps_ = steps;
  node_count = count;
  return status;
}

void Subgraph::FreeBufferHandles() {
  for (int i = 0; context.tensors && i < tensor_count; ++i) {
    TfLiteTensor& t = context.tensors[i];
    if (t.buffer_handle == kTfLiteNullBufferHandle || !t.delegate) continue;
    SetBufferHandle(t, kTfLiteNullBufferHandle, t.delegate);
  }
}

Status Subgraph::SetBufferHandle(TfLiteTensor& t, TfLiteBufferHandle handle, TfLiteDelegate* delegate) {
  if (t.delegate && t.delegate != delegate) return Fail(&context, "The tensor belongs to another delegate");
  if (t.buffer_handle != kTfLiteNullBufferHandle && t.delegate) {
    const TfLiteOpaqueDelegateBuilder* builder = t.delegate->opaque_delegate_builder;
    if (builder && builder->FreeBufferHandle) {
      builder->FreeBufferHandle(reinterpret_cast<TfLiteOpaqueContext*>(&context), t.delegate, builder->data,
                                &t.buffer_handle);
    } else if (t.delegate->FreeBufferHandle) {
      t.delegate->FreeBufferHandle(&context, t.delegate, &t.buffer_handle);
    }
  }
  t.delegate = delegate;
  t.buffer_handle = handle;
  return kOk;
}

Status Subgraph::Readable(int tensor) {
  TfLiteTensor& t = context.tensors[tensor];
  if (!t.data_is_stale) return kOk;
  if (!t.delegate || t.buffer_handle == kTfLiteNullBufferHandle) {
    return Fail(&context, "Tensor %d has no newer value in a delegate's memory", tensor);
  }
  const TfLiteOpaqueDelegateBuilder* builder = t.delegate->opaque_delegate_builder;
  Status status = kTfLiteDelegateError;
  if (builder && builder->CopyFromBufferHandle) {
    status = builder->CopyFromBufferHandle(reinterpret_cast<TfLiteOpaqueContext*>(&context), t.delegate, builder->data,
                                           t.buffer_handle, reinterpret_cast<TfLiteOpaqueTensor*>(&t));
  } else if (t.delegate->CopyFromBufferHandle) {
    status = t.delegate->CopyFromBufferHandle(&context, t.delegate, t.buffer_handle, &t);
  }
  if (status == kOk) t.data_is_stale = false;
  return status;
}

Status Subgraph::Readable(const TfLiteIntArray& tensors, const TfLiteDelegate* reader) {
  for (int i = 0; i < tensors.size; ++i) {
    if (tensors.data[i] < 0) continue;
    const TfLiteTensor& t = context.tensors[tensors.data[i]];
    if (t.delegate && t.delegate != reader && t.data_is_stale) TARE_RETURN_IF_ERROR(Readable(tensors.data[i]));
  }
  return kOk;
}

const TfLiteCustomAllocation* Subgraph::CustomAllocationOf(const TfLiteTensor& t) const {
  if (!features::delegates || t.allocation_type != kTfLiteCustom) return nullptr;
  for (const CustomMemory* m = custom_memory_; m; m = m->next) {
    if (&context.tensors[m->tensor] == &t) return &m->allocation;
  }
  return nullptr;
}

Status Subgraph::SetCustomAllocation(int tensor, const TfLiteCustomAllocation& allocation, int64_t flags) {
  if (tensor < 0 || tensor >= tensor_count) return Fail(&context, "Tensor %d does not exist", tensor);
  TfLiteTensor& t = context.tensors[tensor];
  const bool takes = t.allocation_type == kTfLiteArenaRw || t.allocation_type == kTfLiteArenaRwPersistent ||
                     t.allocation_type == kTfLiteCustom;
  if (!takes || t.is_variable || !allocation.data)
    return Fail(&context, "Tensor %d cannot have memory of an app", tensor);
  if (!(flags & kTfLiteCustomAllocationFlagsSkipAlignCheck) &&
      reinterpret_cast<uintptr_t>(allocation.data) % kAlignment) {
    return Fail(&context, "The memory for tensor %d is not aligned to %d bytes", tensor, static_cast<int>(kAlignment));
  }
  CustomMemory* m = custom_memory_;
  while (m && m->tensor != tensor) m = m->next;
  if (!m) {
    m = pool.New<CustomMemory>();
    if (!m) return Fail(&context, "Out of memory");
    *m = {custom_memory_, tensor, {}};
    custom_memory_ = m;
  }
  m->allocation = allocation;
  t.allocation_type = kTfLiteCustom;
  t.data.data = allocation.data;
  Invalidate();
  return kOk;
}

Status Subgraph::CheckCustomAllocations() {
  for (const CustomMemory* m = custom_memory_; m; m = m->next) {
    if (context.tensors[m->tensor].bytes <= m->allocation.bytes) continue;
    return Fail(&context, "Custom allocation is too small for tensor idx: %d", m->tensor);
  }
  return kOk;
}

}  // namespace tare
