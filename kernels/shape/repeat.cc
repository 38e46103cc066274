// TILE and BROADCAST_TO: the input repeated along dimensions. A dimension repeated m times is two dimensions of the
// output: m with stride 0 around the dimension itself.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

Status ResizeTile(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t times = IntegerAt(k.input(1), d);
    TARE_REQUIRE(k, times >= 0 && times <= INT32_MAX, "bad multiples");
    TARE_REQUIRE(k, !__builtin_mul_overflow(in.dim(d), static_cast<int32_t>(times), &shape.dims[d]), "too large");
  }
  shape.rank = in.rank();
  return k.ResizeOutput(0, shape);
}

Status ResizeBroadcast(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  shape.rank = static_cast<int>(k.input(1).elements());
  for (int d = 0; d < shape.rank; ++d) {
    const int64_t dim = IntegerAt(k.input(1), d);
    const int from = d - shape.rank + in.rank();
    TARE_REQUIRE(k, dim >= 0 && dim <= INT32_MAX, "bad shape");
    TARE_REQUIRE(k, from < 0 || in.dim(from) == 1 || in.dim(from) == dim, "cannot broadcast dimension %d", from);
    shape.dims[d] = static_cast<int32_t>(dim);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k, Status (*resize)(Kernel)) {
  TARE_REQUIRE(k, k.input(0).rank() <= kMaxRank && k.input(0).type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(k.input(1)) && k.input(1).rank() == 1, "bad multiples or shape");
  return k.input(1).is_constant() ? resize(k) : k.SetOutputDynamic(0);
}

Status PrepareTile(Kernel k) {
  TARE_REQUIRE(k, k.input(1).elements() == k.input(0).rank(), "bad multiples");
  return Prepare(k, ResizeTile);
}

Status PrepareBroadcast(Kernel k) {
  const int64_t rank = k.input(1).elements();
  TARE_REQUIRE(k, rank <= kMaxRank && rank >= k.input(0).rank(), "bad shape");
  return Prepare(k, ResizeBroadcast);
}

Status Eval(Kernel k, Status (*resize)(Kernel)) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  if (out.elements() == 0) return kOk;
  StridedCopy copy;
  for (int d = 0; d < out.rank(); ++d) {
    const int from = d - out.rank() + in.rank();
    const int dim = from < 0 ? 1 : in.dim(from);
    copy.Add(out.dim(d) / dim, 0);
    copy.Add(dim, from < 0 ? 0 : static_cast<ptrdiff_t>(in.Elements(from + 1, in.rank())));
  }
  return copy.Run(k);
}

Status EvalTile(Kernel k) { return Eval(k, ResizeTile); }
Status EvalBroadcast(Kernel k) { return Eval(k, ResizeBroadcast); }

}  // namespace

TARE_KERNEL(TILE, bytes, {.prepare = PrepareTile, .eval = EvalTile, .inputs = {2, 2}})
TARE_KERNEL(TILE, str, {.prepare = PrepareTile, .eval = EvalStrings<EvalTile>, .inputs = {2, 2}})
TARE_KERNEL(BROADCAST_TO, bytes, {.prepare = PrepareBroadcast, .eval = EvalBroadcast, .inputs = {2, 2}})
TARE_TF_KERNEL(BroadcastTo, str,
               {.prepare = PrepareStrings<PrepareBroadcast>, .eval = EvalStrings<EvalBroadcast>, .inputs = {2, 2}})

}  // namespace tare
