// Calls from a node into another graph.
#include "runtime/callee.h"

#include "runtime/features.h"
#include "runtime/schema.h"
#include "runtime/subgraph.h"

namespace tare {

Callee::Callee(Kernel k, int index) {
  const Shared& shared = *static_cast<Subgraph*>(k.context()->impl_)->shared;
  if (!features::subgraphs || index < 0 || index >= shared.graph_count) {
    k.Fail("no subgraph %d", index);
  } else if (shared.graphs[index].busy || shared.depth >= kMaxDepth) {
    k.Fail("subgraph %d is called by itself or too deep", index);
  } else {
    graph_ = &shared.graphs[index];
  }
}

Callee::Callee(Kernel k, const char* name) {
  const Shared& shared = *static_cast<Subgraph*>(k.context()->impl_)->shared;
  for (int i = 0; features::subgraphs && name && i < shared.graph_count; ++i) {
    const char* own = fb::Table::At(shared.model->subgraphs, static_cast<uint32_t>(i)).String(fields::SubGraph::name);
    if (own && __builtin_strcmp(own, name) == 0) {
      *this = Callee(k, i);
      return;
    }
  }
  k.Fail("Function %s is not defined.", name ? name : "");
}

int Callee::input_count() const { return graph_->inputs->size; }
int Callee::output_count() const { return graph_->outputs->size; }
Tensor Callee::input(int i) const { return Tensor(&graph_->context.tensors[graph_->inputs->data[i]]); }
Tensor Callee::output(int i) const { return Tensor(&graph_->context.tensors[graph_->outputs->data[i]]); }

int Callee::node_count() const { return graph_->node_count; }
int Callee::OpOf(int node) const { return graph_->nodes[node].op; }

Status Callee::ShapeInput(int i, Tensor like) const {
  if (input(i).type() != like.type()) return Fail(&graph_->context, "types differ");
  return graph_->ResizeInput(i, like.dims(), like.rank(), false);
}

Status Callee::Prepare() const {
  ++graph_->calls;
  return graph_->AllocateTensors();
}
bool Callee::Holds(int call) const { return graph_->ready() && graph_->calls == call; }
int Callee::calls() const { return graph_->calls; }
bool Callee::IsStatic() const { return graph_->IsStatic(); }
Status Callee::Run() const { return graph_->Invoke(); }

bool Callee::FirstTime() const {
  const bool first = !graph_->called;
  graph_->called = true;
  return first;
}

}  // namespace tare
