// TensorFlow's FusedBatchNorm, V2 and V3: per channel, scale * (x - mean) / sqrt(variance + epsilon) + offset, NHWC or
// NCHW; while training, mean and variance are the batch's, and outputs give them (the variance corrected by n / (n -
// 1)), blended into the given ones by exponential_avg_factor.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kX, kScale, kOffset, kMean, kVariance };                                  // inputs
enum { kEpsilon, kFactor, kChannelsFirst, kTraining };                           // options
enum { kY, kBatchMean, kBatchVariance, kSavedMean, kSavedVariance, kReserved };  // outputs

/// Distances between the elements of a channel: `outer` blocks of `inner` neighbours.
struct Layout {
  int64_t outer, inner;
  int channels;
  int64_t at(int64_t o, int c, int64_t i) const {
    return inner == 1 ? o * channels + c : (o * channels + c) * inner + i;
  }
};

Layout LayoutOf(Kernel k) {
  const Tensor x = k.input(kX);
  if (!k.options().Scalar<int32_t>(kChannelsFirst)) return {x.Elements(0, x.rank() - 1), 1, x.dim(-1)};
  return {x.dim(0), x.Elements(2, x.rank()), x.dim(1)};
}

Status Prepare(Kernel k) {
  const Tensor x = k.input(kX);
  TARE_REQUIRE(k, x.rank() == 4 || x.rank() == 5, "input must be 4-dimensional or 5-dimensional");
  const int channels = LayoutOf(k).channels;
  const bool training = k.options().Scalar<uint8_t>(kTraining) != 0;
  for (int i = kScale; i <= kVariance; ++i) {
    const Tensor t = k.input(i);
    TARE_REQUIRE(k, t.type() == kTfLiteFloat32 && t.rank() == 1, "scale, offset, mean and variance must be vectors");
    const bool may_lack = i >= kMean && training;
    TARE_REQUIRE(k, t.dim(0) == channels || (may_lack && t.dim(0) == 0), "as many elements as channels");
  }
  for (int i = 0; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.output(i).type() == kTfLiteFloat32, "output is not float");
    if (i == kY) TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, x));
    const int size = i == kReserved ? 0 : channels;
    if (i != kY) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &size, 1));
  }
  return kOk;
}

Status Eval(Kernel k) {
  const Layout layout = LayoutOf(k);
  const auto epsilon = double{k.options().Scalar<float>(kEpsilon)}, factor = double{k.options().Scalar<float>(kFactor)};
  const bool training = k.options().Scalar<uint8_t>(kTraining) != 0;
  const float* x = k.input(kX).data<float>();
  float* y = k.output(kY).data<float>();
  const int64_t n = layout.outer * layout.inner;
  for (int c = 0; c < layout.channels; ++c) {
    const auto for_each = [&](auto body) {
      for (int64_t o = 0; o < layout.outer; ++o) {
        for (int64_t i = 0; i < layout.inner; ++i) body(layout.at(o, c, i));
      }
    };
    const auto given = [&](int i) { return k.input(i).elements() ? double{k.input(i).data<float>()[c]} : 0.; };
    double mean = given(kMean), variance = given(kVariance), shown = variance;
    if (training) {
      mean = variance = 0;
      for_each([&](int64_t at) { mean += double{x[at]}; });
      mean /= static_cast<double>(n ? n : 1);
      for_each([&](int64_t at) { variance += (double{x[at]} - mean) * (double{x[at]} - mean); });
      variance /= static_cast<double>(n ? n : 1);
      shown = n > 1 ? variance * static_cast<double>(n) / static_cast<double>(n - 1) : variance;
    }
    const double scale = double{k.input(kScale).data<float>()[c]} / __builtin_elementwise_sqrt(variance + epsilon);
    const auto offset = double{k.input(kOffset).data<float>()[c]};
    for_each([&](int64_t at) { y[at] = static_cast<float>((double{x[at]} - mean) * scale + offset); });
    const bool blends = training && factor != 1.;
    const double values[] = {blends ? (1 - factor) * given(kMean) + factor * mean : mean,
                             blends ? (1 - factor) * given(kVariance) + factor * shown : shown, mean, variance};
    for (int i = kBatchMean; i < k.output_count() && i <= kSavedVariance; ++i) {
      k.output(i).data<float>()[c] = static_cast<float>(values[i - 1]);
    }
  }
  return kOk;
}

}  // namespace

#define TARE_BATCH_NORM(OP, outs) \
  TARE_TF_KERNEL(OP, f32, {.prepare = Prepare, .eval = Eval, .inputs = {5, 5}, .outputs = {1, outs}})
TARE_BATCH_NORM(FusedBatchNorm, 5)
TARE_BATCH_NORM(FusedBatchNormV2, 5)
TARE_BATCH_NORM(FusedBatchNormV3, 6)

}  // namespace tare
