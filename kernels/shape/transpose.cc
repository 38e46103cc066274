// TRANSPOSE: dimension d of the output is dimension perm[d] of the input.
#include "kernels/shape/narrow_elements.h"
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

/// The input's dimension at `d` of the output.
int Source(Kernel k, int d) { return ResolveAxis(IntegerAt(k.input(1), d), k.input(0).rank()); }

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  uint32_t seen = 0;
  for (int d = 0; d < in.rank(); ++d) {
    const int from = Source(k, d);
    TARE_REQUIRE(k, from >= 0 && !(seen >> from & 1), "bad permutation");
    seen |= 1u << from;
    shape.dims[shape.rank++] = in.dim(from);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), perm = k.input(1);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(perm) && perm.elements() == in.rank(), "bad permutation");
  return perm.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0);
  StridedCopy copy;
  for (int d = 0; d < in.rank(); ++d) {
    const int from = Source(k, d);
    copy.Add(in.dim(from), in.Elements(from + 1, in.rank()));
  }
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(TRANSPOSE, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_KERNEL(TRANSPOSE, i4, {.prepare = Prepare, .eval = EvalNarrowElements<Eval>, .inputs = {2, 2}})
TARE_KERNEL(TRANSPOSE, u4, {.prepare = Prepare, .eval = EvalNarrowElements<Eval>, .inputs = {2, 2}})
TARE_TF_KERNEL(Transpose, str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {2, 2}})

}  // namespace tare
