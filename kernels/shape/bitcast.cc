// BITCAST: the same bytes as elements of another type.
#include "kernels/shape/copy.h"

namespace tare {
namespace {

/// Where widths differ, a last dimension of as many narrow elements as a wide one has comes or goes.
Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const auto from = static_cast<int>(ElementBytes(in.type())), to = static_cast<int>(ElementBytes(out.type()));
  Shape shape = {in.rank(), {}};
  TARE_REQUIRE(k, from && to && in.rank() < kMaxRank, "unsupported types");
  for (int d = 0; d < in.rank(); ++d) shape.dims[d] = in.dim(d);
  if (from > to) shape.dims[shape.rank++] = from / to;
  if (from < to) {
    TARE_REQUIRE(k, in.rank() > 0 && in.dim(-1) == to / from, "Cannot bitcast: the last dimension is not %d",
                 to / from);
    --shape.rank;
  }
  return k.ResizeOutput(0, shape);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  if (in.bytes() && in.data<char>() != out.data<char>())
    __builtin_memcpy(out.data<char>(), in.data<char>(), in.bytes());
  return kOk;
}

}  // namespace

TARE_KERNEL(BITCAST, bytes, {.prepare = Prepare, .eval = Eval, .in_place = 1})

}  // namespace tare
