// TensorFlow's Diag and DiagPart, and MatrixBandPart, which sets what is far from the main diagonal to 0.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// Diag: a tensor on the diagonal of one of twice the rank; DiagPart takes it back.
template <bool part>
Status PrepareWhole(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() >= 1 && in.rank() <= (part ? kMaxRank : kMaxRank / 2),
               "bad input");
  const int rank = part ? in.rank() / 2 : in.rank();
  Shape shape = {part ? rank : 2 * rank, {}};
  for (int d = 0; d < rank; ++d) {
    TARE_REQUIRE(k, !part || (in.rank() % 2 == 0 && in.dim(d) == in.dim(d + rank)), "the halves of the shape differ");
    shape.dims[d] = in.dim(d);
    if (!part) shape.dims[d + rank] = in.dim(d);
  }
  return k.ResizeOutput(0, shape);
}

template <bool part>
Status EvalWhole(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const size_t width = ElementBytes(in.type());
  const auto n = static_cast<size_t>((part ? out : in).elements());
  if (!part && out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (size_t i = 0; i < n; ++i) {
    const size_t large = i * (n + 1) * width, small = i * width;
    __builtin_memcpy(out.data<char>() + (part ? small : large), in.data<char>() + (part ? large : small), width);
  }
  return kOk;
}

/// Inputs: matrices, how many diagonals below and above the main one stay (negative: all).
Status PrepareBand(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == k.output(0).type() && in.rank() >= 2, "bad input");
  for (int i = 1; i <= 2; ++i) TARE_REQUIRE(k, IsInteger(k.input(i)) && k.input(i).elements() == 1, "bad bounds");
  return k.ResizeOutputLike(0, in);
}

Status EvalBand(Kernel k) {
  const Tensor in = k.input(0);
  const int rows = in.dim(-2), columns = in.dim(-1);
  const int64_t below = IntegerAt(k.input(1), 0), above = IntegerAt(k.input(2), 0);
  TARE_REQUIRE(k, below <= rows && above <= columns, "bad bounds");
  TARE_RETURN_IF_ERROR(EvalCopy(k));
  const size_t width = ElementBytes(in.type());
  char* to = k.output(0).data<char>();
  const int64_t n = in.elements();
  for (int64_t i = 0; i < n; ++i, to += width) {
    const int64_t distance = i % columns - i / columns % rows;
    if ((below >= 0 && distance < -below) || (above >= 0 && distance > above)) __builtin_memset(to, 0, width);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(MatrixBandPart, bytes, {.prepare = PrepareBand, .eval = EvalBand, .inputs = {3, 3}, .in_place = 1})
TARE_TF_KERNEL(Diag, bytes, {.prepare = PrepareWhole<false>, .eval = EvalWhole<false>})
TARE_TF_KERNEL(DiagPart, bytes, {.prepare = PrepareWhole<true>, .eval = EvalWhole<true>})

}  // namespace tare
