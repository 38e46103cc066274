// TensorFlow's FusedBatchNormGrad, V2 and V3: gradients of a batch normalization by its input, scale and offset, NHWC
// or NCHW. Inputs 3 and 4 are the mean and the variance that it used: while training the batch's, which depend on the
// input, too.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kGradient, kX, kScale, kMean, kVariance };      // inputs
enum { kEpsilon, kChannelsFirst = 2, kTraining };      // options
enum { kXGradient, kScaleGradient, kOffsetGradient };  // outputs; what follows is empty

/// Channels, and the distances between the elements of one: `outer` blocks of `inner` neighbours.
struct Layout {
  int64_t outer, inner;
  int channels;
};

Layout LayoutOf(Kernel k) {
  const Tensor x = k.input(kX);
  if (!k.options().Scalar<int32_t>(kChannelsFirst)) return {x.Elements(0, x.rank() - 1), 1, x.dim(-1)};
  return {x.dim(0), x.Elements(2, x.rank()), x.dim(1)};
}

Status Prepare(Kernel k) {
  const Tensor x = k.input(kX), gradient = k.input(kGradient);
  TARE_REQUIRE(k, (x.rank() == 4 || x.rank() == 5) && x.type() == kTfLiteFloat32 && x.SameShape(gradient),
               "x and its gradient must be 4-dimensional or 5-dimensional");
  const int channels = LayoutOf(k).channels;
  for (int i = kScale; i <= kVariance; ++i) {
    const Tensor t = k.input(i);
    TARE_REQUIRE(k, t.type() == kTfLiteFloat32 && t.rank() == 1 && t.dim(0) == channels,
                 "as many elements as channels");
  }
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.output(i).type() == kTfLiteFloat32, "output is not float");
    const int size = i > kOffsetGradient ? 0 : channels;
    TARE_RETURN_IF_ERROR(i == kXGradient ? k.ResizeOutputLike(i, x) : k.ResizeOutput(i, &size, 1));
  }
  return kOk;
}

Status Eval(Kernel k) {
  const Layout l = LayoutOf(k);
  const bool training = k.options().Scalar<bool>(kTraining);
  const auto epsilon = double{k.options().Scalar<float>(kEpsilon)};
  const float *g = k.input(kGradient).data<float>(), *x = k.input(kX).data<float>();
  const auto n = static_cast<double>(l.outer * l.inner);
  for (int c = 0; c < l.channels; ++c) {
    const auto for_each = [&](auto body) {
      for (int64_t o = 0; o < l.outer; ++o) {
        for (int64_t i = 0; i < l.inner; ++i) body((o * l.channels + c) * l.inner + i);
      }
    };
    const auto mean = double{k.input(kMean).data<float>()[c]}, variance = double{k.input(kVariance).data<float>()[c]};
    const double inverse = 1. / __builtin_elementwise_sqrt(variance + epsilon);
    double sum = 0, along = 0;  // of gradients; of their products with the normalized input
    for_each([&](int64_t at) {
      sum += double{g[at]};
      along += double{g[at]} * (double{x[at]} - mean) * inverse;
    });
    const double scale = double{k.input(kScale).data<float>()[c]} * inverse;
    float* to = k.output(kXGradient).data<float>();
    for_each([&](int64_t at) {
      const double part = training ? (sum + (double{x[at]} - mean) * inverse * along) / n : 0;
      to[at] = static_cast<float>(scale * (double{g[at]} - part));
    });
    if (k.output_count() > kScaleGradient) k.output(kScaleGradient).data<float>()[c] = static_cast<float>(along);
    if (k.output_count() > kOffsetGradient) k.output(kOffsetGradient).data<float>()[c] = static_cast<float>(sum);
  }
  return kOk;
}

}  // namespace

#define TARE_BATCH_NORM_GRAD(OP, ins) \
  TARE_TF_KERNEL(OP, f32, {.prepare = Prepare, .eval = Eval, .inputs = {ins, ins}, .outputs = {1, 5}})
TARE_BATCH_NORM_GRAD(FusedBatchNormGrad, 5)
TARE_BATCH_NORM_GRAD(FusedBatchNormGradV2, 5)
TARE_BATCH_NORM_GRAD(FusedBatchNormGradV3, 6)

}  // namespace tare
