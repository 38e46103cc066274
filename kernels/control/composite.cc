// STABLEHLO_COMPOSITE: a named operator with its definition as a graph; this library runs the definition.
#include "kernels/control/call.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Callee Definition(Kernel k) {
  return Callee(k, k.options().Scalar<int32_t>(options::StableHLOCompositeOptions::decomposition_subgraph_index));
}

Status Prepare(Kernel k) {
  const Callee g = Definition(k);
  if (!g) return kError;
  TARE_RETURN_IF_ERROR(PrepareCall(k, g, 0));
  return ShapeOutputs(k, g, false);
}

Status Eval(Kernel k) {
  const Callee g = Definition(k);
  return g ? EvalCall(k, g, 0) : kError;
}

}  // namespace

TARE_KERNEL(STABLEHLO_COMPOSITE, any, {.prepare = Prepare, .eval = Eval, .inputs = {0, 255}, .outputs = {0, 255}})

}  // namespace tare
