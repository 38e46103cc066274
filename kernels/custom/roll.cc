// Roll, custom and Select TF: moves elements along axes; what leaves at one end comes back at the other. Shifts of one
// axis add up.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), shift = k.input(1), axis = k.input(2);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() <= kMaxRank, "bad input or output");
  TARE_REQUIRE(k,
               IsInteger(shift) && IsInteger(axis) && shift.rank() <= 1 && axis.rank() <= 1 &&
                   shift.elements() == axis.elements(),
               "bad shifts or axes");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int rank = in.rank();
  if (!in.bytes()) return kOk;
  int shifts[kMaxRank] = {}, last = -1;  // the innermost axis that moves
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    const int axis = ResolveAxis(IntegerAt(k.input(2), i), rank);
    TARE_REQUIRE(k, axis >= 0, "bad axis");
    const int dim = in.dim(axis), shift = static_cast<int>(IntegerAt(k.input(1), i) % dim);
    shifts[axis] = static_cast<int>((int64_t{shifts[axis]} + shift + dim) % dim);
    last = axis > last ? axis : last;
  }
  const auto blocks = static_cast<int>(in.Elements(0, last + 1));
  const size_t block = in.bytes() / static_cast<size_t>(blocks);
  for (int b = 0; b < blocks; ++b) {
    ptrdiff_t to = 0, stride = 1;
    for (int d = last, rest = b; d >= 0; --d) {
      const int dim = in.dim(d);
      to += (rest % dim + shifts[d]) % dim * stride;
      rest /= dim;
      stride *= dim;
    }
    __builtin_memcpy(out.data<char>() + to * static_cast<ptrdiff_t>(block),
                     in.data<char>() + static_cast<size_t>(b) * block, block);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Roll, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})

}  // namespace tare
