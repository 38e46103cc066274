// SLICE: per dimension, `size` elements from `begin` on; size -1 takes all that is left.
#include "kernels/shape/narrow_elements.h"
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

constexpr int kBegin = 1, kSize = 2;

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t begin = IntegerAt(k.input(kBegin), d);
    int64_t size = IntegerAt(k.input(kSize), d);
    TARE_REQUIRE(k, begin >= 0 && begin <= in.dim(d), "bad begin");
    if (size == -1) size = in.dim(d) - begin;
    TARE_REQUIRE(k, size >= 0 && size <= in.dim(d) - begin, "bad size");
    shape.dims[shape.rank++] = static_cast<int32_t>(size);
  }
  return k.ResizeOutput(0, shape);
}

bool IsConstant(Kernel k) { return k.input(kBegin).is_constant() && k.input(kSize).is_constant(); }

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  for (int i = kBegin; i <= kSize; ++i) {
    const Tensor list = k.input(i);
    TARE_REQUIRE(k, IsInteger(list) && list.rank() == 1 && list.elements() == in.rank(), "bad begin or size");
  }
  return IsConstant(k) ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!IsConstant(k)) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  ptrdiff_t offset = 0;
  for (int d = 0; d < in.rank(); ++d) {
    offset += static_cast<ptrdiff_t>(IntegerAt(k.input(kBegin), d) * in.Elements(d + 1, in.rank()));
  }
  StridedCopy copy(offset);
  for (int d = 0; d < in.rank(); ++d) copy.Add(out.dim(d), in.Elements(d + 1, in.rank()));
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(SLICE, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})
TARE_KERNEL(SLICE, i4, {.prepare = Prepare, .eval = EvalNarrowElements<Eval>, .inputs = {3, 3}})
TARE_KERNEL(SLICE, str, {.prepare = Prepare, .eval = EvalStrings<Eval>, .inputs = {3, 3}})

}  // namespace tare
