// TensorFlow's RemoteCall: a function applied to the inputs behind the first, which names a device. The function is
// another graph of the model, and the only device there is runs it, whatever its name.
#include "kernels/control/call.h"

namespace tare {
namespace {

constexpr int kFirstArgument = 1;

Callee Function(Kernel k) { return Callee(k, k.options().String(0)); }

Status Prepare(Kernel k) {
  const Callee f = Function(k);
  if (!f) return kError;
  TARE_RETURN_IF_ERROR(PrepareCall(k, f, kFirstArgument));
  return ShapeOutputs(k, f, false);
}

Status Eval(Kernel k) {
  const Callee f = Function(k);
  return f ? EvalCall(k, f, kFirstArgument) : kError;
}

}  // namespace

TARE_TF_KERNEL(RemoteCall, str, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}, .outputs = {0, 255}})

}  // namespace tare
