// EXPAND_DIMS: the same elements with a dimension of 1 in the place that the second input says.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  const int axis = ResolveAxis(IntegerAt(k.input(1), 0), in.rank() + 1);
  TARE_REQUIRE(k, axis >= 0, "bad axis");
  Shape shape;
  for (int d = 0; d <= in.rank(); ++d) shape.dims[shape.rank++] = d < axis ? in.dim(d) : d == axis ? 1 : in.dim(d - 1);
  return PrepareCopy(k, shape.dims, shape.rank);
}

Status Prepare(Kernel k) {
  const Tensor axis = k.input(1);
  TARE_REQUIRE(k, k.input(0).rank() < kMaxRank && k.input(0).type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(axis) && axis.elements() == 1, "bad axis");
  return axis.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  return EvalCopy(k);
}

}  // namespace

TARE_KERNEL(EXPAND_DIMS, any, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .in_place = 1})

}  // namespace tare
