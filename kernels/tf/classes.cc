// TensorFlow's ops about the scores of classes: InTopK and InTopKV2 (is the target among the k largest), and
// SoftmaxCrossEntropyWithLogits and SparseSoftmaxCrossEntropyWithLogits with their gradients.
#include "kernels/math/numerics.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status PrepareTop(Kernel k) {
  const Tensor predictions = k.input(0), targets = k.input(1);
  TARE_REQUIRE(k, predictions.rank() == 2 && targets.rank() == 1 && targets.dim(0) == predictions.dim(0), "bad shapes");
  TARE_REQUIRE(k, IsInteger(targets) && k.output(0).type() == kTfLiteBool, "bad types");
  TARE_REQUIRE(k, k.input_count() == 2 || (IsInteger(k.input(2)) && k.input(2).elements() == 1), "k must be a scalar");
  return k.ResizeOutputLike(0, targets);
}

/// k is options field 0 (64 bits), or V2's third input. A row that is not finite where it matters has no top.
Status EvalTop(Kernel k) {
  const Tensor predictions = k.input(0), targets = k.input(1);
  const fb::Vector option = k.options().Items(0, sizeof(int64_t));
  const int64_t most = k.has_input(2) ? IntegerAt(k.input(2), 0) : option.size ? option.at<int64_t>(0) : 0;
  const int classes = predictions.dim(1);
  const auto is_finite = [](float x) { return __builtin_fabsf(x) <= __FLT_MAX__; };
  for (int row = 0; row < targets.dim(0); ++row) {
    const int64_t target = IntegerAt(targets, row);
    const float* x = predictions.data<float>() + ptrdiff_t{row} * classes;
    bool good = target >= 0 && target < classes && is_finite(x[target]);
    int64_t above = 0;
    for (int c = 0; good && c < classes; ++c) {
      good = is_finite(x[c]);
      above += x[c] > x[target];
      if (above >= most) break;
    }
    k.output(0).data<bool>()[row] = good && above < most;
  }
  return kOk;
}

/// Labels: probabilities like the logits, which either may repeat in one row, or one class per row.
template <bool sparse>
Status PrepareEntropy(Kernel k) {
  const Tensor logits = k.input(0), labels = k.input(1);
  TARE_REQUIRE(k, logits.rank() == 2 && k.output(0).type() == kTfLiteFloat32 && k.output(1).type() == kTfLiteFloat32,
               "logits must be 2-dimensional");
  if (sparse) {
    TARE_REQUIRE(k, IsInteger(labels) && labels.rank() == 1 && labels.dim(0) == logits.dim(0), "bad labels");
  } else {
    TARE_REQUIRE(k, labels.type() == kTfLiteFloat32 && labels.SameShape(logits),
                 "logits and labels must have the same shape");
  }
  const int rows = logits.dim(0);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, &rows, 1));
  return k.ResizeOutputLike(1, logits);
}

template <bool sparse>
Status EvalEntropy(Kernel k) {
  const Tensor logits = k.input(0), labels = k.input(1);
  const int classes = logits.dim(1);
  for (int row = 0; row < logits.dim(0); ++row) {
    const float* x = logits.data<float>() + ptrdiff_t{row} * classes;
    float* gradient = k.output(1).data<float>() + ptrdiff_t{row} * classes;
    const int64_t target = sparse ? IntegerAt(labels, row) : 0;
    TARE_REQUIRE(k, !sparse || (target >= 0 && target < classes),
                 "Received a label value which is outside the valid range");
    double largest = -__builtin_inf(), sum = 0, loss = 0;
    for (int c = 0; c < classes; ++c) largest = double{x[c]} > largest ? double{x[c]} : largest;
    for (int c = 0; c < classes; ++c) sum += Exp(double{x[c]} - largest);
    const double log_sum = __builtin_log(sum);
    for (int c = 0; c < classes; ++c) {
      const double share =
          sparse ? static_cast<double>(c == target) : double{labels.data<float>()[ptrdiff_t{row} * classes + c]};
      const double shifted = double{x[c]} - largest;
      if (share != 0) loss += share * (log_sum - shifted);
      gradient[c] = static_cast<float>(Exp(shifted) / sum - share);
    }
    k.output(0).data<float>()[row] = static_cast<float>(loss);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(InTopK, f32, {.prepare = PrepareTop, .eval = EvalTop, .inputs = {2, 2}})
TARE_TF_KERNEL(InTopKV2, f32, {.prepare = PrepareTop, .eval = EvalTop, .inputs = {3, 3}})
#define TARE_ENTROPY(OP, sparse) \
  TARE_TF_KERNEL(                \
      OP, f32, {.prepare = PrepareEntropy<sparse>, .eval = EvalEntropy<sparse>, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_ENTROPY(SoftmaxCrossEntropyWithLogits, false)
TARE_ENTROPY(SparseSoftmaxCrossEntropyWithLogits, true)

}  // namespace tare
