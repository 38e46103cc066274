// L2_NORMALIZATION: rows of the last dimension divided by their length, which counts as 1e-6 at least.
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 1 && k.output(0).type() == in.type(), "bad input");
  TARE_REQUIRE(k, k.options().Scalar<int8_t>(options::L2NormOptions::fused_activation_function) == 0,
               "fused activation");
  return k.ResizeOutputLike(0, in);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int width = in.dim(-1);
  const auto rows = static_cast<int>(width ? in.elements() / width : 0);
  k.ParallelFor(rows, width * 2, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const float* x = in.data<float>() + int64_t{row} * width;
      float* y = k.output(0).data<float>() + int64_t{row} * width;
      double sum = 0;
      for (int i = 0; i < width; ++i) sum += double{x[i]} * x[i];
      const auto length = static_cast<float>(__builtin_elementwise_sqrt(sum));
      const float divisor = length > 1e-6f ? length : 1e-6f;
      for (int i = 0; i < width; ++i) y[i] = x[i] / divisor;
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(L2_NORMALIZATION, f32, {.prepare = Prepare, .eval = Eval, .in_place = 1})

}  // namespace tare
