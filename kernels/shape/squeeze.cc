// SQUEEZE: the same elements without dimensions of size 1: those the options list, or all when they list none.
#include "kernels/shape/copy.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  const int rank = in.rank();
  TARE_REQUIRE(k, rank <= kMaxRank, "too many dimensions");
  const fb::Vector listed = k.options().Items(options::SqueezeOptions::squeeze_dims, sizeof(int32_t));
  uint32_t drop = 0;
  for (uint32_t i = 0; i < listed.size; ++i) {
    int32_t at = listed.at<int32_t>(i);
    if (at < 0) at += rank;
    TARE_REQUIRE(k, at >= 0 && at < rank && in.dim(at) == 1, "cannot squeeze dimension %d", at);
    drop |= 1u << at;
  }
  Shape shape;
  for (int i = 0; i < rank; ++i) {
    if (listed.size ? drop >> i & 1 : in.dim(i) == 1) continue;
    shape.dims[shape.rank++] = in.dim(i);
  }
  return PrepareCopy(k, shape.dims, shape.rank);
}

}  // namespace

TARE_KERNEL(SQUEEZE, any, {.prepare = Prepare, .eval = EvalCopy, .in_place = 1})

}  // namespace tare
