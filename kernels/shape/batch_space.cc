// BATCH_TO_SPACE_ND and SPACE_TO_BATCH_ND: the pixels of every n-th row and column as images of their own, and back,
// with cropped or padded borders. One or two spatial dimensions; one counts as two with a width of 1.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kBlock = 1, kBorder = 2;

/// Block size, and what is cropped or padded before and behind, in spatial dimension 0 or 1.
struct Side {
  int64_t block, before, after;
};

Side SideOf(Kernel k, int i) {
  if (i >= static_cast<int>(k.input(kBlock).elements())) return {1, 0, 0};
  const Tensor border = k.input(kBorder);
  return {IntegerAt(k.input(kBlock), i), IntegerAt(border, 2 * i), IntegerAt(border, 2 * i + 1)};
}

bool IsConstant(Kernel k) { return k.input(kBlock).is_constant() && k.input(kBorder).is_constant(); }

/// The image's height or width, or 1 where there is no such dimension.
int Spatial(Kernel k, Tensor t, int i) { return i < static_cast<int>(k.input(kBlock).elements()) ? t.dim(1 + i) : 1; }

template <bool to_space>
Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  shape.rank = in.rank();
  for (int d = 0; d < in.rank(); ++d) shape.dims[d] = in.dim(d);
  int64_t batch = in.dim(0);
  for (int i = 0; i < in.rank() - 2; ++i) {
    const auto [block, before, after] = SideOf(k, i);
    constexpr int64_t kLimit = 1 << 30;
    TARE_REQUIRE(k, block > 0 && block < kLimit && before >= 0 && before < kLimit && after >= 0 && after < kLimit,
                 "bad block shape or borders");
    const int64_t dim = in.dim(1 + i), size = to_space ? dim * block - before - after : before + dim + after;
    TARE_REQUIRE(k, size >= 0 && size < kLimit && (to_space ? batch : size) % block == 0, "blocks do not fit");
    shape.dims[1 + i] = static_cast<int32_t>(to_space ? size : size / block);
    batch = to_space ? batch / block : batch * block;
    TARE_REQUIRE(k, batch <= INT32_MAX, "too large");
  }
  shape.dims[0] = static_cast<int32_t>(batch);
  return k.ResizeOutput(0, shape);
}

template <bool to_space>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0), block = k.input(kBlock), border = k.input(kBorder);
  TARE_REQUIRE(k, (in.rank() == 3 || in.rank() == 4) && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(block) && block.rank() == 1 && block.dim(0) == in.rank() - 2, "bad block shape");
  TARE_REQUIRE(k, IsInteger(border) && border.rank() == 2 && border.dim(0) == in.rank() - 2 && border.dim(1) == 2,
               "bad borders");
  return IsConstant(k) ? Resize<to_space>(k) : k.SetOutputDynamic(0);
}

template <bool to_space>
Status Eval(Kernel k) {
  if (!IsConstant(k)) TARE_RETURN_IF_ERROR(Resize<to_space>(k));
  // `large` is the image, `small` the batch of its pixels.
  const Tensor in = k.input(0), out = k.output(0), large = to_space ? out : in, small = to_space ? in : out;
  const Side sides[2] = {SideOf(k, 0), SideOf(k, 1)};
  const int height = Spatial(k, small, 0), width = Spatial(k, small, 1);
  const int large_height = Spatial(k, large, 0), large_width = Spatial(k, large, 1), batches = large.dim(0);
  const size_t pixel = static_cast<size_t>(in.dim(-1)) * ElementBytes(in.type());
  if (!to_space) {
    const bool is_byte = in.type() == kTfLiteInt8 || in.type() == kTfLiteUInt8;
    __builtin_memset(out.data<char>(), is_byte ? out.zero_point() : 0, out.bytes());
  }
  const auto rows = static_cast<int64_t>(small.dim(0)) * height;
  for (int64_t row = 0; row < rows; ++row) {
    const int64_t batch = row / height, offset = batch / batches;
    const int64_t y = row % height * sides[0].block + offset / sides[1].block - sides[0].before;
    if (y < 0 || y >= large_height) continue;
    for (int64_t column = 0; column < width; ++column) {
      const int64_t x = column * sides[1].block + offset % sides[1].block - sides[1].before;
      if (x < 0 || x >= large_width) continue;
      const auto in_small = static_cast<size_t>(row * width + column) * pixel;
      const auto in_large = static_cast<size_t>((batch % batches * large_height + y) * large_width + x) * pixel;
      __builtin_memcpy(out.data<char>() + (to_space ? in_large : in_small),
                       in.data<char>() + (to_space ? in_small : in_large), pixel);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(BATCH_TO_SPACE_ND, bytes, {.prepare = Prepare<true>, .eval = Eval<true>, .inputs = {3, 3}})
TARE_KERNEL(SPACE_TO_BATCH_ND, bytes, {.prepare = Prepare<false>, .eval = Eval<false>, .inputs = {3, 3}})

}  // namespace tare
