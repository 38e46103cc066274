// Steps of recurrent layers; part of the program of headers_check.cc. Numbers are worked out here in another way, or
// were recorded from the reference's kernels where the text says so.
#include <cmath>
#include <vector>

#include "check.h"
#include "tensorflow/lite/kernels/gru_cell.h"
#include "tensorflow/lite/kernels/internal/kernel_utils.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/reference/lstm_cell.h"
#include "tensorflow/lite/kernels/internal/reference/svdf.h"

namespace tflite {
namespace {

using Floats = std::vector<float>;
using Bytes = std::vector<int8_t>;
using Words = std::vector<int16_t>;
using Ints = std::vector<int32_t>;

bool Near(const Floats& got, const Floats& want, float most = 1e-6f) {
  for (size_t i = 0; i < want.size(); ++i) {
    if (!(std::abs(got[i] - want[i]) <= most)) return false;
  }
  return got.size() == want.size();
}
float Logistic(float x) { return 1 / (1 + std::exp(-x)); }

void CheckRnn() {
  // Two batches of two inputs, one auxiliary input; two units; rows of the output three apart.
  const Floats x = {1, 2, -1, 0.5f}, weights = {1, 0, 2, -1}, aux = {3, -3}, aux_weights = {0.5f, 1};
  const Floats recurrent = {0, 1, 1, 0}, bias = {0.25f, -0.25f};
  Floats state = {10, 20, 1, 2}, out(6, 7);
  kernel_utils::RnnBatchStep(x.data(), weights.data(), aux.data(), aux_weights.data(), recurrent.data(), bias.data(), 2,
                             1, 2, 2, 3, kTfLiteActRelu, state.data(), out.data());
  EXPECT(out == Floats({22.75f, 12.75f, 7, 0, 0, 7}) && state == Floats({22.75f, 12.75f, 0, 0}));
  state = {1, -1};
  kernel_utils::RnnBatchStep(x.data(), weights.data(), recurrent.data(), bias.data(), 2, 2, 1, 2, kTfLiteActNone,
                             state.data(), out.data());
  EXPECT(out[0] == 0.25f && out[1] == 0.75f && state[1] == 0.75f);

  // Weights in units of 1/2 and 1/4; inputs are multiples of their scale of 2 / 127 and 3 / 127.
  const Bytes quantized_weights = {2, 0, 4, -2}, quantized_recurrent = {0, 4, 4, 0};
  const Floats exact = {2, -2}, held = {3, -3};
  for (const bool asymmetric : {false, true}) {
    Bytes quantized(2), quantized_state(2);
    Ints zeros(1), scratch(2), sums(4);
    float scale = 0;
    bool compute = true;
    state = held;
    kernel_utils::RnnBatchStep(exact.data(), quantized_weights.data(), 0.5f, quantized_recurrent.data(), 0.25f,
                               bias.data(), 2, 2, 1, 2, kTfLiteActNone, quantized.data(), quantized_state.data(),
                               &scale, state.data(), out.data(), asymmetric, asymmetric ? zeros.data() : nullptr,
                               scratch.data(), asymmetric ? sums.data() : nullptr, &compute);
    EXPECT(Near({out[0], out[1]}, {-0.75f, 8.75f}, 0.05f) && state[0] == out[0] && compute != asymmetric);
    if (asymmetric) EXPECT(sums == Ints({2, 2, 4, 4}));
  }
}

void CheckSvdf() {
  // One unit of two filters, a memory of two.
  TfLiteSVDFParams params = {};
  params.rank = 2;
  params.activation = kTfLiteActRelu;
  const RuntimeShape input({1, 2}), feature({2, 2}), time({2, 2}), one({1}), output({1, 1});
  const Floats x = {1, 2}, weights = {1, 1, 1, -1}, weights_time = {1, 10, 100, 1000}, bias = {0.5f};
  Floats state = {1, 2, 3, 4}, scratch(2), out(1);
  reference_ops::EvalFloatSVDF(&params, input, x.data(), feature, weights.data(), time, weights_time.data(), one,
                               bias.data(), scratch.data(), state.data(), output, out.data());
  EXPECT(state == Floats({2, 3, 4, -1}) && out[0] == 0);  // 32 - 600 + 0.5
  const Floats positive = {3, -2};
  reference_ops::EvalFloatSVDF(&params, input, positive.data(), feature, weights.data(), time, weights_time.data(), one,
                               bias.data(), scratch.data(), state.data(), output, out.data());
  EXPECT(state == Floats({3, 1, -1, 5}) && out[0] == 4913.5f);  // 13 + 4900 + 0.5

  const Bytes quantized_weights = {2, 2, 2, -2};
  Bytes quantized(2);
  state = {1, 2, 3, 4};
  float scale;
  Ints zeros(1), sums(2);
  bool compute = true;
  reference_ops::EvalHybridSVDF(&params, input, positive.data(), feature, quantized_weights.data(), 0.5f, time,
                                weights_time.data(), one, bias.data(), scratch.data(), &scale, quantized.data(),
                                state.data(), output, out.data(), nullptr, sums.data(), &compute);
  EXPECT(Near(state, {2, 1, 4, 5}, 0.02f) && std::abs(out[0] - 5412.5f) < 20);

  const Bytes in = {5, 7};
  const Words words_time = {1, 10, 100, 1000};
  const Ints words_bias = {64};
  Words words = {1, 2, 3, 4};
  Ints sums_of_filters(2), sums_of_units(1);
  Bytes result(1);
  constexpr int32_t kHalf = 1 << 30;
  reference_ops::EvalIntegerSVDF(&params, input, in.data(), feature, quantized_weights.data(), time, words_time.data(),
                                 one, words_bias.data(), words.data(), output, result.data(), sums_of_filters.data(),
                                 sums_of_units.data(), kHalf, 1, kHalf, -5, 3, -2);
  EXPECT(words == Words({2, 12, 4, -4}));  // 2 * (2 + 4) and 2 * (2 - 4)
  EXPECT(result[0] == -55);                // (122 - 3600 + 64) / 64 - 2
  EXPECT(sums_of_filters == Ints({122, -3600}));
}

void CheckLstm() {
  const RuntimeShape input({1, 1}), state({1, 1}), weights({4, 2}), bias({4}), joined({1, 2}), gates({1, 4});
  const Floats w = {0.5f, 1, -1, 2, 0.25f, 0, 1, 1}, b = {0.1f, 0.2f, 0.3f, 0.4f};
  const float x = 0.75f, activation = -0.5f, before = 1.5f;
  float after, out;
  Floats concat(2), values(4);
  reference_ops::LstmCell(LstmCellParams(), input, &x, state, &activation, weights, w.data(), bias, b.data(), state,
                          &before, state, &after, state, &out, joined, concat.data(), gates, values.data());
  const float wanted = Logistic(-0.025f) * std::tanh(-1.55f) + Logistic(0.4875f) * before;
  EXPECT(std::abs(after - wanted) < 1e-6f && std::abs(out - Logistic(0.65f) * std::tanh(wanted)) < 1e-6f);

  // The same cell: activations in units of 1/128, weights of 1/64 around 120, gates of 1/4096, a state of 1/2048.
  LstmCellParams params = {120, 0, 0, 4};
  QuantizeMultiplier(4096. / 128 / 64, &params.accum_multiplier, &params.accum_shift);
  std::vector<uint8_t> quantized_weights, quantized_concat(2);
  Ints quantized_bias;
  for (const float weight : w) quantized_weights.push_back(static_cast<uint8_t>(std::lround(weight * 64) + 120));
  for (const float value : b) quantized_bias.push_back(static_cast<int32_t>(std::lround(value * 64 * 128)));
  const uint8_t in = 128 + 96, last = 128 - 64;
  const int16_t old_state = 3072;
  int16_t new_state;
  uint8_t result;
  Words words(4);
  reference_ops::LstmCell<4>(params, input, &in, state, &last, weights, quantized_weights.data(), bias,
                             quantized_bias.data(), state, &old_state, state, &new_state, state, &result, joined,
                             quantized_concat.data(), gates, words.data(), nullptr);
  EXPECT(std::abs(new_state - wanted * 2048) < 4 && std::abs(result - 128 - out * 128) <= 0.55f);
}

void CheckGru() {
  const RuntimeShape input({1, 1}), state({1, 1}), gate_weights({2, 2}), two({2}), weights({1, 2}), one({1});
  const RuntimeShape gates({1, 2}), joined({1, 2});
  const Floats gate = {1, 2, -1, 0.5f}, gate_bias = {0.1f, 0.2f}, candidate = {2, 3};
  const float x = 0.5f, held = -0.25f, bias = 0.3f;
  FullyConnectedParams params = {};
  SetActivationParams(-1e9f, 1e9f, &params);
  float out, next;
  Floats activation(2), concat(2);
  ops::custom::gru_cell::GruCell(input, &x, state, &held, gate_weights, gate.data(), two, gate_bias.data(), weights,
                                 candidate.data(), one, &bias, state, &out, &next, gates, activation.data(), joined,
                                 concat.data(), params, nullptr);
  const float r = Logistic(0.1f), u = Logistic(-0.425f);
  EXPECT(std::abs(out - ((1 - u) * std::tanh(1.3f + 3 * r * held) + u * held)) < 1e-6f && next == out);
}

}  // namespace

void CheckRecurrent() {
  CheckRnn();
  CheckSvdf();
  CheckLstm();
  CheckGru();
}

}  // namespace tflite
