// LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM of int8, with int16 cells: the gates are fixed point of 3 integer bits from
// their sums on, cells have the power of two that is their scale. What lies between the output gate and the projection
// has the quantization of the node's fifth intermediate tensor; with layer normalization, the gates' sums have those of
// the first four.
#include "kernels/math/fixed_functions.h"
#include "kernels/math/numerics.h"
#include "kernels/rnn/cell.h"
#include "kernels/rnn/lstm_inputs.h"

namespace tare {
namespace {

struct Gate {
  QuantizedMultiplier input, recurrent, peephole, norm;
  int32_t guard;  // the variance where there is none
};

struct Data {
  int steps, batch, inputs, cells, outputs;
  int step_stride, batch_stride;  // in rows
  int cell_bits;                  // integer bits of cells
  int32_t cell_clip, projection_clip;
  bool norms;
  Gate gates[kGates];
  QuantizedMultiplier hidden, projection;
  int32_t hidden_zero;
};

bool HasInputGate(Kernel k) { return k.has_input(kFirst + kWeights + kIn); }

/// The exponent of a scale that is a power of two; false where it is none.
bool PowerOf(float scale, int* exponent) {
  uint32_t bits;
  __builtin_memcpy(&bits, &scale, sizeof(bits));
  *exponent = static_cast<int>(bits >> 23) - 127;
  return (bits & 0x7fffff) == 0;
}

Status CheckShapes(Kernel k, Data& d) {
  const int weights = kFirst + kWeights, recurrent = kFirst + kRecurrent;
  TARE_REQUIRE(k,
               k.has_input(weights + kForget) && k.input(weights + kForget).rank() == 2 &&
                   k.has_input(recurrent + kForget) && k.input(recurrent + kForget).rank() == 2,
               "bad weights");
  d.cells = k.input(weights + kForget).dim(0);
  d.outputs = k.input(recurrent + kForget).dim(1);
  TARE_REQUIRE(k, d.cells > 0 && d.outputs > 0 && d.inputs > 0, "bad weights");
  d.norms = k.has_input(kNorms + kForget);
  const bool peepholes = k.has_input(kFirst + kPeepholes + 2);
  bool good = !peepholes || d.outputs == d.cells;
  for (int gate = HasInputGate(k) ? kIn : kForget; gate < kGates; ++gate) {
    good &= FitsWeights<int8_t>(k, weights + gate, d.cells, d.inputs, false) &&
            FitsWeights<int8_t>(k, recurrent + gate, d.cells, d.outputs, false) &&
            FitsCell(k, kFirst + kBias + gate, kTfLiteInt32, d.cells, 0, false) &&
            FitsCell(k, kNorms + gate, kTfLiteInt16, d.cells, 0, !d.norms);
    if (gate != kCell) good &= FitsCell(k, PeepholeOf(kFirst, gate), kTfLiteInt16, d.cells, 0, !peepholes);
  }
  TARE_REQUIRE(k, good && (HasInputGate(k) || !k.has_input(recurrent + kIn)), "weights do not fit");
  TARE_REQUIRE(k,
               FitsWeights<int8_t>(k, kFirst + kProjection, d.outputs, d.cells, d.outputs == d.cells) &&
                   FitsCell(k, kFirst + kProjectionBias, kTfLiteInt32, d.outputs, 0, true),
               "bad projection");
  TARE_REQUIRE(k,
               IsCellState(k, kHidden, kTfLiteInt8, int64_t{d.batch} * d.outputs) &&
                   IsCellState(k, kState, kTfLiteInt16, int64_t{d.batch} * d.cells),
               "states are no variables that fit");
  return kOk;
}

/// An intermediate tensor of the node; its index was checked when the model was loaded.
Tensor Intermediate(Kernel k, int i) { return Tensor(&k.context()->tensors[k.node()->intermediates->data[i]]); }

Status FillScales(Kernel k, Data& d, float cell_clip, float projection_clip) {
  const Tensor in = k.input(0), hidden = k.input(kHidden), state = k.input(kState), out = k.output(0);
  constexpr int kIntermediates = 5;
  TARE_REQUIRE(k,
               IsQuantized(in) && IsQuantized(hidden) && IsQuantized(state) && IsQuantized(out) &&
                   k.node()->intermediates->size == kIntermediates,
               "bad quantization");
  for (int i = 0; i < kIntermediates; ++i) {
    const bool used = i == kGates || (d.norms && (i != kIn || HasInputGate(k)));
    TARE_REQUIRE(k, !used || (k.node()->intermediates->data[i] >= 0 && IsQuantized(Intermediate(k, i))),
                 "bad quantization");
  }
  int exponent = 0;
  constexpr int kMostExponent = -9, kLeastExponent = -15;
  TARE_REQUIRE(k, PowerOf(state.scale(), &exponent) && exponent <= kMostExponent && exponent >= kLeastExponent,
               "the scale of cells is no power of two");
  d.cell_bits = 15 + exponent;
  for (int gate = HasInputGate(k) ? kIn : kForget; gate < kGates; ++gate) {
    Gate& g = d.gates[gate];
    constexpr float kGateScale = 1.f / 4096;
    const float scale = d.norms ? Intermediate(k, gate).scale() : kGateScale;
    g.input = QuantizeMultiplier(double{k.input(kFirst + kWeights + gate).scale() * in.scale() / scale});
    g.recurrent = QuantizeMultiplier(double{k.input(kFirst + kRecurrent + gate).scale() * hidden.scale() / scale});
    if (gate != kCell && k.has_input(PeepholeOf(kFirst, gate))) {
      const Tensor peephole = k.input(PeepholeOf(kFirst, gate));
      TARE_REQUIRE(k, IsQuantized(peephole), "bad quantization");
      g.peephole = QuantizeMultiplier(
          double{static_cast<float>(double{state.scale()} * double{peephole.scale()} / double{scale})});
    }
    if (!d.norms) continue;
    const Tensor norm = k.input(kNorms + gate);
    TARE_REQUIRE(k, IsQuantized(norm), "bad quantization");
    g.norm = QuantizeMultiplier(double{norm.scale()});
    constexpr int kNormFraction = 12;
    g.norm.shift += kNormFraction;
    const int32_t guard = RoundToInt(__builtin_floor(double{10000 * norm.scale()}));
    g.guard = guard > 1 ? guard : 1;
  }
  const Tensor between = Intermediate(k, kGates);
  constexpr double kTwoTo30 = 1 << 30;
  d.hidden = QuantizeMultiplier(static_cast<double>(static_cast<float>(1 / (double{between.scale()} * kTwoTo30))));
  d.hidden_zero = between.zero_point();
  if (k.has_input(kFirst + kProjection)) {
    d.projection = QuantizeMultiplier(double{k.input(kFirst + kProjection).scale() * between.scale() / hidden.scale()});
  }
  const auto clip = [](float limit, float scale, int32_t most) {
    return limit > 0 ? ClampInt(RoundToInt(__builtin_floor(double{limit / scale})), 0, most) : 0;
  };
  d.cell_clip = clip(cell_clip, state.scale(), INT16_MAX);
  d.projection_clip = clip(projection_clip, out.scale(), INT8_MAX);
  return kOk;
}

Status Prepare(Kernel k, float cell_clip, float projection_clip, bool time_major) {
  Data& d = *k.data<Data>();
  TARE_REQUIRE(k, k.input_count() == kNorms || k.input_count() == kNorms + kGates, "unsupported kernel type");
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt8 && in.rank() >= 2 && in.rank() <= 3, "bad input or output");
  d.inputs = in.dim(-1);
  d.steps = in.rank() == 2 ? 1 : in.dim(time_major ? 0 : 1);
  d.batch = in.rank() == 2 ? in.dim(0) : in.dim(time_major ? 1 : 0);
  d.step_stride = time_major ? d.batch : 1;
  d.batch_stride = time_major ? 1 : d.steps;
  TARE_RETURN_IF_ERROR(CheckShapes(k, d));
  TARE_RETURN_IF_ERROR(FillScales(k, d, cell_clip, projection_clip));
  TARE_RETURN_IF_ERROR(k.RequestScratch((sizeof(int16_t) * kGates + 1) * static_cast<size_t>(d.cells)));
  int dims[] = {in.dim(0), in.dim(1), d.outputs};
  dims[in.rank() - 1] = d.outputs;
  return k.ResizeOutput(0, dims, in.rank());
}

Status PrepareLstm(Kernel k) {
  using namespace options::LSTMOptions;
  return Prepare(k, k.options().Scalar<float>(cell_clip), k.options().Scalar<float>(proj_clip), true);
}

Status PrepareSequence(Kernel k) {
  using namespace options::UnidirectionalSequenceLSTMOptions;
  TARE_REQUIRE(k, !k.options().Scalar<bool>(diagonal_recurrent_tensors), "diagonal weights are not supported");
  return Prepare(k, k.options().Scalar<float>(cell_clip), k.options().Scalar<float>(proj_clip),
                 k.options().Scalar<bool>(time_major));
}

int16_t Narrow(int64_t x) { return static_cast<int16_t>(ClampInt(x, INT16_MIN, INT16_MAX)); }

/// A row of int8 weights times a vector from which `zero` is taken.
int32_t Product(const int8_t* weights, const int8_t* x, int32_t zero, int n) {
  int32_t sum = 0;
  for (int i = 0; i < n; ++i) sum += weights[i] * (x[i] - zero);
  return sum;
}

/// Integer layer normalization of a gate's sums, as the reference has it.
void Normalize(Kernel k, const Data& d, int gate, int16_t* x) {
  int64_t sum = 0, squares = 0;
  for (int i = 0; i < d.cells; ++i) {
    sum += x[i];
    squares += x[i] * x[i];
  }
  constexpr int32_t kTwoTo20 = 1 << 20;
  const auto mean = static_cast<int32_t>(sum * 1024 / d.cells);
  const int64_t variance = squares * (kTwoTo20 / d.cells) - int64_t{mean} * mean;
  const auto whole = static_cast<int32_t>(variance / kTwoTo20);
  const QuantizedMultiplier root = FixedInverseRoot(whole < 1 ? d.gates[gate].guard : whole);
  const auto* norm = k.input(kNorms + gate).data<int16_t>();
  const auto* bias = k.input(kFirst + kBias + gate).data<int32_t>();
  for (int i = 0; i < d.cells; ++i) {
    const int32_t scaled = MultiplyByQuantizedMultiplier(1024 * x[i] - mean, root);
    const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(scaled) * static_cast<uint32_t>(norm[i]) +
                                              static_cast<uint32_t>(bias[i]));
    const int64_t rounded = (int64_t{shifted} + (shifted > 0 ? 512 : -512)) / 1024;
    x[i] = Narrow(MultiplyByQuantizedMultiplier(static_cast<int32_t>(rounded), d.gates[gate].norm));
  }
}

void Activate(int gate, int n, int16_t* x) {
  for (int i = 0; i < n; ++i) x[i] = gate == kCell ? FixedTanh(x[i]) : FixedLogistic(x[i]);
}

/// Sums of the input's and the recurrent weights.
void SumGates(Kernel k, const Data& d, const int8_t* x, const int8_t* hidden, int16_t* gates) {
  const int32_t in_zero = k.input(0).zero_point(), hidden_zero = k.input(kHidden).zero_point();
  k.ParallelFor(d.cells, int64_t{2} * kGates * (d.inputs + d.outputs), [&](int begin, int end, int /*thread*/) {
    for (int gate = HasInputGate(k) ? kIn : kForget; gate < kGates; ++gate) {
      const auto* weights = k.input(kFirst + kWeights + gate).data<int8_t>();
      const auto* recurrent = k.input(kFirst + kRecurrent + gate).data<int8_t>();
      const auto* bias = k.input(kFirst + kBias + gate).data<int32_t>();
      const Gate& g = d.gates[gate];
      for (int i = begin; i < end; ++i) {
        int32_t sum = d.norms ? 0 : bias[i];
        sum = static_cast<int32_t>(
            static_cast<uint32_t>(sum) +
            static_cast<uint32_t>(Product(weights + ptrdiff_t{i} * d.inputs, x, in_zero, d.inputs)));
        const int16_t first = Narrow(MultiplyByQuantizedMultiplier(sum, g.input));
        sum = Product(recurrent + ptrdiff_t{i} * d.outputs, hidden, hidden_zero, d.outputs);
        gates[gate * d.cells + i] = Narrow(int64_t{MultiplyByQuantizedMultiplier(sum, g.recurrent)} + first);
      }
    }
  });
}

void Finish(Kernel k, const Data& d, int gate, int16_t* x, const int16_t* state) {
  if (gate != kCell && k.has_input(PeepholeOf(kFirst, gate))) {
    const auto* peephole = k.input(PeepholeOf(kFirst, gate)).data<int16_t>();
    for (int i = 0; i < d.cells; ++i) {
      x[i] = Narrow(int64_t{MultiplyByQuantizedMultiplier(peephole[i] * state[i], d.gates[gate].peephole)} + x[i]);
    }
  }
  if (d.norms) Normalize(k, d, gate, x);
  Activate(gate, d.cells, x);
}

/// The output gate times tanh of the cells, then the projection.
void Output(Kernel k, const Data& d, const int16_t* gate, const int16_t* state, int8_t* between, int8_t* out) {
  const bool projection = k.has_input(kFirst + kProjection);
  for (int i = 0; i < d.cells; ++i) {
    const int32_t product = gate[i] * FixedTanh(state[i], d.cell_bits);
    const int64_t value =
        int64_t{MultiplyByQuantizedMultiplier(product, d.hidden)} + (projection ? -d.hidden_zero : d.hidden_zero);
    (projection ? between : out)[i] = static_cast<int8_t>(ClampInt(value, INT8_MIN, INT8_MAX));
  }
  if (!projection) return;
  const Tensor bias = k.optional_input(kFirst + kProjectionBias);
  const auto* weights = k.input(kFirst + kProjection).data<int8_t>();
  for (int i = 0; i < d.outputs; ++i) {
    const int32_t sum = Product(weights + ptrdiff_t{i} * d.cells, between, -d.hidden_zero, d.cells);
    const auto biased =
        static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(bias ? bias.data<int32_t>()[i] : 0));
    const int64_t value = int64_t{MultiplyByQuantizedMultiplier(biased, d.projection)} + k.input(kHidden).zero_point();
    const int32_t byte = ClampInt(value, INT8_MIN, INT8_MAX), clip = d.projection_clip;
    out[i] = static_cast<int8_t>(clip ? ClampInt(byte, -clip, clip) : byte);
  }
}

/// One step of one element of the batch.
void Step(Kernel k, const Data& d, const int8_t* x, int8_t* hidden, int16_t* state, int8_t* out) {
  auto* in = k.scratch<int16_t>();
  int16_t *forget = in + d.cells, *cell = forget + d.cells, *output = cell + d.cells;
  SumGates(k, d, x, hidden, in);
  if (HasInputGate(k)) Finish(k, d, kIn, in, state);
  Finish(k, d, kForget, forget, state);
  Finish(k, d, kCell, cell, state);
  for (int i = 0; i < d.cells; ++i) {
    const int32_t gate = HasInputGate(k) ? in[i] : INT16_MAX - forget[i];
    const auto kept = static_cast<int16_t>(RoundingDivideByPOT(forget[i] * state[i], 15));
    const auto added = static_cast<int16_t>(RoundingDivideByPOT(gate * cell[i], 15 + d.cell_bits));
    const int16_t sum = Narrow(kept + added);
    state[i] = d.cell_clip ? static_cast<int16_t>(ClampInt(sum, -d.cell_clip, d.cell_clip)) : sum;
  }
  Finish(k, d, kOut, output, state);
  Output(k, d, output, state, reinterpret_cast<int8_t*>(output + d.cells), out);
  __builtin_memcpy(hidden, out, static_cast<size_t>(d.outputs));
}

Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  for (int b = 0; b < d.batch; ++b) {
    for (int t = 0; t < d.steps; ++t) {
      const ptrdiff_t row = ptrdiff_t{t} * d.step_stride + ptrdiff_t{b} * d.batch_stride;
      Step(k, d, k.input(0).data<int8_t>() + row * d.inputs, k.input(kHidden).data<int8_t>() + ptrdiff_t{b} * d.outputs,
           k.input(kState).data<int16_t>() + ptrdiff_t{b} * d.cells, k.output(0).data<int8_t>() + row * d.outputs);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(LSTM, i8,
            {.prepare = PrepareLstm, .eval = Eval, .inputs = {1, kNorms + kGates}, .data_bytes = sizeof(Data)})
TARE_KERNEL(UNIDIRECTIONAL_SEQUENCE_LSTM, i8,
            {.prepare = PrepareSequence, .eval = Eval, .inputs = {1, kNorms + kGates}, .data_bytes = sizeof(Data)})

}  // namespace tare
