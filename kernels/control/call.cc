// Calls of graphs by nodes. A graph may serve several nodes with different shapes, so every call gives it its shapes
// again; where they are the same, nothing happens.
#include "kernels/control/call.h"

#include "kernels/shape/copy.h"

namespace tare {

Status PrepareCall(Kernel k, const Callee& g, int first) {
  const int inputs = k.input_count() - first;
  TARE_REQUIRE(k, g.input_count() == inputs && g.output_count() == k.output_count(),
               "the subgraph has %d inputs and %d outputs", g.input_count(), g.output_count());
  for (int i = 0; i < inputs; ++i) TARE_RETURN_IF_ERROR(g.ShapeInput(i, k.input(first + i)));
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, g.output(i).type() == k.output(i).type(), "types differ");
  }
  return g.Prepare();
}

Status ShapeOutputs(Kernel k, const Callee& g, bool dynamic) {
  dynamic |= !g.IsStatic();
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_RETURN_IF_ERROR(dynamic ? k.SetOutputDynamic(i) : k.ResizeOutputLike(i, g.output(i)));
  }
  return kOk;
}

Status EvalCall(Kernel k, const Callee& g, int first) {
  TARE_RETURN_IF_ERROR(PrepareCall(k, g, first));
  for (int i = 0; i < g.input_count(); ++i) TARE_RETURN_IF_ERROR(CopyTensor(k, k.input(first + i), g.input(i)));
  TARE_RETURN_IF_ERROR(g.Run());
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, g.output(i)));
    TARE_RETURN_IF_ERROR(CopyTensor(k, g.output(i), k.output(i)));
  }
  return kOk;
}

}  // namespace tare
