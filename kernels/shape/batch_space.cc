// BATCH_TO_SPACE_ND and SPACE_TO_BATCH_ND: the pixels of every n-th row and column as images of their own, and back,
// with cropped or padded borders. One or two spatial dimensions; one counts as two with a width of 1. TensorFlow's
// older BatchToSpace and SpaceToBatch have two, and one block size for both, which is an attribute.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kBlock = 1;

/// What gives block sizes and borders.
enum Form { kInputs, kAttribute };

template <Form form>
Tensor Border(Kernel k) {
  return k.input(form == kInputs ? 2 : 1);
}

template <Form form>
int SpatialDims(Kernel k) {
  return form == kInputs ? static_cast<int>(k.input(kBlock).elements()) : 2;
}

/// Block size, and what is cropped or padded before and behind, in spatial dimension 0 or 1.
struct Side {
  int64_t block, before, after;
};

template <Form form>
Side SideOf(Kernel k, int i) {
  if (i >= SpatialDims<form>(k)) return {1, 0, 0};
  const Tensor border = Border<form>(k);
  const int64_t block = form == kInputs ? IntegerAt(k.input(kBlock), i) : k.options().Scalar<int32_t>(0);
  return {block, IntegerAt(border, 2 * i), IntegerAt(border, 2 * i + 1)};
}

template <Form form>
bool IsConstant(Kernel k) {
  return Border<form>(k).is_constant() && (form == kAttribute || k.input(kBlock).is_constant());
}

/// The image's height or width, or 1 where there is no such dimension.
template <Form form>
int Spatial(Kernel k, Tensor t, int i) {
  return i < SpatialDims<form>(k) ? t.dim(1 + i) : 1;
}

template <bool to_space, Form form>
Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  shape.rank = in.rank();
  for (int d = 0; d < in.rank(); ++d) shape.dims[d] = in.dim(d);
  int64_t batch = in.dim(0);
  for (int i = 0; i < in.rank() - 2; ++i) {
    const auto [block, before, after] = SideOf<form>(k, i);
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

template <bool to_space, Form form>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0), border = Border<form>(k);
  TARE_REQUIRE(k, (in.rank() == 3 || in.rank() == 4) && in.type() == k.output(0).type(), "bad input");
  if constexpr (form == kInputs) {
    const Tensor block = k.input(kBlock);
    TARE_REQUIRE(k, IsInteger(block) && block.rank() == 1 && block.dim(0) == in.rank() - 2, "bad block shape");
  } else {
    TARE_REQUIRE(k, in.rank() == 4 && k.options().Scalar<int32_t>(0) > 1, "Block size should be > 1");
  }
  TARE_REQUIRE(k, IsInteger(border) && border.rank() == 2 && border.dim(0) == in.rank() - 2 && border.dim(1) == 2,
               "bad borders");
  return IsConstant<form>(k) ? Resize<to_space, form>(k) : k.SetOutputDynamic(0);
}

template <bool to_space, Form form>
Status Eval(Kernel k) {
  if (!IsConstant<form>(k)) TARE_RETURN_IF_ERROR((Resize<to_space, form>(k)));
  // `large` is the image, `small` the batch of its pixels.
  const Tensor in = k.input(0), out = k.output(0), large = to_space ? out : in, small = to_space ? in : out;
  const Side sides[2] = {SideOf<form>(k, 0), SideOf<form>(k, 1)};
  __builtin_assume(sides[1].block > 0);  // Resize has checked it
  const int height = Spatial<form>(k, small, 0), width = Spatial<form>(k, small, 1);
  const int large_height = Spatial<form>(k, large, 0), large_width = Spatial<form>(k, large, 1), batches = large.dim(0);
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

TARE_KERNEL(BATCH_TO_SPACE_ND, bytes,
            {.prepare = Prepare<true, kInputs>, .eval = Eval<true, kInputs>, .inputs = {3, 3}})
TARE_KERNEL(SPACE_TO_BATCH_ND, bytes,
            {.prepare = Prepare<false, kInputs>, .eval = Eval<false, kInputs>, .inputs = {3, 3}})
TARE_TF_KERNEL(BatchToSpace, bytes,
               {.prepare = Prepare<true, kAttribute>, .eval = Eval<true, kAttribute>, .inputs = {2, 2}})
TARE_TF_KERNEL(SpaceToBatch, bytes,
               {.prepare = Prepare<false, kAttribute>, .eval = Eval<false, kAttribute>, .inputs = {2, 2}})

}  // namespace tare
