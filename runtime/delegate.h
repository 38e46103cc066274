// How nodes are shared out to a delegate: which of those that it takes can run together, in which order.
#ifndef TARE_RUNTIME_DELEGATE_H_
#define TARE_RUNTIME_DELEGATE_H_

#include "runtime/subgraph.h"

namespace tare {

/// What a graph would run if a delegate took these nodes over: groups of nodes that depend on nothing later. Groups of
/// the delegate's become one node each, the others stay single nodes.
class Partition {
 public:
  /// False when out of memory. Memory is the graph's pool.
  bool Make(Subgraph& graph, const TfLiteIntArray& replaced);

  int group_count() const { return group_count_; }
  bool is_delegates(int group) const { return delegates_[group]; }
  /// Node indices of a group, in the order they run; nullptr when out of memory.
  TfLiteIntArray* Nodes(int group) const;
  /// What a delegate is told of a group of its own; false when out of memory. Tensor lists are sorted.
  bool Describe(int group, TfLiteDelegate* delegate, TfLiteDelegateParams* params) const;

 private:
  bool Ready(int step) const;
  TfLiteIntArray* Marked(const bool* marks) const;

  Subgraph* graph_ = nullptr;
  int* group_of_step_ = nullptr;    // -1: none yet
  int* group_of_tensor_ = nullptr;  // that writes it; kNotReady, kAlways
  bool* taken_ = nullptr;           // by step: the delegate wants it
  bool* delegates_ = nullptr;       // by group
  int group_count_ = 0;
};

/// True for built-in operators that do more than write their outputs: delegates keep their order.
bool HasSideEffect(int op);

/// The functions of a graph's context that only delegates may call.
void SetDelegateFunctions(TfLiteContext& context);

}  // namespace tare

#endif  // TARE_RUNTIME_DELEGATE_H_
