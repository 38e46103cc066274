// LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM, float: gates i, f, o = sigmoid(W x + R h + p * c + b), g = act(W x + R h + b);
// c = f * c + i * g, h = P (o * act(c)) + b. Optional: the input gate (1 - f without it), peepholes p, the projection
// P, and layer normalization of the gates. States are variables, which runs go on from.
#include "kernels/activation.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

// The order of the gates in the inputs.
constexpr int kIn = 0, kForget = 1, kCell = 2, kOut = 3, kGates = 4;
enum {
  kInput,
  kWeights,          // [gates] [cells, inputs]
  kRecurrent = 5,    // [gates] [cells, outputs]
  kPeepholes = 9,    // of in, forget, out [cells]
  kBias = 12,        // [gates] [cells]
  kProjection = 16,  // [outputs, cells]
  kProjectionBias,
  kHidden,  // [batch, outputs]
  kState,   // [batch, cells]
  kNorms    // [gates] [cells]
};

struct Data {
  int steps, batch, inputs, cells, outputs;
  int step_stride, batch_stride;  // in rows
  float cell_clip, projection_clip;
  Activation activation;
  bool norms;
};

int PeepholeOf(int gate) { return kPeepholes + (gate == kOut ? 2 : gate); }

/// True when input `i` is absent (where it may be), or float and of these dims; columns 0: a vector.
bool Fits(Kernel k, int i, int rows, int columns, bool optional) {
  if (!k.has_input(i)) return optional;
  const Tensor t = k.input(i);
  return t.type() == kTfLiteFloat32 && t.rank() == (columns ? 2 : 1) && t.dim(0) == rows &&
         (!columns || t.dim(1) == columns);
}

Status CheckInputs(Kernel k, Data& d) {
  TARE_REQUIRE(k,
               k.has_input(kWeights + kForget) && k.input(kWeights + kForget).rank() == 2 &&
                   k.has_input(kRecurrent + kForget) && k.input(kRecurrent + kForget).rank() == 2,
               "bad weights");
  d.cells = k.input(kWeights + kForget).dim(0);
  d.outputs = k.input(kRecurrent + kForget).dim(1);
  TARE_REQUIRE(k, d.cells > 0 && d.outputs > 0 && d.inputs > 0, "bad weights");
  d.norms = k.has_input(kNorms + kForget);
  const bool input_gate = k.has_input(kWeights + kIn), peepholes = k.has_input(PeepholeOf(kOut));
  bool good = true;
  for (int gate = 0; gate < kGates; ++gate) {
    if (gate == kIn && !input_gate) {
      good &= !k.has_input(kRecurrent + kIn);
      continue;
    }
    good &= Fits(k, kWeights + gate, d.cells, d.inputs, false) &&
            Fits(k, kRecurrent + gate, d.cells, d.outputs, false) && Fits(k, kBias + gate, d.cells, 0, false) &&
            Fits(k, kNorms + gate, d.cells, 0, !d.norms);
    if (gate != kCell) good &= Fits(k, PeepholeOf(gate), d.cells, 0, !peepholes);
  }
  TARE_REQUIRE(k, good, "weights do not fit");
  TARE_REQUIRE(
      k, Fits(k, kProjection, d.outputs, d.cells, d.outputs == d.cells) && Fits(k, kProjectionBias, d.outputs, 0, true),
      "bad projection");
  const auto state = [&](int i, int width) {
    return k.has_input(i) && k.input(i).is_variable() && k.input(i).type() == kTfLiteFloat32 &&
           k.input(i).elements() == int64_t{d.batch} * width;
  };
  TARE_REQUIRE(k, state(kHidden, d.outputs) && state(kState, d.cells), "states are no variables that fit");
  return kOk;
}

Status Prepare(Kernel k, Data& d, bool time_major) {
  TARE_REQUIRE(k, k.input_count() == kNorms || k.input_count() == kNorms + kGates, "unsupported kernel type");
  const Tensor in = k.input(kInput);
  TARE_REQUIRE(k,
               in.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32 && in.rank() >= 2 && in.rank() <= 3,
               "bad input or output");
  d.inputs = in.dim(-1);
  d.steps = in.rank() == 2 ? 1 : in.dim(time_major ? 0 : 1);
  d.batch = in.rank() == 2 ? in.dim(0) : in.dim(time_major ? 1 : 0);
  d.step_stride = time_major ? d.batch : 1;
  d.batch_stride = time_major ? 1 : d.steps;
  TARE_RETURN_IF_ERROR(CheckInputs(k, d));
  TARE_RETURN_IF_ERROR(k.RequestScratch(sizeof(float) * kGates * static_cast<size_t>(d.cells)));
  int dims[] = {in.dim(0), in.dim(1), d.outputs};
  dims[in.rank() - 1] = d.outputs;
  return k.ResizeOutput(0, dims, in.rank());
}

template <class Option>
void ReadOptions(Kernel k, Data& d, Option activation, Option cell_clip, Option projection_clip) {
  const fb::Table options = k.options();
  d.activation = static_cast<Activation>(options.Scalar<int8_t>(activation));
  d.cell_clip = options.Scalar<float>(cell_clip);
  d.projection_clip = options.Scalar<float>(projection_clip);
}

Status PrepareLstm(Kernel k) {
  using namespace options::LSTMOptions;
  ReadOptions(k, *k.data<Data>(), fused_activation_function, cell_clip, proj_clip);
  return Prepare(k, *k.data<Data>(), true);
}

Status PrepareSequence(Kernel k) {
  using namespace options::UnidirectionalSequenceLSTMOptions;
  ReadOptions(k, *k.data<Data>(), fused_activation_function, cell_clip, proj_clip);
  TARE_REQUIRE(k, !k.options().Scalar<bool>(diagonal_recurrent_tensors), "diagonal weights are not supported");
  return Prepare(k, *k.data<Data>(), k.options().Scalar<bool>(time_major));
}

/// Sums of eight lanes, which compilers make vectors of.
float Dot(const float* a, const float* b, int n) {
  constexpr int kLanes = 8;
  float lanes[kLanes] = {};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int l = 0; l < kLanes; ++l) lanes[l] += a[i + l] * b[i + l];
  }
  float sum = 0;
  for (; i < n; ++i) sum += a[i] * b[i];
  for (const float lane : lanes) sum += lane;
  return sum;
}

float Clip(float x, float limit) { return !(limit > 0) ? x : x < -limit ? -limit : x > limit ? limit : x; }

float Activate(Activation activation, float x) {
  if (activation == Activation::kTanh) return static_cast<float>(Tanh(double{x}));
  const ActivationRange range = FloatActivationRange(activation);
  return x < range.min ? range.min : x > range.max ? range.max : x;
}

/// What a gate's sums still lack: peepholes, normalization, activation.
void Finish(Kernel k, const Data& d, int gate, float* x, const float* state) {
  if (gate != kCell && k.has_input(PeepholeOf(gate))) {
    const float* weights = k.input(PeepholeOf(gate)).data<float>();
    for (int i = 0; i < d.cells; ++i) x[i] += weights[i] * state[i];
  }
  if (d.norms) {
    double sum = 0, squares = 0;
    for (int i = 0; i < d.cells; ++i) {
      sum += double{x[i]};
      squares += double{x[i]} * double{x[i]};
    }
    const double mean = sum / d.cells, variance = squares / d.cells - mean * mean;
    constexpr double kLeast = 1e-8;
    const double factor = 1 / __builtin_elementwise_sqrt(variance > 0 ? variance : kLeast);
    const float* norm = k.input(kNorms + gate).data<float>();
    const float* bias = k.input(kBias + gate).data<float>();
    for (int i = 0; i < d.cells; ++i) x[i] = static_cast<float>((x[i] - mean) * factor) * norm[i] + bias[i];
  }
  for (int i = 0; i < d.cells; ++i) {
    x[i] = gate == kCell ? Activate(d.activation, x[i]) : static_cast<float>(Logistic(double{x[i]}));
  }
}

/// One step of one element of the batch. `gates` are the scratch memory.
void Step(Kernel k, const Data& d, const float* x, float* hidden, float* state, float* out, float* gates) {
  const int64_t cost = int64_t{2} * kGates * (d.inputs + d.outputs);
  k.ParallelFor(d.cells, cost, [&](int begin, int end, int /*thread*/) {
    for (int gate = k.has_input(kWeights + kIn) ? kIn : kForget; gate < kGates; ++gate) {
      const float* weights = k.input(kWeights + gate).data<float>();
      const float* recurrent = k.input(kRecurrent + gate).data<float>();
      const float* bias = k.input(kBias + gate).data<float>();
      for (int i = begin; i < end; ++i) {
        gates[gate * d.cells + i] = (d.norms ? 0 : bias[i]) + Dot(weights + ptrdiff_t{i} * d.inputs, x, d.inputs) +
                                    Dot(recurrent + ptrdiff_t{i} * d.outputs, hidden, d.outputs);
      }
    }
  });
  float *in = gates, *forget = gates + d.cells, *cell = forget + d.cells, *output = cell + d.cells;
  Finish(k, d, kForget, forget, state);
  Finish(k, d, kCell, cell, state);
  if (k.has_input(kWeights + kIn)) {
    Finish(k, d, kIn, in, state);
  } else {
    for (int i = 0; i < d.cells; ++i) in[i] = 1 - forget[i];
  }
  for (int i = 0; i < d.cells; ++i) state[i] = Clip(forget[i] * state[i] + in[i] * cell[i], d.cell_clip);
  Finish(k, d, kOut, output, state);
  for (int i = 0; i < d.cells; ++i) output[i] *= Activate(d.activation, state[i]);
  if (!k.has_input(kProjection)) {
    __builtin_memcpy(out, output, sizeof(float) * static_cast<size_t>(d.outputs));
  } else {
    const float* bias = k.has_input(kProjectionBias) ? k.input(kProjectionBias).data<float>() : nullptr;
    const float* weights = k.input(kProjection).data<float>();
    for (int i = 0; i < d.outputs; ++i) {
      out[i] = Clip((bias ? bias[i] : 0) + Dot(weights + ptrdiff_t{i} * d.cells, output, d.cells), d.projection_clip);
    }
  }
  __builtin_memcpy(hidden, out, sizeof(float) * static_cast<size_t>(d.outputs));
}

Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  for (int b = 0; b < d.batch; ++b) {
    for (int t = 0; t < d.steps; ++t) {
      const ptrdiff_t row = ptrdiff_t{t} * d.step_stride + ptrdiff_t{b} * d.batch_stride;
      Step(k, d, k.input(kInput).data<float>() + row * d.inputs,
           k.input(kHidden).data<float>() + ptrdiff_t{b} * d.outputs,
           k.input(kState).data<float>() + ptrdiff_t{b} * d.cells, k.output(0).data<float>() + row * d.outputs,
           k.scratch<float>());
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(LSTM, f32,
            {.prepare = PrepareLstm, .eval = Eval, .inputs = {1, kNorms + kGates}, .data_bytes = sizeof(Data)})
TARE_KERNEL(UNIDIRECTIONAL_SEQUENCE_LSTM, f32,
            {.prepare = PrepareSequence, .eval = Eval, .inputs = {1, kNorms + kGates}, .data_bytes = sizeof(Data)})

}  // namespace tare
