// LOG_SOFTMAX, float: x - max - log(sum of exp(x - max)), over the last dimension.
#include "kernels/math/numerics.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() >= 1 && k.output(0).type() == k.input(0).type(), "bad input");
  return k.ResizeOutputLike(0, k.input(0));
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int width = in.dim(-1);
  constexpr int64_t kCostOfExp = 50;
  k.ParallelFor(static_cast<int>(width ? in.elements() / width : 0), kCostOfExp * width,
                [&](int begin, int end, int /*thread*/) {
                  for (int row = begin; row < end; ++row) {
                    const float* x = in.data<float>() + int64_t{row} * width;
                    float* y = k.output(0).data<float>() + int64_t{row} * width;
                    float max = x[0];
                    for (int i = 1; i < width; ++i) max = x[i] > max ? x[i] : max;
                    double sum = 0;
                    for (int i = 0; i < width; ++i) sum += Exp(double{x[i]} - max);
                    const double log = __builtin_log(sum);
                    for (int i = 0; i < width; ++i) y[i] = static_cast<float>(double{x[i]} - max - log);
                  }
                });
  return kOk;
}

}  // namespace

TARE_KERNEL(LOG_SOFTMAX, f32, {.prepare = Prepare, .eval = Eval, .in_place = 1})

}  // namespace tare
