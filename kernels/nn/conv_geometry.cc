// Checks and sizes of the windowed ops. The options tables differ only in the ids of two fields (activation and
// dilation) and begin with the same three, so one function reads them all.
#include "kernels/nn/conv_geometry.h"

#include "kernels/images.h"
#include "kernels/padding.h"

namespace tare {
namespace {

struct OptionIds {
  int activation;
  int dilation_w;  // dilation_h is the next field; -1 = the op has none
};

/// Reads and checks the options; the filter's size must be in `g` already.
Status ReadOptions(Kernel k, OptionIds ids, ConvGeometry& g) {
  const fb::Table options = k.options();
  using namespace options::Conv2DOptions;
  g.padding = static_cast<Padding>(options.Scalar<int8_t>(padding));
  g.stride_w = options.Scalar<int32_t>(stride_w);
  g.stride_h = options.Scalar<int32_t>(stride_h);
  g.activation = static_cast<Activation>(options.Scalar<int8_t>(ids.activation));
  g.dilation_w = g.dilation_h = 1;
  if (ids.dilation_w >= 0) {
    g.dilation_w = options.Scalar<int32_t>(ids.dilation_w, 1);
    g.dilation_h = options.Scalar<int32_t>(ids.dilation_w + 1, 1);
  }
  const bool positive =
      g.stride_w > 0 && g.stride_h > 0 && g.step_w() > 0 && g.step_h() > 0 && g.filter_h > 0 && g.filter_w > 0;
  TARE_REQUIRE(k,
               positive && int64_t{g.filter_w} * g.step_w() < kGeometryLimit &&
                   int64_t{g.filter_h} * g.step_h() < kGeometryLimit,
               "bad stride, dilation or filter size");
  TARE_REQUIRE(k, features::dilations || (g.dilation_w == 1 && g.dilation_h == 1), kShapesNotSelected);
  return kOk;
}

/// Fills output size and padding; ReadOptions has been called.
Status SlideWindow(Kernel k, ConvGeometry& g) {
  __builtin_assume(g.stride_h > 0 && g.stride_w > 0);
  const Window h = ComputeWindow(g.padding, g.in_h, g.filter_h, g.stride_h, g.step_h());
  const Window w = ComputeWindow(g.padding, g.in_w, g.filter_w, g.stride_w, g.step_w());
  TARE_REQUIRE(k, g.in_h < kGeometryLimit && g.in_w < kGeometryLimit && h.output > 0 && w.output > 0,
               "window exceeds the input");
  g.out_h = h.output;
  g.out_w = w.output;
  g.pad_h = h.pad_before;
  g.pad_w = w.pad_before;
  return kOk;
}

Status CheckBias(Kernel k, int index, int channels) {
  const Tensor bias = k.optional_input(index);
  TARE_REQUIRE(k, !bias || bias.elements() == channels, "bias must have %d elements", channels);
  return kOk;
}

/// True when one output's weights can be counted in an int.
bool FilterFits(const ConvGeometry& g) {
  const int64_t taps = int64_t{g.filter_h} * g.filter_w;
  return taps < kGeometryLimit && taps * g.filter_c < kGeometryLimit;
}

/// Reads the options and computes the sizes for an image of these dims, once the filter's part of `g` is known.
Status Resolve(Kernel k, OptionIds ids, ConvGeometry& g, const int* in) {
  TARE_RETURN_IF_ERROR(ReadOptions(k, ids, g));
  g.batch = in[0];
  g.in_h = in[1];
  g.in_w = in[2];
  g.in_c = in[3];
  TARE_RETURN_IF_ERROR(SlideWindow(k, g));
  TARE_REQUIRE(k,
               FilterFits(g) && int64_t{g.out_h} * g.out_w < kGeometryLimit &&
                   int64_t{g.out_h} * g.out_w * g.batch < kGeometryLimit,
               "too large");
  return kOk;
}

/// The rest of Prepare, likewise: input and output shapes.
Status Finish(Kernel k, OptionIds ids, ConvGeometry& g) {
  TARE_RETURN_IF_ERROR(Resolve(k, ids, g, k.input(0).dims()));
  return ResizeImages(k, g.batch, g.out_h, g.out_w, g.out_c);
}

constexpr char kBadShape[] = "bad shape of input or filter";

}  // namespace

Status RequireFloat(Kernel k) {
  bool all = k.output(0).type() == kTfLiteFloat32;
  for (int i = 0; i < k.input_count(); ++i) all &= !k.has_input(i) || k.input(i).type() == kTfLiteFloat32;
  TARE_REQUIRE(k, all, "tensors must be float");
  return kOk;
}

Status ResolveWindow2D(Kernel k, ConvGeometry& g, const int* image) {
  using namespace options::Conv2DOptions;
  return Resolve(k, {fused_activation_function, dilation_w_factor}, g, image);
}

Status PrepareWindow2D(Kernel k, ConvGeometry& g) {
  TARE_RETURN_IF_ERROR(ResolveWindow2D(k, g, k.input(0).dims()));
  return ResizeImages(k, g.batch, g.out_h, g.out_w, g.out_c);
}

Status PrepareConv2D(Kernel k, ConvGeometry& g) {
  const Tensor input = k.input(kConvInput), filter = k.input(kConvFilter);
  TARE_REQUIRE(k, input.rank() == 4 && filter.rank() == 4, kBadShape);
  g.out_c = filter.dim(0);
  g.filter_h = filter.dim(1);
  g.filter_w = filter.dim(2);
  g.filter_c = filter.dim(3);
  TARE_REQUIRE(k, g.filter_c > 0 && input.dim(3) > 0 && input.dim(3) % g.filter_c == 0, "bad channels");
  g.groups = input.dim(3) / g.filter_c;
  TARE_REQUIRE(k, features::groups || g.groups == 1, kShapesNotSelected);
  TARE_REQUIRE(k, g.out_c > 0 && g.out_c % g.group_count() == 0, "bad channels");
  TARE_RETURN_IF_ERROR(CheckBias(k, kConvBias, g.out_c));
  using namespace options::Conv2DOptions;
  return Finish(k, {fused_activation_function, dilation_w_factor}, g);
}

Status PrepareDepthwiseConv2D(Kernel k, ConvGeometry& g) {
  const Tensor input = k.input(kConvInput), filter = k.input(kConvFilter);
  TARE_REQUIRE(k, input.rank() == 4 && filter.rank() == 4, kBadShape);
  g.filter_h = filter.dim(1);
  g.filter_w = filter.dim(2);
  g.out_c = filter.dim(3);
  g.filter_c = g.groups = 1;
  TARE_REQUIRE(k, filter.dim(0) == 1 && g.out_c > 0 && input.dim(3) > 0 && g.out_c % input.dim(3) == 0, "bad channels");
  TARE_RETURN_IF_ERROR(CheckBias(k, kConvBias, g.out_c));
  using namespace options::DepthwiseConv2DOptions;
  return Finish(k, {fused_activation_function, dilation_w_factor}, g);
}

Status PreparePool2D(Kernel k, ConvGeometry& g) {
  const Tensor input = k.input(0);
  TARE_REQUIRE(k, input.rank() == 4 && input.dim(3) > 0, kBadShape);
  using namespace options::Pool2DOptions;
  g.filter_h = k.options().Scalar<int32_t>(filter_height);
  g.filter_w = k.options().Scalar<int32_t>(filter_width);
  g.out_c = input.dim(3);
  g.filter_c = g.groups = 1;
  return Finish(k, {fused_activation_function, -1}, g);
}

Status PrepareTransposeConv(Kernel k, ConvGeometry& g) {
  const Tensor shape = k.input(kTransposeShape), filter = k.input(kTransposeFilter), input = k.input(kTransposeInput);
  TARE_REQUIRE(k, input.rank() == 4 && filter.rank() == 4, kBadShape);
  TARE_REQUIRE(k, shape.type() == kTfLiteInt32 && shape.rank() == 1 && shape.dim(0) == 4, "bad output shape");
  g.batch = input.dim(0);
  g.out_h = input.dim(1);
  g.out_w = input.dim(2);
  g.out_c = input.dim(3);
  g.in_c = filter.dim(0);
  g.filter_h = filter.dim(1);
  g.filter_w = filter.dim(2);
  g.filter_c = filter.dim(3);
  g.groups = 1;
  TARE_REQUIRE(k, g.filter_c == g.out_c && g.out_c > 0 && g.in_c > 0, "bad channels");
  TARE_REQUIRE(k, FilterFits(g), "too large");
  TARE_REQUIRE(k, g.out_h < kGeometryLimit && g.out_w < kGeometryLimit, "bad input shape");
  TARE_RETURN_IF_ERROR(CheckBias(k, kTransposeBias, g.in_c));
  using namespace options::TransposeConvOptions;
  TARE_RETURN_IF_ERROR(ReadOptions(k, {fused_activation_function, -1}, g));
  if (shape.is_constant()) return ResizeTransposeConv(k, g);
  return k.SetOutputDynamic(0);
}

Status ResizeTransposeConv(Kernel k, ConvGeometry& g) {
  const auto* shape = k.input(kTransposeShape).data<int32_t>();
  TARE_REQUIRE(k, shape[0] == g.batch && shape[3] == g.in_c, "bad output shape");
  g.in_h = shape[1];
  g.in_w = shape[2];
  // The input's size need not be the one that this output would give: what falls outside the output is dropped.
  const int out_h = g.out_h, out_w = g.out_w;
  TARE_RETURN_IF_ERROR(SlideWindow(k, g));
  g.out_h = out_h;
  g.out_w = out_w;
  TARE_REQUIRE(k, int64_t{g.in_h} * g.in_w < kGeometryLimit && int64_t{g.in_h} * g.in_w * g.batch < kGeometryLimit,
               "too large");
  TARE_REQUIRE(k, int64_t{out_h} * g.stride_h < kGeometryLimit && int64_t{out_w} * g.stride_w < kGeometryLimit,
               "bad input shape");
  return k.ResizeOutput(0, shape, 4);
}

ConvGeometry ForwardGeometry(const ConvGeometry& g) {
  ConvGeometry f = g;
  f.in_h = g.out_h;
  f.in_w = g.out_w;
  f.in_c = g.out_c;
  f.out_h = g.in_h;
  f.out_w = g.in_w;
  f.out_c = g.in_c;
  return f;
}

Status PrepareFullyConnected(Kernel k, ConvGeometry& g) {
  using namespace options::FullyConnectedOptions;
  const fb::Table options = k.options();
  const Tensor input = k.input(kConvInput), weights = k.input(kConvFilter);
  TARE_REQUIRE(k, weights.rank() == 2 && !weights.get()->sparsity && !options.Scalar<int8_t>(weights_format),
               "unsupported weights");
  const int units = weights.dim(0), depth = weights.dim(1);
  const bool keep_dims = options.Scalar<bool>(keep_num_dims);
  TARE_REQUIRE(k,
               units > 0 && depth > 0 && input.elements() % depth == 0 &&
                   (!keep_dims || (input.rank() > 0 && input.rank() <= kMaxRank && input.dim(-1) == depth)),
               "input does not fit the weights");
  TARE_RETURN_IF_ERROR(CheckBias(k, kConvBias, units));
  const int64_t rows = input.elements() / depth;
  TARE_REQUIRE(k, rows < kGeometryLimit && depth < kGeometryLimit, "too large");

  g.batch = static_cast<int>(rows);
  g.in_h = g.out_h = g.in_w = g.out_w = 1;
  g.in_c = g.filter_c = depth;
  g.out_c = units;
  g.filter_h = g.filter_w = g.stride_h = g.stride_w = g.dilation_h = g.dilation_w = g.groups = 1;
  g.activation = static_cast<Activation>(options.Scalar<int8_t>(fused_activation_function));
  TARE_REQUIRE(k, g.activation <= Activation::kRelu6, "unsupported activation");

  Shape shape = {2, {g.batch, units}};
  if (keep_dims) {
    shape.rank = input.rank();
    __builtin_memcpy(shape.dims, input.dims(), sizeof(int) * shape.rank);
    shape.dims[shape.rank - 1] = units;
  }
  return k.ResizeOutput(0, shape);
}

}  // namespace tare
