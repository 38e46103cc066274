// Broadcasting. Ranges of the output, not rows, are split over threads, so that one long row (equal shapes) is shared
// as well as many short ones.
#include "kernels/math/broadcast.h"

namespace tare {

Status PrepareBroadcast(Kernel k, Broadcast& b) {
  const Tensor x = k.input(0), y = k.input(1);
  if (x.SameShape(y)) {  // of any rank
    b.rank = 1;
    b.dims[0] = static_cast<int>(x.elements());
    b.strides[0][0] = b.strides[1][0] = 1;
    return k.ResizeOutputLike(0, x);
  }
  Shape shape;
  shape.rank = x.rank() > y.rank() ? x.rank() : y.rank();
  TARE_REQUIRE(k, shape.rank <= kMaxRank, "too many dimensions");
  // From the innermost dimension outwards: b is filled from its end.
  int at = kMaxRank, sizes[2] = {1, 1}, repeats = -1;
  for (int i = 1; i <= shape.rank; ++i) {
    const int dx = i <= x.rank() ? x.dim(-i) : 1, dy = i <= y.rank() ? y.dim(-i) : 1;
    TARE_REQUIRE(k, dx == dy || dx == 1 || dy == 1, "shapes cannot be broadcast");
    const int d = dx == 1 ? dy : dx;
    shape.dims[shape.rank - i] = d;
    if (d == 1) continue;
    const int now = (dx == 1 ? 1 : 0) | (dy == 1 ? 2 : 0);
    if (now == repeats) {
      b.dims[at] *= d;
    } else {
      --at;
      b.dims[at] = d;
      b.strides[0][at] = dx == 1 ? 0 : sizes[0];
      b.strides[1][at] = dy == 1 ? 0 : sizes[1];
      repeats = now;
    }
    sizes[0] *= dx;
    sizes[1] *= dy;
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  b.rank = kMaxRank - at;
  for (int i = 0; i < b.rank; ++i, ++at) {
    b.dims[i] = b.dims[at];
    b.strides[0][i] = b.strides[0][at];
    b.strides[1][i] = b.strides[1][at];
  }
  return kOk;
}

BroadcastPath PathOf(const Broadcast& b) {
  // From the inside out, the reference knows: shared, one input repeats, shared, the other repeats, shared; each may be
  // missing.
  const auto repeats = [&](int d) { return b.strides[0][d] == 0 ? 1 : b.strides[1][d] == 0 ? 2 : 0; };
  int d = b.rank - 1;
  const bool scalar = d >= 0 && repeats(d) != 0;
  if (d >= 0 && !scalar) --d;
  if (d >= 0) {
    const int first = repeats(d--);
    if (d >= 0 && repeats(d) == 0) --d;
    if (d >= 0 && repeats(d) != first) --d;
    if (d >= 0 && repeats(d) == 0) --d;
  }
  if (d >= 0) return BroadcastPath::kGeneric;
  return scalar ? BroadcastPath::kScalar : BroadcastPath::kElementwise;
}

void EvalBroadcast(Kernel k, const Broadcast& b, int cost, RowFunction row, const void* params) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  const auto bytes = static_cast<ptrdiff_t>(ElementBytes(x.type()));
  const auto out_bytes = static_cast<ptrdiff_t>(ElementBytes(out.type()));
  // Ranges begin at a row's beginning or whole pieces behind it.
  const int row_size = b.rank ? b.dims[b.rank - 1] : 1;
  const auto align = [row_size](int at) {
    const int in_row = at % row_size, up = (in_row + kPiece - 1) / kPiece * kPiece;
    return at - in_row + (up < row_size ? up : row_size) * (in_row != 0);
  };
  k.ParallelFor(static_cast<int>(out.elements()), cost, [&](int begin, int end, int /*thread*/) {
    begin = align(begin);
    end = align(end);
    while (begin < end) {
      ptrdiff_t offsets[2] = {0, 0};
      int steps[2] = {0, 0}, n = 1;
      for (int d = b.rank - 1, rest = begin; d >= 0; --d) {
        const int at = rest % b.dims[d];
        rest /= b.dims[d];
        for (int i = 0; i < 2; ++i) offsets[i] += static_cast<ptrdiff_t>(at) * b.strides[i][d];
        if (d == b.rank - 1) {
          n = b.dims[d] - at;
          steps[0] = b.strides[0][d];
          steps[1] = b.strides[1][d];
        }
      }
      if (n > end - begin) n = end - begin;
      row(params, x.data<char>() + offsets[0] * bytes, steps[0], y.data<char>() + offsets[1] * bytes, steps[1],
          out.data<char>() + begin * out_bytes, n);
      begin += n;
    }
  });
}

}  // namespace tare
