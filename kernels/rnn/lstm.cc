// LSTM, UNIDIRECTIONAL_SEQUENCE_LSTM and BIDIRECTIONAL_SEQUENCE_LSTM, float and hybrid: gates i, f, o = sigmoid(W x +
// R h + p * c + b), g = act(W x + R h + b); c = f * c + i * g, h = P (o * act(c)) + b. Optional: the input gate (1 - f
// without it), peepholes p, the projection P, and, of one direction, layer normalization of the gates. States are
// variables, which runs go on from. Of two directions, the second walks back in time; an auxiliary input has weights of
// its own in both, or, without such weights, is what the second direction takes as its input.
#include "kernels/math/numerics.h"
#include "kernels/rnn/cell.h"
#include "kernels/rnn/lstm_inputs.h"
#include "kernels/rnn/sequence.h"

namespace tare {
namespace {

constexpr int kBothStates = kFirst + 2 * kDirection;  // of BIDIRECTIONAL_SEQUENCE_LSTM: states, aux input, its weights
constexpr int kAux = kBothStates + 4;

/// One direction: positions of its tensors, and where its results go.
struct Direction {
  int input, first, hidden, state, norms;  // norms -1: none
  int aux, aux_weights;                    // -1: none
  int inputs, cells;
  Place place;
};

struct Data : Sequence {
  float cell_clip, projection_clip;
  Direction direction[2];
};

bool HasInputGate(Kernel k, const Direction& r) { return k.has_input(r.first + kWeights + kIn); }

template <class Weight>
Status CheckInputs(Kernel k, const Data& d, Direction& r) {
  const int weights = r.first + kWeights, recurrent = r.first + kRecurrent;
  TARE_REQUIRE(k,
               k.has_input(weights + kForget) && k.input(weights + kForget).rank() == 2 &&
                   k.has_input(recurrent + kForget) && k.input(recurrent + kForget).rank() == 2,
               "bad weights");
  r.inputs = k.input(r.input).dim(-1);
  r.cells = k.input(weights + kForget).dim(0);
  r.place.outputs = k.input(recurrent + kForget).dim(1);
  TARE_REQUIRE(k, r.cells > 0 && r.place.outputs > 0 && r.inputs > 0, "bad weights");
  if (r.norms >= 0 && !k.has_input(r.norms + kForget)) r.norms = -1;
  const bool input_gate = HasInputGate(k, r), peepholes = k.has_input(PeepholeOf(r.first, kOut));
  bool good = true;
  for (int gate = 0; gate < kGates; ++gate) {
    if (gate == kIn && !input_gate) {
      good &= !k.has_input(recurrent + kIn);
      continue;
    }
    good &= FitsWeights<Weight>(k, weights + gate, r.cells, r.inputs, false) &&
            FitsWeights<Weight>(k, recurrent + gate, r.cells, r.place.outputs, false) &&
            FitsCell(k, r.first + kBias + gate, kTfLiteFloat32, r.cells, 0, false);
    if (r.norms >= 0) good &= FitsCell(k, r.norms + gate, kTfLiteFloat32, r.cells, 0, false);
    if (r.aux >= 0) {
      good &= FitsWeights<Weight>(k, r.aux_weights + gate, r.cells, k.input(r.aux).dim(-1), false);
    }
    if (gate != kCell) good &= FitsWeights<Weight>(k, PeepholeOf(r.first, gate), r.cells, 0, !peepholes);
  }
  TARE_REQUIRE(k, good, "weights do not fit");
  TARE_REQUIRE(k,
               FitsWeights<Weight>(k, r.first + kProjection, r.place.outputs, r.cells, r.place.outputs == r.cells) &&
                   FitsCell(k, r.first + kProjectionBias, kTfLiteFloat32, r.place.outputs, 0, true),
               "bad projection");
  TARE_REQUIRE(k,
               IsCellState(k, r.hidden, kTfLiteFloat32, int64_t{d.batch} * r.place.outputs) &&
                   IsCellState(k, r.state, kTfLiteFloat32, int64_t{d.batch} * r.cells),
               "states are no variables that fit");
  return kOk;
}

template <class Weight>
size_t ScratchOf(Kernel k, const Direction& r) {
  return sizeof(float) * kGates * static_cast<size_t>(r.cells) + 64 + Operand<Weight>::ScratchBytes(r.inputs) +
         Operand<Weight>::ScratchBytes(r.place.outputs) + Operand<Weight>::ScratchBytes(r.cells) +
         (r.aux < 0 ? 0 : Operand<Weight>::ScratchBytes(k.input(r.aux).dim(-1)));
}

/// Once `directions` and their positions are known.
template <class Weight>
Status Prepare(Kernel k, Data& d, bool time_major, bool merge) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == kTfLiteFloat32 && in.rank() >= 2 && in.rank() <= 3, "bad input");
  return PrepareDirections(
      k, d, d.direction, time_major, merge, [&](Direction& r) { return CheckInputs<Weight>(k, d, r); },
      [&](const Direction& r) { return ScratchOf<Weight>(k, r); });
}

template <class Option>
void ReadOptions(Kernel k, Data& d, Option activation, Option cell_clip, Option projection_clip, Option asymmetric) {
  const fb::Table options = k.options();
  ReadCellOptions(k, activation, asymmetric, d);
  d.cell_clip = options.Scalar<float>(cell_clip);
  d.projection_clip = options.Scalar<float>(projection_clip);
}

Status SetOneDirection(Kernel k, Data& d) {
  TARE_REQUIRE(k, k.input_count() == kNorms || k.input_count() == kNorms + kGates, "unsupported kernel type");
  d.directions = 1;
  d.direction[0] = {0, 1, kHidden, kState, kNorms, -1, -1, 0, 0, {}};
  return kOk;
}

template <class Weight>
Status PrepareLstm(Kernel k) {
  using namespace options::LSTMOptions;
  Data& d = *k.data<Data>();
  ReadOptions(k, d, fused_activation_function, cell_clip, proj_clip, asymmetric_quantize_inputs);
  TARE_RETURN_IF_ERROR(SetOneDirection(k, d));
  return Prepare<Weight>(k, d, true, false);
}

template <class Weight>
Status PrepareSequence(Kernel k) {
  using namespace options::UnidirectionalSequenceLSTMOptions;
  Data& d = *k.data<Data>();
  ReadOptions(k, d, fused_activation_function, cell_clip, proj_clip, asymmetric_quantize_inputs);
  TARE_REQUIRE(k, !k.options().Scalar<bool>(diagonal_recurrent_tensors), "diagonal weights are not supported");
  TARE_RETURN_IF_ERROR(SetOneDirection(k, d));
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major), false);
}

template <class Weight>
Status PrepareBoth(Kernel k) {
  using namespace options::BidirectionalSequenceLSTMOptions;
  Data& d = *k.data<Data>();
  ReadOptions(k, d, fused_activation_function, cell_clip, proj_clip, asymmetric_quantize_inputs);
  TARE_REQUIRE(k, k.input(0).rank() == 3, "bad input");
  bool weights;
  TARE_RETURN_IF_ERROR(CheckAuxiliary(k, kAux, kAux + 1 + kForget, kAux + 1 + kGates + kForget, weights));
  const int aux = weights ? kAux : -1;
  d.directions = 2;
  d.direction[0] = {0, 1, kBothStates, kBothStates + 1, -1, aux, kAux + 1, 0, 0, {}};
  d.direction[1] = {k.has_input(kAux) && !weights ? kAux : 0,
                    1 + kDirection,
                    kBothStates + 2,
                    kBothStates + 3,
                    -1,
                    aux,
                    kAux + 1 + kGates,
                    0,
                    0,
                    {}};
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major, true), k.options().Scalar<bool>(merge_outputs));
}

float Clip(float x, float limit) { return !(limit > 0) ? x : x < -limit ? -limit : x > limit ? limit : x; }

/// What a gate's sums still lack: peepholes, normalization, activation.
template <class Weight>
void Finish(Kernel k, const Data& d, const Direction& r, int gate, float* x, const float* state) {
  if (gate != kCell && k.has_input(PeepholeOf(r.first, gate))) {
    const Tensor peepholes = k.input(PeepholeOf(r.first, gate));
    const float scale = sizeof(Weight) == 1 ? peepholes.scale() : 1;
    for (int i = 0; i < r.cells; ++i) x[i] += static_cast<float>(peepholes.data<Weight>()[i]) * scale * state[i];
  }
  if (r.norms >= 0) {
    double sum = 0, squares = 0;
    for (int i = 0; i < r.cells; ++i) {
      sum += double{x[i]};
      squares += double{x[i]} * double{x[i]};
    }
    const double mean = sum / r.cells, variance = squares / r.cells - mean * mean;
    constexpr double kLeast = 1e-8;
    const double factor = 1 / __builtin_elementwise_sqrt(variance > 0 ? variance : kLeast);
    const float* norm = k.input(r.norms + gate).data<float>();
    const float* bias = k.input(r.first + kBias + gate).data<float>();
    for (int i = 0; i < r.cells; ++i) x[i] = static_cast<float>((x[i] - mean) * factor) * norm[i] + bias[i];
  }
  for (int i = 0; i < r.cells; ++i) {
    x[i] = gate == kCell ? ActivateCell(d.activation, x[i]) : static_cast<float>(Logistic(double{x[i]}));
  }
}

/// What a step multiplies weights by. `rest` is free scratch.
template <class Weight>
struct Operands {
  Operand<Weight> input, hidden, aux;
  char* rest;
};

/// Sums of all gates, without what Finish adds.
template <class Weight>
void SumGates(Kernel k, const Direction& r, const Operands<Weight>& o, float* gates) {
  const int64_t cost = int64_t{2} * kGates * (r.inputs + r.place.outputs);
  k.ParallelFor(r.cells, cost, [&](int begin, int end, int /*thread*/) {
    for (int gate = HasInputGate(k, r) ? kIn : kForget; gate < kGates; ++gate) {
      const Tensor weights = k.input(r.first + kWeights + gate), recurrent = k.input(r.first + kRecurrent + gate);
      const float* bias = k.input(r.first + kBias + gate).data<float>();
      for (int i = begin; i < end; ++i) {
        float sum = (r.norms >= 0 ? 0 : bias[i]) + o.input.Times(weights, i);
        if (r.aux >= 0) sum += o.aux.Times(k.input(r.aux_weights + gate), i);
        gates[gate * r.cells + i] = sum + o.hidden.Times(recurrent, i);
      }
    }
  });
}

/// One step of one element of the batch.
template <class Weight>
void Step(Kernel k, const Data& d, const Direction& r, ptrdiff_t row, int b) {
  const auto at = [&](int input) { return k.input(input).data<float>() + row * k.input(input).dim(-1); };
  float* hidden = k.input(r.hidden).data<float>() + ptrdiff_t{b} * r.place.outputs;
  float* state = k.input(r.state).data<float>() + ptrdiff_t{b} * r.cells;
  float* out = k.output(r.place.output).data<float>() + row * r.place.width + r.place.column;
  auto* gates = k.scratch<float>();
  Operands<Weight> o;
  o.rest = k.scratch<char>() + ((sizeof(float) * kGates * static_cast<size_t>(r.cells) + 63) & ~size_t{63});
  const auto set = [&](Operand<Weight>& operand, const float* x, int n) {
    operand.Set(x, n, d.asymmetric, o.rest);
    o.rest += Operand<Weight>::ScratchBytes(n);
  };
  set(o.input, at(r.input), r.inputs);
  set(o.hidden, hidden, r.place.outputs);
  if (r.aux >= 0) set(o.aux, at(r.aux), k.input(r.aux).dim(-1));
  SumGates(k, r, o, gates);
  float *in = gates, *forget = gates + r.cells, *cell = forget + r.cells, *output = cell + r.cells;
  Finish<Weight>(k, d, r, kForget, forget, state);
  Finish<Weight>(k, d, r, kCell, cell, state);
  if (HasInputGate(k, r)) {
    Finish<Weight>(k, d, r, kIn, in, state);
  } else {
    for (int i = 0; i < r.cells; ++i) in[i] = 1 - forget[i];
  }
  for (int i = 0; i < r.cells; ++i) state[i] = Clip(forget[i] * state[i] + in[i] * cell[i], d.cell_clip);
  Finish<Weight>(k, d, r, kOut, output, state);
  for (int i = 0; i < r.cells; ++i) output[i] *= ActivateCell(d.activation, state[i]);
  if (!k.has_input(r.first + kProjection)) {
    __builtin_memcpy(out, output, sizeof(float) * static_cast<size_t>(r.place.outputs));
  } else {
    const Tensor bias = k.optional_input(r.first + kProjectionBias);
    Operand<Weight> projected;
    projected.Set(output, r.cells, d.asymmetric, o.rest);
    for (int i = 0; i < r.place.outputs; ++i) {
      const float sum = (bias ? bias.data<float>()[i] : 0) + projected.Times(k.input(r.first + kProjection), i);
      out[i] = Clip(sum, d.projection_clip);
    }
  }
  __builtin_memcpy(hidden, out, sizeof(float) * static_cast<size_t>(r.place.outputs));
}

template <class Weight>
Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  Walk(d, 1, [&](int i, ptrdiff_t row, int b) { Step<Weight>(k, d, d.direction[i], row, b); });
  return kOk;
}

}  // namespace

#define TARE_LSTM(OP, TYPES, WEIGHT, PREPARE, INPUTS, OUTPUTS) \
  TARE_KERNEL(OP, TYPES,                                       \
              {.prepare = PREPARE<WEIGHT>,                     \
               .eval = Eval<WEIGHT>,                           \
               .inputs = {1, INPUTS},                          \
               .outputs = {1, OUTPUTS},                        \
               .data_bytes = sizeof(Data)})
#define TARE_LSTMS(TYPES, WEIGHT)                                                             \
  TARE_LSTM(LSTM, TYPES, WEIGHT, PrepareLstm, kNorms + kGates, 1)                             \
  TARE_LSTM(UNIDIRECTIONAL_SEQUENCE_LSTM, TYPES, WEIGHT, PrepareSequence, kNorms + kGates, 1) \
  TARE_LSTM(BIDIRECTIONAL_SEQUENCE_LSTM, TYPES, WEIGHT, PrepareBoth, kAux + 1 + 2 * kGates, 2)
TARE_LSTMS(f32, float)
TARE_LSTMS(hybrid, int8_t)
TARE_LSTMS(hybrid_u8, int8_t)

}  // namespace tare
