// SHAPE and RANK, and TensorFlow's Size: facts about a tensor as a tensor. They are known as soon as the input's shape
// is, so the output is a constant for what follows.
#include "kernels/shape/copy.h"

namespace tare {
namespace {

Status PrepareShape(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt32 || out.type() == kTfLiteInt64, "bad output type");
  const int rank = in.rank();
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &rank, 1));
  void* to = MakeOutputConstant(k, 0);
  if (!to) return kError;
  for (int d = 0; d < rank; ++d) {
    if (out.type() == kTfLiteInt32) {
      static_cast<int32_t*>(to)[d] = in.dim(d);
    } else {
      static_cast<int64_t*>(to)[d] = in.dim(d);
    }
  }
  return kOk;
}

Status PrepareRank(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "bad output type");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, nullptr, 0));
  auto* to = static_cast<int32_t*>(MakeOutputConstant(k, 0));
  if (!to) return kError;
  *to = k.input(0).rank();
  return kOk;
}

Status PrepareSize(Kernel k) {
  const Tensor out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt32 || out.type() == kTfLiteInt64, "bad output type");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, nullptr, 0));
  auto* to = static_cast<char*>(MakeOutputConstant(k, 0));
  if (!to) return kError;
  const int64_t elements = k.input(0).elements();  // little-endian: its first half is the int32
  __builtin_memcpy(to, &elements, out.bytes());
  return kOk;
}

Status Eval(Kernel /*k*/) { return kOk; }

}  // namespace

TARE_KERNEL(SHAPE, any, {.prepare = PrepareShape, .eval = Eval})
TARE_KERNEL(RANK, any, {.prepare = PrepareRank, .eval = Eval})
TARE_TF_KERNEL(Size, any, {.prepare = PrepareSize, .eval = Eval})

}  // namespace tare
