// AVERAGE_POOL_2D and MAX_POOL_2D, float: the mean or the largest of the window's elements that lie inside the input.
#include "kernels/nn/window_f32.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(PreparePool2D(k, g));
  return RequestWindowF32Scratch(k, g);
}

Status EvalAverage(Kernel k) {
  EvalWindowF32(k, *k.data<ConvGeometry>(), TARE_BEST(RunAveragePoolF32));
  return kOk;
}

Status EvalMax(Kernel k) {
  EvalWindowF32(k, *k.data<ConvGeometry>(), TARE_BEST(RunMaxPoolF32));
  return kOk;
}

}  // namespace

TARE_KERNEL(AVERAGE_POOL_2D, f32, {.prepare = Prepare, .eval = EvalAverage, .data_bytes = sizeof(ConvGeometry)})
TARE_KERNEL(MAX_POOL_2D, f32, {.prepare = Prepare, .eval = EvalMax, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
