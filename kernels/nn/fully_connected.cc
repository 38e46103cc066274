// FULLY_CONNECTED, float: output[b, o] = activation(bias[o] + sum over i of input[b, i] * weights[o, i]), the input
// taken as rows of i whatever its rank. It runs as the 1×1 convolution that it is.
#include "kernels/nn/conv_f32.h"

namespace tare {
namespace {

constexpr int kInput = 0, kWeights = 1, kBias = 2;

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  using namespace options::FullyConnectedOptions;
  const fb::Table options = k.options();
  const Tensor input = k.input(kInput), weights = k.input(kWeights), bias = k.optional_input(kBias);
  TARE_REQUIRE(k, weights.rank() == 2 && !weights.get()->sparsity && !options.Scalar<int8_t>(weights_format),
               "unsupported weights");
  const int units = weights.dim(0), depth = weights.dim(1);
  const bool keep_dims = options.Scalar<bool>(keep_num_dims);
  TARE_REQUIRE(k,
               units > 0 && depth > 0 && input.elements() % depth == 0 &&
                   (!keep_dims || (input.rank() > 0 && input.rank() <= kMaxRank && input.dim(-1) == depth)),
               "input does not fit the weights");
  TARE_REQUIRE(k, !bias || bias.elements() == units, "bias must have %d elements", units);
  const int64_t rows = input.elements() / depth;
  TARE_REQUIRE(k, rows < kGeometryLimit && depth < kGeometryLimit, "too large");

  auto& g = *k.data<ConvGeometry>();
  g.batch = g.in_h = g.out_h = 1;
  g.in_w = g.out_w = static_cast<int>(rows);
  g.in_c = g.filter_c = depth;
  g.out_c = units;
  g.filter_h = g.filter_w = g.stride_h = g.stride_w = g.dilation_h = g.dilation_w = g.groups = 1;
  g.activation = static_cast<Activation>(options.Scalar<int8_t>(fused_activation_function));
  TARE_REQUIRE(k, g.activation <= Activation::kRelu6, "unsupported activation");

  Shape shape = {2, {g.in_w, units}};
  if (keep_dims) {
    shape.rank = input.rank();
    __builtin_memcpy(shape.dims, input.dims(), sizeof(int) * shape.rank);
    shape.dims[shape.rank - 1] = units;
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  return RequestConvF32Scratch(k, g);
}

Status Eval(Kernel k) {
  EvalConvF32(k, *k.data<ConvGeometry>(), k.input(kInput), k.input(kWeights), k.optional_input(kBias));
  return kOk;
}

}  // namespace

TARE_KERNEL(FULLY_CONNECTED, f32,
            {.prepare = Prepare, .eval = Eval, .inputs = {2, 3}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
