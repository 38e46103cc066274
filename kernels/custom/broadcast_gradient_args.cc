// BroadcastGradientArgs: for two shapes that broadcast, the dimensions over which each one's gradient is summed: those
// where it has 1 and the result has not, and where both have 1; none at all when the shapes are equal.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const TfLiteType type = k.input(0).type();
  for (int i = 0; i < 2; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == type && k.input(i).rank() == 1 && k.output(i).type() == type,
                 "bad shapes or outputs");
    TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  return kOk;
}

Status Eval(Kernel k) {
  const auto rank = [&](int i) { return k.input(i).dim(0); };
  const int most = rank(0) > rank(1) ? rank(0) : rank(1);
  const auto size = [&](int i, int d) {
    const int at = d - (most - rank(i));
    return at < 0 ? 1 : IntegerAt(k.input(i), at);
  };
  bool equal = rank(0) == rank(1);
  for (int d = 0; d < most; ++d) {
    const int64_t a = size(0, d), b = size(1, d);
    TARE_REQUIRE(k, a == b || a == 1 || b == 1, "the shapes do not broadcast");
    equal &= a == b;
  }
  for (int i = 0; i < 2; ++i) {
    const auto summed = [&](int d) { return !equal && size(i, d) == 1; };
    int count = 0;
    for (int d = 0; d < most; ++d) count += summed(d);
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &count, 1));
    const Tensor out = k.output(i);
    for (int d = 0, at = 0; d < most; ++d) {
      if (summed(d)) SetIntegerAt(out, at++, d);
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(BroadcastGradientArgs, shape, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .outputs = {2, 2}})

}  // namespace tare
