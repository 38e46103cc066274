// TensorFlow's MirrorPadGrad, float: the gradient of a mirrored border by what it surrounds. Each element's gradient is
// the sum of those of its copies.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// 1 when the border is not repeated (options field 0).
int Skip(Kernel k) { return k.options().Scalar<int32_t>(0) == 0 ? 1 : 0; }

Status Resize(Kernel k) {
  const Tensor in = k.input(0), paddings = k.input(1);
  Shape shape = {in.rank(), {}};
  for (int d = 0; d < in.rank(); ++d) {
    const int64_t before = IntegerAt(paddings, 2 * d), after = IntegerAt(paddings, 2 * d + 1), all = in.dim(d);
    TARE_REQUIRE(k, before >= 0 && after >= 0 && before <= all && after <= all - before, "bad paddings");
    const int64_t size = all - before - after, limit = size - Skip(k);
    TARE_REQUIRE(k, before <= limit && after <= limit, "bad paddings");
    shape.dims[d] = static_cast<int32_t>(size);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), paddings = k.input(1);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && k.output(0).type() == kTfLiteFloat32, "bad input");
  TARE_REQUIRE(k, IsInteger(paddings) && paddings.rank() == 2 && paddings.dim(0) == in.rank() && paddings.dim(1) == 2,
               "bad paddings");
  return paddings.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const int64_t skip = Skip(k);
  if (out.bytes()) __builtin_memset(out.data<float>(), 0, out.bytes());
  for (int64_t i = 0; i < in.elements(); ++i) {
    int64_t to = 0, stride = 1, rest = i;
    for (int d = in.rank() - 1; d >= 0; rest /= in.dim(d--)) {
      const int64_t size = out.dim(d);
      int64_t at = rest % in.dim(d) - IntegerAt(k.input(1), 2 * d);
      if (at < 0) at = -at - 1 + skip;
      if (at >= size) at = 2 * size - 1 - skip - at;
      to += at * stride;
      stride *= size;
    }
    out.data<float>()[to] += in.data<float>()[i];
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(MirrorPadGrad, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
