// BROADCAST_ARGS: the shape to which two shapes broadcast. Of constants it is a constant to the ops that follow.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Fill(Kernel k, void* to) {
  const Tensor a = k.input(0), b = k.input(1);
  const int rank = k.output(0).dim(0);
  const auto size = [&](Tensor t, int d) {
    const int at = d - (rank - t.dim(0));
    return at < 0 ? 1 : IntegerAt(t, at);
  };
  for (int d = 0; d < rank; ++d) {
    const int64_t x = size(a, d), y = size(b, d);
    TARE_REQUIRE(k, x == y || x == 1 || y == 1, "the shapes do not broadcast");
    const int64_t both = x == 1 ? y : x;
    if (a.type() == kTfLiteInt64) {
      static_cast<int64_t*>(to)[d] = both;
    } else {
      static_cast<int32_t*>(to)[d] = static_cast<int32_t>(both);
    }
  }
  return kOk;
}

Status Prepare(Kernel k) {
  const Tensor a = k.input(0), b = k.input(1);
  TARE_REQUIRE(k, a.type() == b.type() && a.type() == k.output(0).type() && a.rank() == 1 && b.rank() == 1,
               "bad shapes or output");
  const int rank = a.dim(0) > b.dim(0) ? a.dim(0) : b.dim(0);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &rank, 1));
  if (!a.is_constant() || !b.is_constant()) return kOk;
  void* to = MakeOutputConstant(k, 0);
  return to ? Fill(k, to) : kError;
}

Status Eval(Kernel k) {
  const Tensor out = k.output(0);
  return out.is_constant() ? kOk : Fill(k, out.data<void>());
}

}  // namespace

TARE_KERNEL(BROADCAST_ARGS, shape, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
