// TensorFlow's MaxPool3D and AvgPool3D, float, NDHWC: the engine of kernels/nn/conv_3d.h with the node's attributes,
// which the catalogue lines put where CONV_3D has its options; the window's size is in the place of its dilations.
#include "kernels/nn/conv_3d.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  ReadGeometry3D(k, g, g.filter);
  return PreparePool3D(k, g);
}

Status EvalMax(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunMaxPoolF32)); }
Status EvalAverage(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunAveragePoolF32)); }

}  // namespace

TARE_TF_KERNEL(MaxPool3D, f32, {.prepare = Prepare, .eval = EvalMax, .data_bytes = sizeof(Geometry3D)})
TARE_TF_KERNEL(AvgPool3D, f32, {.prepare = Prepare, .eval = EvalAverage, .data_bytes = sizeof(Geometry3D)})

}  // namespace tare
