// How a kernel runs another graph of its interpreter: IF, WHILE, CALL_ONCE and their like. Values go in and out by
// copy, because every graph plans its own memory.
//
// Nothing keeps a model's graphs from calling each other in a circle. A graph that is being prepared or is running
// cannot be called, and calls nest to a fixed depth only, so that the stack holds.
#ifndef TARE_RUNTIME_CALLEE_H_
#define TARE_RUNTIME_CALLEE_H_

#include "runtime/kernel.h"

namespace tare {

class Subgraph;

/// A graph as its caller, a node, sees it. Copy freely; valid while the node is prepared or runs.
class Callee {
 public:
  /// Graph `index`; false, with a message, when there is none or it is busy.
  Callee(Kernel k, int index);
  /// The graph of that name, likewise.
  Callee(Kernel k, const char* name);
  explicit operator bool() const { return graph_ != nullptr; }

  int input_count() const;
  int output_count() const;
  /// Inputs and outputs by position. Data is valid after Prepare (inputs) or Run (outputs) and may be absent where
  /// no node writes it.
  Tensor input(int i) const;
  Tensor output(int i) const;
  /// True when input and output `i` are one tensor: what goes in comes out.
  bool Forwards(int i) const { return input(i).get() == output(i).get(); }
  /// For graphs that are read, not run: how many nodes there are, and the operator code of one.
  int node_count() const;
  int OpOf(int node) const;

  /// Gives input `i` the shape of `like`.
  Status ShapeInput(int i, Tensor like) const;
  /// Plans the graph's memory unless nothing has changed.
  Status Prepare() const;
  /// True when the inputs still hold what was there after the Prepare that was number `call`: nobody else has called
  /// the graph, and its shapes are the same.
  bool Holds(int call) const;
  /// Calls of Prepare so far, by whomever.
  int calls() const;
  /// After Prepare: true when the shapes of all outputs are known before the graph runs.
  bool IsStatic() const;
  Status Run() const;
  /// The first call sets a mark for the interpreter's life and returns true.
  bool FirstTime() const;

 private:
  Subgraph* graph_ = nullptr;
};

}  // namespace tare

#endif  // TARE_RUNTIME_CALLEE_H_
