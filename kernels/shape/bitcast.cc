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

/// Between types narrower than a byte, which must be of one width: the reference counts a byte for each element.
Status PreparePacked(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, (in.type() == kTfLiteInt2) == (k.output(0).type() == kTfLiteInt2), "unsupported types");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  if (in.bytes() && in.data<char>() != out.data<char>())
    __builtin_memcpy(out.data<char>(), in.data<char>(), in.bytes());
  return kOk;
}

}  // namespace

TARE_KERNEL(BITCAST, bytes, {.prepare = Prepare, .eval = Eval, .in_place = 1})
TARE_KERNEL(BITCAST, packed, {.prepare = PreparePacked, .eval = Eval, .in_place = 1})

}  // namespace tare
