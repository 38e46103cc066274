// IF: runs one of two graphs, as its first input says; the others are the graph's inputs. Where the shapes of the two
// graphs' outputs differ, the node's are known only while running.
#include "kernels/control/call.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Callee Branch(Kernel k, bool condition) {
  return Callee(k, k.options().Scalar<int32_t>(condition ? options::IfOptions::then_subgraph_index
                                                         : options::IfOptions::else_subgraph_index));
}

Status Prepare(Kernel k) {
  const Tensor condition = k.input(0);
  TARE_REQUIRE(k, condition.type() == kTfLiteBool && condition.elements() == 1, "the condition is no single bool");
  const Callee otherwise = Branch(k, false);
  if (!otherwise) return kError;
  TARE_RETURN_IF_ERROR(PrepareCall(k, otherwise, 1));
  TARE_RETURN_IF_ERROR(ShapeOutputs(k, otherwise, false));
  const Callee then = Branch(k, true);
  if (!then) return kError;
  TARE_RETURN_IF_ERROR(PrepareCall(k, then, 1));
  // The outputs have the shapes of `otherwise` now, unless these are not known.
  bool dynamic = false;
  for (int i = 0; i < k.output_count(); ++i) {
    dynamic |= k.output(i).is_dynamic() || !k.output(i).SameShape(then.output(i));
  }
  return ShapeOutputs(k, then, dynamic);
}

Status Eval(Kernel k) {
  const Callee branch = Branch(k, *k.input(0).data<uint8_t>() != 0);
  return branch ? EvalCall(k, branch, 1) : kError;
}

}  // namespace

TARE_KERNEL(IF, any, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}, .outputs = {0, 255}})

}  // namespace tare
