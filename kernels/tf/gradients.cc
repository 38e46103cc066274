// TensorFlow's gradients of activations and biases: ReluGrad, Relu6Grad, EluGrad, SeluGrad, LeakyReluGrad, SigmoidGrad,
// TanhGrad, SqrtGrad, RsqrtGrad, ReciprocalGrad, SoftplusGrad, SoftsignGrad, BiasAddGrad. The first two inputs are
// named as TensorFlow names them; which of them is the gradient differs from op to op.
#include "kernels/math/binary.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

float Relu(float gradient, float feature) { return feature > 0 ? gradient : 0; }
float Relu6(float gradient, float feature) { return feature > 0 && feature < 6 ? gradient : 0; }
float Elu(float gradient, float output) { return output < 0 ? (output + 1) * gradient : gradient; }
float Selu(float gradient, float output) {
  constexpr double kScale = 1.0507009873554804934, kScaledAlpha = 1.7580993408473768599;
  return static_cast<float>(double{gradient} * (output < 0 ? double{output} + kScaledAlpha : kScale));
}
float Sigmoid(float y, float dy) { return dy * y * (1 - y); }
float Tanh(float y, float dy) { return dy * (1 - y * y); }
float Sqrt(float y, float dy) { return dy * .5f / y; }
float Rsqrt(float y, float dy) { return dy * (y * y * y) * -.5f; }
float Reciprocal(float y, float dy) { return dy * (-y * y); }
float Softplus(float gradient, float feature) { return static_cast<float>(gradient * Logistic(double{feature})); }
float Softsign(float gradient, float feature) {
  const float d = 1 + __builtin_fabsf(feature);
  return gradient / (d * d);
}

/// Inputs of one shape.
Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).SameShape(k.input(1)), "shapes differ");
  return PrepareBinary<kTfLiteNoType>(k);
}

Status EvalLeakyRelu(Kernel k) {
  const float slope = k.options().Scalar<float>(0);
  for (int64_t i = 0; i < k.output(0).elements(); ++i) {
    const float gradient = k.input(0).data<float>()[i];
    k.output(0).data<float>()[i] = k.input(1).data<float>()[i] > 0 ? gradient : gradient * slope;
  }
  return kOk;
}

Status PrepareBias(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 2 && k.output(0).type() == kTfLiteFloat32, "bad input");
  const int channels = in.dim(-1);
  return k.ResizeOutput(0, &channels, 1);
}

/// Sums over all but the last dimension, in double.
Status EvalBias(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int channels = out.dim(0);
  const int64_t elements = in.elements();
  for (int c = 0; c < channels; ++c) {
    double sum = 0;
    for (int64_t i = c; i < elements; i += channels) sum += double{in.data<float>()[i]};
    out.data<float>()[c] = static_cast<float>(sum);
  }
  return kOk;
}

}  // namespace

#define TARE_GRADIENT(OP, f)                                      \
  TARE_TF_KERNEL(OP, f32,                                         \
                 {.prepare = Prepare,                             \
                  .eval = EvalBinary<BinaryRow<float, float, f>>, \
                  .inputs = {2, 2},                               \
                  .data_bytes = sizeof(Broadcast),                \
                  .in_place = 3})
TARE_GRADIENT(ReluGrad, Relu)
TARE_GRADIENT(Relu6Grad, Relu6)
TARE_GRADIENT(EluGrad, Elu)
TARE_GRADIENT(SeluGrad, Selu)
TARE_GRADIENT(SigmoidGrad, Sigmoid)
TARE_GRADIENT(TanhGrad, Tanh)
TARE_GRADIENT(SqrtGrad, Sqrt)
TARE_GRADIENT(RsqrtGrad, Rsqrt)
TARE_GRADIENT(ReciprocalGrad, Reciprocal)
TARE_GRADIENT(InvGrad, Reciprocal)
TARE_GRADIENT(SoftplusGrad, Softplus)
TARE_GRADIENT(SoftsignGrad, Softsign)
TARE_TF_KERNEL(LeakyReluGrad, f32,
               {.prepare = Prepare, .eval = EvalLeakyRelu, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})
TARE_TF_KERNEL(BiasAddGrad, f32, {.prepare = PrepareBias, .eval = EvalBias})

}  // namespace tare
