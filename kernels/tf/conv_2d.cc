// TensorFlow's Conv2D and DepthwiseConv2dNative, float, NHWC: the engines of the built-in ops. What differs is how the
// filter lies: Conv2D's is [height, width, in, out], which the matrix driver packs as it does Conv3D's;
// DepthwiseConv2dNative's [height, width, in, multiplier] is the built-in op's with another shape.
#include "kernels/images.h"
#include "kernels/nn/conv_f32.h"
#include "kernels/nn/window_f32.h"

namespace tare {
namespace {

/// Sizes that come from the filter, then the rest of Prepare.
Status PrepareCommon(Kernel k, ConvGeometry& g) {
  const Tensor input = k.input(kConvInput), filter = k.input(kConvFilter);
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  TARE_REQUIRE(k, input.rank() == 4 && filter.rank() == 4, "bad shape of input or filter");
  g.filter_h = filter.dim(0);
  g.filter_w = filter.dim(1);
  TARE_REQUIRE(k, input.dim(3) > 0 && filter.dim(2) > 0 && filter.dim(3) > 0, "bad channels");
  return kOk;
}

/// EXPLICIT padding (options field 6: numbers before and behind of each dimension) is VALID over a larger image.
Status PrepareWindow(Kernel k, ConvGeometry& g) {
  constexpr int kExplicit = 2;
  if (k.options().Scalar<int8_t>(options::Conv2DOptions::padding) != kExplicit) return PrepareWindow2D(k, g);
  const Tensor input = k.input(kConvInput);
  const fb::Vector pads = k.options().Items(6, sizeof(int32_t));
  int image[4];
  TARE_REQUIRE(k, pads.size == 8, "explicit_paddings must have 8 elements");
  for (int d = 0; d < 4; ++d) {
    const int32_t before = pads.at<int32_t>(static_cast<uint32_t>(2 * d)),
                  behind = pads.at<int32_t>(static_cast<uint32_t>(2 * d + 1));
    const bool good = d == 0 || d == 3 ? before == 0 && behind == 0 : before >= 0 && behind >= 0;
    TARE_REQUIRE(k, good && int64_t{before} + behind < kGeometryLimit - input.dim(d), "bad explicit_paddings");
    image[d] = input.dim(d) + before + behind;
  }
  TARE_RETURN_IF_ERROR(ResolveWindow2D(k, g, image));
  g.in_h = input.dim(1);
  g.in_w = input.dim(2);
  g.pad_h = pads.at<int32_t>(2);
  g.pad_w = pads.at<int32_t>(4);
  return ResizeImages(k, g.batch, g.out_h, g.out_w, g.out_c);
}

/// The driver for `g`; what it computes with is still missing.
ConvF32 Plan(const ConvGeometry& g) {
  ConvF32 conv;
  conv.g = g;
  conv.Plan();
  conv.k_major = true;
  if (conv.in_place) {
    conv.in_place = false;
    conv.tiles = 1;
    conv.PlanBlocks();
  }
  return conv;
}

Status PrepareConv(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(PrepareCommon(k, g));
  const int in_c = k.input(kConvInput).dim(3);
  g.filter_c = k.input(kConvFilter).dim(2);
  g.out_c = k.input(kConvFilter).dim(3);
  g.groups = in_c / g.filter_c;
  TARE_REQUIRE(k, in_c % g.filter_c == 0 && g.out_c % g.groups == 0, "bad channels");
  TARE_RETURN_IF_ERROR(PrepareWindow(k, g));
  g.activation = Activation::kUnbounded;
  return k.RequestScratch(Plan(g).thread_scratch * k.threads());
}

Status EvalConv(Kernel k) {
  ConvF32 conv = Plan(*k.data<ConvGeometry>());
  conv.input = k.input(kConvInput).data<float>();
  conv.filter = k.input(kConvFilter).data<float>();
  conv.bias = nullptr;
  conv.output = k.output(0).data<float>();
  conv.RunAll(k);
  return kOk;
}

Status PrepareDepthwise(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_RETURN_IF_ERROR(PrepareCommon(k, g));
  const Tensor filter = k.input(kConvFilter);
  TARE_REQUIRE(k, filter.dim(2) == k.input(kConvInput).dim(3), "bad channels");
  g.out_c = static_cast<int>(filter.Elements(2, 4));
  g.filter_c = g.groups = 1;
  TARE_RETURN_IF_ERROR(PrepareWindow(k, g));
  g.activation = Activation::kUnbounded;
  return RequestWindowF32Scratch(k, g);
}

Status EvalDepthwise(Kernel k) {
  EvalWindowF32(k, *k.data<ConvGeometry>(), TARE_BEST(RunDepthwiseF32));
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Conv2D, f32,
               {.prepare = PrepareConv, .eval = EvalConv, .inputs = {2, 2}, .data_bytes = sizeof(ConvGeometry)})
TARE_TF_KERNEL(
    DepthwiseConv2dNative, f32,
    {.prepare = PrepareDepthwise, .eval = EvalDepthwise, .inputs = {2, 2}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
