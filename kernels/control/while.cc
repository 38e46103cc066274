// WHILE: runs a body graph on its own outputs as long as a condition graph says so; the node's inputs come first, and
// its outputs are what comes last. The state of the loop lives in the inputs of the condition graph: from there it is
// copied to the body's inputs and, at the end, to the node's outputs. A value that the body only hands through is
// copied once.
#include "kernels/control/call.h"
#include "kernels/shape/copy.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Callee Condition(Kernel k) {
  return Callee(k, k.options().Scalar<int32_t>(options::WhileOptions::cond_subgraph_index));
}
Callee Body(Kernel k) { return Callee(k, k.options().Scalar<int32_t>(options::WhileOptions::body_subgraph_index)); }

Status Prepare(Kernel k) {
  const int n = k.input_count();
  TARE_REQUIRE(k, n == k.output_count(), "%d inputs, %d outputs", n, k.output_count());
  const Callee condition = Condition(k);
  if (!condition) return kError;
  TARE_REQUIRE(
      k, condition.input_count() == n && condition.output_count() == 1 && condition.output(0).type() == kTfLiteBool,
      "the condition subgraph does not fit");
  for (int i = 0; i < n; ++i) TARE_RETURN_IF_ERROR(condition.ShapeInput(i, k.input(i)));
  TARE_RETURN_IF_ERROR(condition.Prepare());
  const Callee body = Body(k);
  if (!body) return kError;
  TARE_RETURN_IF_ERROR(PrepareCall(k, body, 0));
  bool dynamic = false;  // a shape that changes from one round to the next is known only at the end
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == k.output(i).type(), "types differ");
    dynamic |= !body.output(i).SameShape(k.input(i));
  }
  return ShapeOutputs(k, body, dynamic);
}

/// Copies values into the inputs of `to`, which it shapes and prepares for them. Those that `body` forwards are there
/// from the last time, number `call`, unless something has happened to them since.
template <class From>
Status Hand(Kernel k, const Callee& body, const Callee& to, From from, int& call) {
  const int n = to.input_count();
  for (int i = 0; i < n; ++i) TARE_RETURN_IF_ERROR(to.ShapeInput(i, from(i)));
  const bool held = to.Holds(call);
  TARE_RETURN_IF_ERROR(to.Prepare());
  call = to.calls();
  for (int i = 0; i < n; ++i) {
    if (!held || !body.Forwards(i)) TARE_RETURN_IF_ERROR(CopyTensor(k, from(i), to.input(i)));
  }
  return kOk;
}

Status Eval(Kernel k) {
  const Callee condition = Condition(k), body = Body(k);
  if (!condition || !body) return kError;
  int condition_call = -1, body_call = -1;
  const auto inputs = [&](int i) { return k.input(i); };
  const auto state = [&](int i) { return condition.input(i); };
  const auto results = [&](int i) { return body.output(i); };
  TARE_RETURN_IF_ERROR(Hand(k, body, condition, inputs, condition_call));
  while (true) {
    TARE_RETURN_IF_ERROR(condition.Run());
    const Tensor go = condition.output(0);
    TARE_REQUIRE(k, go.bytes() == 1 && go.data<uint8_t>(), "the condition is no single bool");
    if (!*go.data<uint8_t>()) break;
    TARE_RETURN_IF_ERROR(Hand(k, body, body, state, body_call));
    TARE_RETURN_IF_ERROR(body.Run());
    TARE_RETURN_IF_ERROR(Hand(k, body, condition, results, condition_call));
  }
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, condition.input(i)));
    TARE_RETURN_IF_ERROR(CopyTensor(k, condition.input(i), k.output(i)));
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(WHILE, any, {.prepare = Prepare, .eval = Eval, .inputs = {0, 255}, .outputs = {0, 255}})

}  // namespace tare
