// RNN, UNIDIRECTIONAL_SEQUENCE_RNN and BIDIRECTIONAL_SEQUENCE_RNN: y = act(W x + R h + b), h = y, float or hybrid. Of
// two directions, the second walks back in time. An auxiliary input has weights of its own in both; without such
// weights the reference does not use it.
#include "kernels/rnn/cell.h"
#include "runtime/schema.h"

namespace tare {
namespace {

/// One direction: positions of its tensors, and where its results go.
struct Direction {
  int input, weights, recurrent, bias, hidden;
  int aux, aux_weights;  // -1: none
  int output, column;    // in rows of `width`
  int units, width;
};

struct Data {
  int steps, batch;
  int step_stride, batch_stride;  // in rows
  Activation activation;
  bool asymmetric, time_major;
  int directions;
  Direction direction[2];
};

template <class Weight>
Status CheckDirection(Kernel k, const Data& d, Direction& r) {
  TARE_REQUIRE(k, k.has_input(r.weights) && k.input(r.weights).rank() == 2, "bad weights");
  r.units = k.input(r.weights).dim(0);
  const int columns = k.input(r.input).dim(-1);
  const bool fits = r.units > 0 && columns > 0 && FitsWeights<Weight>(k, r.weights, r.units, columns, false) &&
                    FitsWeights<Weight>(k, r.recurrent, r.units, r.units, false) &&
                    FitsCell(k, r.bias, kTfLiteFloat32, r.units, 0, false) &&
                    (r.aux < 0 || FitsWeights<Weight>(k, r.aux_weights, r.units, k.input(r.aux).dim(-1), false));
  TARE_REQUIRE(k, fits, "weights do not fit");
  TARE_REQUIRE(k, IsCellState(k, r.hidden, kTfLiteFloat32, int64_t{d.batch} * r.units), "state does not fit");
  return kOk;
}

template <class Weight>
size_t ScratchOf(Kernel k, const Direction& r) {
  return Operand<Weight>::ScratchBytes(k.input(r.input).dim(-1)) + Operand<Weight>::ScratchBytes(r.units) +
         (r.aux < 0 ? 0 : Operand<Weight>::ScratchBytes(k.input(r.aux).dim(-1)));
}

/// Once `directions` and their positions are known.
template <class Weight>
Status Prepare(Kernel k, Data& d, bool time_major, bool merge) {
  const Tensor in = k.input(0);
  d.steps = in.rank() == 2 ? 1 : in.dim(time_major ? 0 : 1);
  d.batch = in.dim(in.rank() == 3 && time_major ? 1 : 0);
  d.time_major = time_major;
  d.step_stride = time_major ? d.batch : 1;
  d.batch_stride = time_major ? 1 : d.steps;
  size_t scratch = 0;
  int width = 0;
  for (int i = 0; i < d.directions; ++i) {
    Direction& r = d.direction[i];
    TARE_RETURN_IF_ERROR(CheckDirection<Weight>(k, d, r));
    const size_t bytes = ScratchOf<Weight>(k, r);
    scratch = bytes > scratch ? bytes : scratch;
    r.output = merge ? 0 : i;
    r.column = merge ? width : 0;
    width = r.column + r.units;
  }
  for (int i = 0; i < d.directions; ++i) {
    Direction& r = d.direction[i];
    r.width = merge ? width : r.units;
    TARE_REQUIRE(k, k.has_output(r.output) && k.output(r.output).type() == kTfLiteFloat32, "bad output");
    int dims[] = {in.dim(0), in.dim(1), r.width};
    dims[in.rank() - 1] = r.width;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(r.output, dims, in.rank()));
  }
  return k.RequestScratch(scratch);
}

Status CheckInput(Kernel k, int rank) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteFloat32 && k.input(0).rank() == rank, "bad input");
  return kOk;
}

constexpr Direction kOnly = {0, 1, 2, 3, 4, -1, -1, 0, 0, 0, 0};

template <class Weight>
Status PrepareRnn(Kernel k) {
  using namespace options::RNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 2));
  d.activation = static_cast<Activation>(k.options().Scalar<int8_t>(fused_activation_function));
  d.asymmetric = k.options().Scalar<bool>(asymmetric_quantize_inputs);
  d.directions = 1;
  d.direction[0] = kOnly;
  return Prepare<Weight>(k, d, false, false);
}

template <class Weight>
Status PrepareSequence(Kernel k) {
  using namespace options::SequenceRNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 3));
  d.activation = static_cast<Activation>(k.options().Scalar<int8_t>(fused_activation_function));
  d.asymmetric = k.options().Scalar<bool>(asymmetric_quantize_inputs);
  d.directions = 1;
  d.direction[0] = kOnly;
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major), false);
}

template <class Weight>
Status PrepareBoth(Kernel k) {
  using namespace options::BidirectionalSequenceRNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 3));
  d.activation = static_cast<Activation>(k.options().Scalar<int8_t>(fused_activation_function));
  d.asymmetric = k.options().Scalar<bool>(asymmetric_quantize_inputs);
  constexpr int kAux = 9;
  const bool weights = k.has_input(kAux + 1);
  TARE_REQUIRE(k, weights == k.has_input(kAux + 2) && (!weights || k.has_input(kAux)), "bad auxiliary input");
  if (k.has_input(kAux)) {
    const Tensor in = k.input(0), aux = k.input(kAux);
    TARE_REQUIRE(k,
                 aux.type() == kTfLiteFloat32 && aux.rank() == 3 && aux.dim(0) == in.dim(0) && aux.dim(1) == in.dim(1),
                 "bad auxiliary input");
  }
  d.directions = 2;
  d.direction[0] = {0, 1, 2, 3, 4, weights ? kAux : -1, kAux + 1, 0, 0, 0, 0};
  d.direction[1] = {0, 5, 6, 7, 8, weights ? kAux : -1, kAux + 2, 0, 0, 0, 0};
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major), k.options().Scalar<bool>(merge_outputs));
}

template <class Weight>
void Step(Kernel k, const Data& d, const Direction& r, ptrdiff_t row, int b) {
  const auto at = [&](int input) { return k.input(input).data<float>() + row * k.input(input).dim(-1); };
  float* hidden = k.input(r.hidden).data<float>() + ptrdiff_t{b} * r.units;
  float* out = k.output(r.output).data<float>() + row * r.width + r.column;
  char* scratch = k.scratch<char>();
  Operand<Weight> x, h, aux;
  const int columns = k.input(r.input).dim(-1);
  x.Set(at(r.input), columns, d.asymmetric, scratch);
  scratch += Operand<Weight>::ScratchBytes(columns);
  h.Set(hidden, r.units, d.asymmetric, scratch);
  scratch += Operand<Weight>::ScratchBytes(r.units);
  if (r.aux >= 0) aux.Set(at(r.aux), k.input(r.aux).dim(-1), d.asymmetric, scratch);
  k.ParallelFor(r.units, int64_t{2} * (columns + r.units), [&](int begin, int end, int /*thread*/) {
    for (int u = begin; u < end; ++u) {
      float sum = k.input(r.bias).data<float>()[u] + x.Times(k.input(r.weights), u);
      if (r.aux >= 0) sum += aux.Times(k.input(r.aux_weights), u);
      out[u] = ActivateCell(d.activation, sum + h.Times(k.input(r.recurrent), u));
    }
  });
  __builtin_memcpy(hidden, out, sizeof(float) * static_cast<size_t>(r.units));
}

template <class Weight>
Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  // The reference walks hybrid sequences of two directions as often as they have steps, if time comes first.
  const int walks = sizeof(Weight) == 1 && d.directions == 2 && d.time_major ? d.steps : 1;
  for (int i = 0; i < d.directions; ++i) {
    for (int b = 0; b < d.batch; ++b) {
      for (int t = 0; t < walks * d.steps; ++t) {
        const int at = t % d.steps, step = i ? d.steps - 1 - at : at;
        Step<Weight>(k, d, d.direction[i], ptrdiff_t{step} * d.step_stride + ptrdiff_t{b} * d.batch_stride, b);
      }
    }
  }
  return kOk;
}

}  // namespace

#define TARE_RNN(TYPES, WEIGHT)                                                                                    \
  TARE_KERNEL(RNN, TYPES,                                                                                          \
              {.prepare = PrepareRnn<WEIGHT>, .eval = Eval<WEIGHT>, .inputs = {5, 5}, .data_bytes = sizeof(Data)}) \
  TARE_KERNEL(                                                                                                     \
      UNIDIRECTIONAL_SEQUENCE_RNN, TYPES,                                                                          \
      {.prepare = PrepareSequence<WEIGHT>, .eval = Eval<WEIGHT>, .inputs = {5, 5}, .data_bytes = sizeof(Data)})    \
  TARE_KERNEL(BIDIRECTIONAL_SEQUENCE_RNN, TYPES,                                                                   \
              {.prepare = PrepareBoth<WEIGHT>,                                                                     \
               .eval = Eval<WEIGHT>,                                                                               \
               .inputs = {9, 12},                                                                                  \
               .outputs = {1, 2},                                                                                  \
               .data_bytes = sizeof(Data)})
TARE_RNN(f32, float)
TARE_RNN(hybrid, int8_t)
TARE_RNN(hybrid_u8, int8_t)

}  // namespace tare
