// UnidirectionalSequenceGRU: of each step, [r, u] = sigmoid(gates · [x, h] + bias), c = tanh(candidate · [x, r * h] +
// bias), h = (1 - u) * c + u * h. Outputs: h of all steps, and the last one.
#include "kernels/math/numerics.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kInput, kState, kGates, kGateBias, kCandidate, kCandidateBias, kInputs };

Status Prepare(Kernel k) {
  bool all = k.output(0).type() == kTfLiteFloat32 && k.output(1).type() == kTfLiteFloat32;
  for (int i = 0; i < kInputs; ++i) all &= k.input(i).type() == kTfLiteFloat32;
  TARE_REQUIRE(k, all, "tensors must be float");
  const Tensor x = k.input(kInput), state = k.input(kState);
  TARE_REQUIRE(k, x.rank() == 3 && state.rank() == 2 && state.dim(0) == x.dim(1), "bad input or state");
  const int64_t n = state.dim(1), width = n + x.dim(2);
  const auto fits = [&](int i, int64_t rows, int64_t columns) {
    const Tensor t = k.input(i);
    return t.rank() == (columns ? 2 : 1) && t.dim(0) == rows && (!columns || t.dim(1) == columns);
  };
  TARE_REQUIRE(k,
               width > 0 && fits(kGates, 2 * n, width) && fits(kGateBias, 2 * n, 0) && fits(kCandidate, n, width) &&
                   fits(kCandidateBias, n, 0),
               "bad weights");
  TARE_RETURN_IF_ERROR(
      k.RequestScratch(sizeof(float) * static_cast<size_t>(width + 2 * n) * static_cast<size_t>(k.threads())));
  const int dims[] = {x.dim(0), x.dim(1), state.dim(1)};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 3));
  return k.ResizeOutputLike(1, state);
}

float Row(Tensor weights, Tensor bias, int row, const float* x) {
  const int n = weights.dim(1);
  const float* w = weights.data<float>() + int64_t{row} * n;
  double sum = double{bias.data<float>()[row]};
  for (int i = 0; i < n; ++i) sum += double{w[i]} * double{x[i]};
  return static_cast<float>(sum);
}

/// All steps of one element of the batch. `work` holds [x, h] and the gates.
void Run(Kernel k, int batch, float* work) {
  const Tensor input = k.input(kInput);
  const int steps = input.dim(0), batches = input.dim(1), width = input.dim(2), n = k.input(kState).dim(1);
  float* h = work + width;
  float* gates = h + n;
  const float* state = k.input(kState).data<float>() + int64_t{batch} * n;
  float* last = k.output(1).data<float>() + int64_t{batch} * n;
  __builtin_memmove(last, state, sizeof(float) * static_cast<size_t>(n));
  for (int t = 0; t < steps; ++t) {
    const int64_t row = int64_t{t} * batches + batch;
    __builtin_memcpy(work, input.data<float>() + row * width, sizeof(float) * static_cast<size_t>(width));
    __builtin_memcpy(h, last, sizeof(float) * static_cast<size_t>(n));
    for (int i = 0; i < 2 * n; ++i) {
      gates[i] = static_cast<float>(Logistic(double{Row(k.input(kGates), k.input(kGateBias), i, work)}));
    }
    for (int i = 0; i < n; ++i) h[i] *= gates[i];
    float* out = k.output(0).data<float>() + row * n;
    for (int i = 0; i < n; ++i) {
      const auto c = static_cast<float>(Tanh(double{Row(k.input(kCandidate), k.input(kCandidateBias), i, work)}));
      out[i] = (1 - gates[n + i]) * c + gates[n + i] * last[i];
    }
    __builtin_memcpy(last, out, sizeof(float) * static_cast<size_t>(n));
  }
}

Status Eval(Kernel k) {
  const int n = k.input(kState).dim(1), width = k.input(kInput).dim(2);
  const int64_t cost = int64_t{3} * k.input(kInput).dim(0) * n * (n + width);
  k.ParallelFor(k.input(kInput).dim(1), cost, [&](int begin, int end, int thread) {
    for (int b = begin; b < end; ++b) Run(k, b, k.scratch<float>() + ptrdiff_t{thread} * (width + 3 * ptrdiff_t{n}));
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(UNIDIRECTIONAL_SEQUENCE_GRU, f32,
                   {.prepare = Prepare, .eval = Eval, .inputs = {kInputs, kInputs}, .outputs = {2, 2}})

}  // namespace tare
