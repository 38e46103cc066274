// TensorFlow's Conv3D, MaxPool3D and AvgPool3D, float, NDHWC: the engines of kernels/nn/conv_3d.h with the node's
// attributes.
#include "kernels/nn/conv_3d.h"
#include "kernels/tf/node_def.h"

namespace tare {
namespace {

constexpr int kRank = 5;  // of ksize, strides and dilations, which count batch and channels too

/// Reads an attribute of windows into its depth, height and width.
Status Read(Kernel k, const tf::NodeDef& def, const char* name, int fallback, int* out) {
  int all[kRank];
  TARE_RETURN_IF_ERROR(tf::ReadWindow(k, def, name, kRank, fallback, all));
  __builtin_memcpy(out, all + 1, 3 * sizeof(int));
  return kOk;
}

Status ReadCommon(Kernel k, const tf::NodeDef& def, Geometry3D& g) {
  const tf::Text padding = def.String("padding"), format = def.String("data_format");
  TARE_REQUIRE(k, (padding == "SAME" || padding == "VALID") && (!format.data || format == "NDHWC"), "bad attributes");
  g.padding = padding == "SAME" ? Padding::kSame : Padding::kValid;
  g.activation = Activation::kNone;
  return Read(k, def, "strides", 0, g.stride);
}

Status PrepareConv(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  const tf::NodeDef def(k);
  TARE_RETURN_IF_ERROR(ReadCommon(k, def, g));
  TARE_RETURN_IF_ERROR(Read(k, def, "dilations", 1, g.dilation));
  return PrepareConv3D(k, g);
}

Status EvalConv(Kernel k) { return EvalConv3D(k, *k.data<Geometry3D>()); }

Status PreparePool(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  const tf::NodeDef def(k);
  TARE_RETURN_IF_ERROR(ReadCommon(k, def, g));
  TARE_RETURN_IF_ERROR(Read(k, def, "ksize", 0, g.filter));
  return PreparePool3D(k, g);
}

Status EvalMaxPool(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunMaxPoolF32)); }
Status EvalAvgPool(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunAveragePoolF32)); }

}  // namespace

TARE_TF_KERNEL(Conv3D, f32,
               {.prepare = PrepareConv, .eval = EvalConv, .inputs = {2, 2}, .data_bytes = sizeof(Geometry3D)})
TARE_TF_KERNEL(MaxPool3D, f32, {.prepare = PreparePool, .eval = EvalMaxPool, .data_bytes = sizeof(Geometry3D)})
TARE_TF_KERNEL(AvgPool3D, f32, {.prepare = PreparePool, .eval = EvalAvgPool, .data_bytes = sizeof(Geometry3D)})

}  // namespace tare
