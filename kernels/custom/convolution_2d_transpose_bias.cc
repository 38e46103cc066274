// Convolution2DTransposeBias (MediaPipe): TRANSPOSE_CONV with a bias, whose output size follows from padding and
// strides, a C struct. The engine is the built-in op's; an activation in the struct is ignored, as in the reference.
#include "kernels/nn/transpose_conv.h"

namespace tare {
namespace {

/// One dimension: how far the output's beginning lies behind the first tap, and the output's size.
struct Side {
  int pad, output;
};
Side Output(int input, int filter, int stride, bool same) {
  const int spare = filter - (input - 1) % stride - 1, padding = same && spare > 0 ? spare : 0;
  return {padding / 2, stride * (input - 1) + filter - padding};
}

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  int32_t params[3];  // padding (1 SAME, 2 VALID), stride_width, stride_height; more may follow
  TARE_REQUIRE(k, k.node()->custom_initial_data_size >= static_cast<int>(sizeof(params)), "bad custom options");
  __builtin_memcpy(params, k.node()->custom_initial_data, sizeof(params));
  const Tensor input = k.input(0), filter = k.input(1);
  TARE_REQUIRE(k, input.rank() == 4 && filter.rank() == 4, "bad shape");
  constexpr int kMaxSide = 1 << 16, kMaxStride = 1 << 11;
  const auto good = [](int size, int max) { return size > 0 && size <= max; };
  TARE_REQUIRE(k,
               good(input.dim(1), kMaxSide) && good(input.dim(2), kMaxSide) && good(filter.dim(1), kMaxStride) &&
                   good(filter.dim(2), kMaxStride) && good(params[1], kMaxStride) && good(params[2], kMaxStride),
               "bad sizes");
  TARE_REQUIRE(
      k,
      filter.dim(3) == input.dim(3) && input.dim(3) > 0 && k.input(2).elements() == filter.dim(0) && filter.dim(0) > 0,
      "bad channels");
  const Side h = Output(input.dim(1), filter.dim(1), params[2], params[0] == 1);
  const Side w = Output(input.dim(2), filter.dim(2), params[1], params[0] == 1);
  TARE_REQUIRE(k,
               filter.Elements(1, 4) < kGeometryLimit && int64_t{h.output} * w.output < kGeometryLimit &&
                   int64_t{h.output} * w.output * input.dim(0) < kGeometryLimit,
               "too large");
  auto& g = *k.data<ConvGeometry>();
  g = {};
  g.batch = input.dim(0);
  g.out_h = input.dim(1);
  g.out_w = input.dim(2);
  g.out_c = g.filter_c = input.dim(3);
  g.in_h = h.output;
  g.in_w = w.output;
  g.in_c = filter.dim(0);
  g.filter_h = filter.dim(1);
  g.filter_w = filter.dim(2);
  g.stride_h = params[2];
  g.stride_w = params[1];
  g.dilation_h = g.dilation_w = g.groups = 1;
  g.pad_h = h.pad;
  g.pad_w = w.pad;
  TARE_RETURN_IF_ERROR(RequestTransposeConvScratch(k, g));
  const int dims[] = {g.batch, h.output, w.output, g.in_c};
  return k.ResizeOutput(0, dims, 4);
}

Status Eval(Kernel k) {
  EvalTransposeConv(k, *k.data<ConvGeometry>(), k.input(0), k.input(1), k.input(2));
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(CONVOLUTION_2D_TRANSPOSE_BIAS, f32,
                   {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
