// CALL_ONCE: runs a graph without inputs and outputs the first time the interpreter comes here; it fills variables and
// tables.
#include "kernels/control/call.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Callee Initialiser(Kernel k) {
  return Callee(k, k.options().Scalar<int32_t>(options::CallOnceOptions::init_subgraph_index));
}

Status Prepare(Kernel k) {
  const Callee g = Initialiser(k);
  if (!g) return kError;
  TARE_REQUIRE(k, g.input_count() == 0 && g.output_count() == 0, "the subgraph has inputs or outputs");
  return kOk;
}

Status Eval(Kernel k) {
  const Callee g = Initialiser(k);
  if (!g) return kError;
  if (!g.FirstTime()) return kOk;
  TARE_RETURN_IF_ERROR(g.Prepare());
  return g.Run();
}

}  // namespace

TARE_KERNEL(CALL_ONCE, any, {.prepare = Prepare, .eval = Eval, .inputs = {0, 0}, .outputs = {0, 0}})

}  // namespace tare
