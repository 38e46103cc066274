// MIRROR_PAD: an input surrounded by its own mirror image, without (REFLECT) or with (SYMMETRIC) its border.
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

/// 1 when the border is not repeated.
int Skip(Kernel k) { return k.options().Scalar<int8_t>(options::MirrorPadOptions::mode) == 0 ? 1 : 0; }

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  Shape shape;
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t before = IntegerAt(k.input(1), 2 * d), after = IntegerAt(k.input(1), 2 * d + 1);
    const int64_t limit = in.dim(d) - Skip(k);
    TARE_REQUIRE(k, before >= 0 && after >= 0 && before <= limit && after <= limit && in.dim(d) < INT32_MAX / 4,
                 "bad paddings");
    shape.dims[shape.rank++] = static_cast<int32_t>(before + in.dim(d) + after);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), paddings = k.input(1);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(paddings) && paddings.rank() == 2 && paddings.dim(0) == in.rank() && paddings.dim(1) == 2,
               "bad paddings");
  return paddings.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const size_t bytes = ElementBytes(in.type());
  const int skip = Skip(k);
  k.ParallelFor(static_cast<int>(out.elements()), 16, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      int64_t from = 0, stride = 1;
      for (int d = in.rank() - 1, rest = i; d >= 0; rest /= out.dim(d--)) {
        int64_t at = rest % out.dim(d) - IntegerAt(k.input(1), 2 * d);
        if (at < 0) at = -at - 1 + skip;
        if (at >= in.dim(d)) at = 2 * int64_t{in.dim(d)} - 1 - skip - at;
        from += at * stride;
        stride *= in.dim(d);
      }
      __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * bytes,
                       in.data<char>() + static_cast<size_t>(from) * bytes, bytes);
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(MIRROR_PAD, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
