// REVERSE_V2: the listed dimensions are read from their end.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(axes) && axes.rank() == 1, "bad axes");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  uint32_t reversed = 0;
  for (int i = 0; i < static_cast<int>(axes.elements()); ++i) {
    const int axis = ResolveAxis(IntegerAt(axes, i), in.rank());
    TARE_REQUIRE(k, axis >= 0, "bad axis");
    reversed |= 1u << axis;
  }
  ptrdiff_t offset = 0;
  for (int d = 0; d < in.rank(); ++d) {
    if (reversed >> d & 1) offset += static_cast<ptrdiff_t>((in.dim(d) - 1) * in.Elements(d + 1, in.rank()));
  }
  StridedCopy copy(offset);
  for (int d = 0; d < in.rank(); ++d) {
    const auto stride = static_cast<ptrdiff_t>(in.Elements(d + 1, in.rank()));
    copy.Add(in.dim(d), reversed >> d & 1 ? -stride : stride);
  }
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(REVERSE_V2, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_TF_KERNEL(ReverseV2, str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {2, 2}})

}  // namespace tare
