// Groups are formed as the reference forms them: each takes every node of one kind whose inputs are there, until none
// is left; then one of the other kind begins. Nodes with side effects keep their order.
#include "runtime/delegate.h"

namespace tare {
namespace {

constexpr int kNotReady = -1, kAlways = -2;

}  // namespace

bool Partition::Ready(int s) const {
  const NodeRecord& n = graph_->step(s);
  for (int i = 0; i < n.node.inputs->size; ++i) {
    const int t = n.node.inputs->data[i];
    if (t >= 0 && group_of_tensor_[t] == kNotReady) return false;
  }
  for (int i = 0; n.node.might_have_side_effect && i < s; ++i) {
    if (group_of_step_[i] < 0 && graph_->step(i).node.might_have_side_effect) return false;
  }
  return true;
}

bool Partition::Make(Subgraph& graph, const TfLiteIntArray& replaced) {
  graph_ = &graph;
  const auto steps = static_cast<size_t>(graph.step_count()), tensors = static_cast<size_t>(graph.tensor_count);
  group_of_step_ = graph.pool.New<int>(steps);
  group_of_tensor_ = graph.pool.New<int>(tensors);
  taken_ = graph.pool.New<bool>(steps);
  delegates_ = graph.pool.New<bool>(steps + 1);
  if (!group_of_step_ || !group_of_tensor_ || !taken_ || !delegates_) return false;
  for (int t = 0; t < graph.tensor_count; ++t) group_of_tensor_[t] = kAlways;
  for (int s = 0; s < graph.step_count(); ++s) {
    const NodeRecord& n = graph.step(s);
    group_of_step_[s] = -1;
    for (int i = 0; i < n.node.outputs->size; ++i) {
      if (n.node.outputs->data[i] >= 0) group_of_tensor_[n.node.outputs->data[i]] = kNotReady;
    }
    for (int i = 0; i < replaced.size; ++i) taken_[s] |= &n - graph.nodes == replaced.data[i];
  }
  for (int left = graph.step_count(); left > 0; ++group_count_) {
    bool begun = false;
    for (bool again = true; again;) {
      again = false;
      for (int s = 0; s < graph.step_count(); ++s) {
        if (group_of_step_[s] >= 0 || (begun && taken_[s] != delegates_[group_count_]) || !Ready(s)) continue;
        delegates_[group_count_] = taken_[s];
        begun = again = true;
        group_of_step_[s] = group_count_;
        --left;
        const TfLiteIntArray* outs = graph.step(s).node.outputs;
        for (int i = 0; i < outs->size; ++i) {
          if (outs->data[i] >= 0) group_of_tensor_[outs->data[i]] = group_count_;
        }
      }
    }
    if (!begun) return Fail(&graph.context, "The graph has nodes that never become ready") == kOk;
  }
  return true;
}

TfLiteIntArray* Partition::Nodes(int group) const {
  int count = 0;
  for (int s = 0; s < graph_->step_count(); ++s) count += group_of_step_[s] == group;
  auto* list = reinterpret_cast<TfLiteIntArray*>(graph_->pool.New<int>(static_cast<size_t>(count) + 1));
  for (int s = 0; list && s < graph_->step_count(); ++s) {
    if (group_of_step_[s] == group) list->data[list->size++] = static_cast<int>(&graph_->step(s) - graph_->nodes);
  }
  return list;
}

TfLiteIntArray* Partition::Marked(const bool* marks) const {
  int count = 0;
  for (int t = 0; t < graph_->tensor_count; ++t) count += marks[t];
  auto* list = reinterpret_cast<TfLiteIntArray*>(graph_->pool.New<int>(static_cast<size_t>(count) + 1));
  for (int t = 0; list && t < graph_->tensor_count; ++t) {
    if (marks[t]) list->data[list->size++] = t;
  }
  return list;
}

bool Partition::Describe(int group, TfLiteDelegate* delegate, TfLiteDelegateParams* params) const {
  const auto tensors = static_cast<size_t>(graph_->tensor_count);
  auto *read = graph_->pool.New<bool>(tensors), *written = graph_->pool.New<bool>(tensors);
  if (!read || !written) return false;
  for (int s = 0; s < graph_->step_count(); ++s) {
    const TfLiteIntArray* ins = graph_->step(s).node.inputs;
    for (int i = 0; i < ins->size; ++i) {
      const int t = ins->data[i];
      if (t < 0) continue;
      if (group_of_step_[s] == group) {
        read[t] |= group_of_tensor_[t] != group;
      } else {
        written[t] |= group_of_tensor_[t] == group;
      }
    }
  }
  for (int i = 0; i < graph_->outputs->size; ++i) {
    const int t = graph_->outputs->data[i];
    written[t] |= group_of_tensor_[t] == group;
  }
  *params = {delegate, Nodes(group), Marked(read), Marked(written)};
  return params->nodes_to_replace && params->input_tensors && params->output_tensors;
}

}  // namespace tare
