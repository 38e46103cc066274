// TensorFlow's CTCGreedyDecoder: the likeliest class of each time step, without blanks and, where wanted, repetitions,
// as a sparse matrix of batch and position; and the sum of the logits' negatives on the way.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kMergeRepeated, kBlank };                             // options
enum { kIndices, kValues, kShape, kProbability, kOutputs };  // outputs

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), lengths = k.input(1);
  TARE_REQUIRE(k, in.rank() == 3 && lengths.type() == kTfLiteInt32 && lengths.rank() == 1, "inputs is not a 3-Tensor");
  TARE_REQUIRE(k, lengths.dim(0) == in.dim(1) && in.dim(2) > 0, "len(sequence_length) != batch_size");
  const int64_t blank = k.options().Scalar<int32_t>(kBlank), classes = in.dim(2);
  TARE_REQUIRE(k, blank < classes && blank >= -classes, "blank_index is out of range");
  TARE_REQUIRE(k, k.output(kProbability).type() == kTfLiteFloat32, "bad output types");
  for (int i = 0; i < kProbability; ++i) {
    TARE_REQUIRE(k, k.output(i).type() == kTfLiteInt64, "bad output types");
    if (i != kShape) TARE_RETURN_IF_ERROR(k.SetOutputDynamic(i));
  }
  const int two = 2;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kShape, &two, 1));
  return k.ResizeOutput(kProbability, Shape{2, {in.dim(1), 1}});
}

/// Calls visit(position, class) for what is decoded of sequence `b`; gives the sum of the largest logits.
template <class Visit>
float Decode(Kernel k, int b, Visit visit) {
  const Tensor in = k.input(0);
  const int batch = in.dim(1), classes = in.dim(2), option = k.options().Scalar<int32_t>(kBlank);
  const int blank = option < 0 ? option + classes : option;
  const bool merge = k.options().Scalar<bool>(kMergeRepeated);
  float sum = 0;
  int64_t position = 0;
  int previous = -1;
  for (int t = 0; t < k.input(1).data<int32_t>()[b]; ++t) {
    const float* x = in.data<float>() + (ptrdiff_t{t} * batch + b) * classes;
    int best = 0;
    for (int c = 1; c < classes; ++c) best = x[c] > x[best] ? c : best;
    sum -= x[best];
    if (best != blank && !(merge && best == previous)) visit(position++, best);
    previous = best;
  }
  return sum;
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int batch = in.dim(1);
  int64_t total = 0, longest = 0;
  for (int b = 0; b < batch; ++b) {
    const int32_t length = k.input(1).data<int32_t>()[b];
    TARE_REQUIRE(k, length >= 0 && length <= in.dim(0), "sequence_length(%d) is out of range", b);
    k.output(kProbability).data<float>()[b] = Decode(k, b, [&](int64_t position, int) {
      ++total;
      longest = position < longest ? longest : position + 1;
    });
  }
  TARE_REQUIRE(k, total <= INT32_MAX, "too many values");
  const auto n = static_cast<int>(total);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kIndices, Shape{2, {n, 2}}));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(kValues, &n, 1));
  auto *at = k.output(kIndices).data<int64_t>(), *value = k.output(kValues).data<int64_t>();
  for (int b = 0; b < batch; ++b) {
    Decode(k, b, [&](int64_t position, int best) {
      *at++ = b;
      *at++ = position;
      *value++ = best;
    });
  }
  k.output(kShape).data<int64_t>()[0] = batch;
  k.output(kShape).data<int64_t>()[1] = longest;
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(CTCGreedyDecoder, f32,
               {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .outputs = {kOutputs, kOutputs}})

}  // namespace tare
