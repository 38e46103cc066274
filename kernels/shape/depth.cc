// SPACE_TO_DEPTH and DEPTH_TO_SPACE: square blocks of pixels become channels, and back. Height and width of the smaller
// image, and the block's two sides, are dimensions of their own; then it is a transpose.
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

int BlockSize(Kernel k) { return k.options().Scalar<int32_t>(options::SpaceToDepthOptions::block_size); }

Status Prepare(Kernel k, bool to_depth) {
  const Tensor in = k.input(0);
  const int block = BlockSize(k);
  TARE_REQUIRE(k, in.rank() == 4 && in.type() == k.output(0).type() && block > 0 && block < 1 << 15, "bad input");
  Shape shape;
  shape.rank = 4;
  shape.dims[0] = in.dim(0);
  const int area = block * block;
  for (int d = 1; d <= 2; ++d) {
    TARE_REQUIRE(k, to_depth ? in.dim(d) % block == 0 : in.dim(d) <= INT32_MAX / block, "blocks do not fit");
    shape.dims[d] = to_depth ? in.dim(d) / block : in.dim(d) * block;
  }
  TARE_REQUIRE(k, to_depth ? in.dim(3) <= INT32_MAX / area : in.dim(3) % area == 0, "blocks do not fit");
  shape.dims[3] = to_depth ? in.dim(3) * area : in.dim(3) / area;
  return k.ResizeOutput(0, shape);
}

Status PrepareToDepth(Kernel k) { return Prepare(k, true); }
Status PrepareToSpace(Kernel k) { return Prepare(k, false); }

Status EvalToDepth(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int block = BlockSize(k), depth = in.dim(3);
  const auto row = static_cast<ptrdiff_t>(in.Elements(2, 4));
  StridedCopy copy;
  copy.Add(in.dim(0), static_cast<ptrdiff_t>(in.Elements(1, 4)));
  copy.Add(out.dim(1), row * block);
  copy.Add(out.dim(2), ptrdiff_t{depth} * block);
  copy.Add(block, row);
  copy.Add(block, depth);
  copy.Add(depth, 1);
  return copy.Run(k);
}

Status EvalToSpace(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int block = BlockSize(k), depth = out.dim(3);
  StridedCopy copy;
  copy.Add(in.dim(0), static_cast<ptrdiff_t>(in.Elements(1, 4)));
  copy.Add(in.dim(1), static_cast<ptrdiff_t>(in.Elements(2, 4)));
  copy.Add(block, ptrdiff_t{depth} * block);
  copy.Add(in.dim(2), in.dim(3));
  copy.Add(block, depth);
  copy.Add(depth, 1);
  return copy.Run(k);
}

}  // namespace

TARE_KERNEL(SPACE_TO_DEPTH, bytes, {.prepare = PrepareToDepth, .eval = EvalToDepth})
TARE_KERNEL(DEPTH_TO_SPACE, bytes, {.prepare = PrepareToSpace, .eval = EvalToSpace})

}  // namespace tare
