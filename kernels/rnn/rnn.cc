// RNN, UNIDIRECTIONAL_SEQUENCE_RNN and BIDIRECTIONAL_SEQUENCE_RNN: y = act(W x + R h + b), h = y, float or hybrid. Of
// two directions, the second walks back in time. An auxiliary input has weights of its own in both; without such
// weights the reference does not use it.
#include "kernels/rnn/cell.h"
#include "kernels/rnn/sequence.h"
#include "runtime/schema.h"

namespace tare {
namespace {

/// One direction: positions of its tensors, and where its results go.
struct Direction {
  int input, weights, recurrent, bias, hidden;
  int aux, aux_weights;  // -1: none
  Place place;
};

struct Data : Sequence {
  Direction direction[2];
};

template <class Weight>
Status CheckDirection(Kernel k, const Data& d, Direction& r) {
  TARE_REQUIRE(k, k.has_input(r.weights) && k.input(r.weights).rank() == 2, "bad weights");
  r.place.outputs = k.input(r.weights).dim(0);
  const int columns = k.input(r.input).dim(-1);
  const bool fits =
      r.place.outputs > 0 && columns > 0 && FitsWeights<Weight>(k, r.weights, r.place.outputs, columns, false) &&
      FitsWeights<Weight>(k, r.recurrent, r.place.outputs, r.place.outputs, false) &&
      FitsCell(k, r.bias, kTfLiteFloat32, r.place.outputs, 0, false) &&
      (r.aux < 0 || FitsWeights<Weight>(k, r.aux_weights, r.place.outputs, k.input(r.aux).dim(-1), false));
  TARE_REQUIRE(k, fits, "weights do not fit");
  TARE_REQUIRE(k, IsCellState(k, r.hidden, kTfLiteFloat32, int64_t{d.batch} * r.place.outputs), "state does not fit");
  return kOk;
}

template <class Weight>
size_t ScratchOf(Kernel k, const Direction& r) {
  return Operand<Weight>::ScratchBytes(k.input(r.input).dim(-1)) + Operand<Weight>::ScratchBytes(r.place.outputs) +
         (r.aux < 0 ? 0 : Operand<Weight>::ScratchBytes(k.input(r.aux).dim(-1)));
}

/// Once `directions` and their positions are known.
template <class Weight>
Status Prepare(Kernel k, Data& d, bool time_major, bool merge) {
  return PrepareDirections(
      k, d, d.direction, time_major, merge, [&](Direction& r) { return CheckDirection<Weight>(k, d, r); },
      [&](const Direction& r) { return ScratchOf<Weight>(k, r); });
}

Status CheckInput(Kernel k, int rank) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteFloat32 && k.input(0).rank() == rank, "bad input");
  return kOk;
}

constexpr Direction kOnly = {0, 1, 2, 3, 4, -1, -1, {}};

template <class Weight>
Status PrepareRnn(Kernel k) {
  using namespace options::RNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 2));
  ReadCellOptions(k, fused_activation_function, asymmetric_quantize_inputs, d);
  d.directions = 1;
  d.direction[0] = kOnly;
  return Prepare<Weight>(k, d, false, false);
}

template <class Weight>
Status PrepareSequence(Kernel k) {
  using namespace options::SequenceRNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 3));
  ReadCellOptions(k, fused_activation_function, asymmetric_quantize_inputs, d);
  d.directions = 1;
  d.direction[0] = kOnly;
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major), false);
}

template <class Weight>
Status PrepareBoth(Kernel k) {
  using namespace options::BidirectionalSequenceRNNOptions;
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckInput(k, 3));
  ReadCellOptions(k, fused_activation_function, asymmetric_quantize_inputs, d);
  constexpr int kAux = 9;
  bool weights;
  TARE_RETURN_IF_ERROR(CheckAuxiliary(k, kAux, kAux + 1, kAux + 2, weights));
  d.directions = 2;
  d.direction[0] = {0, 1, 2, 3, 4, weights ? kAux : -1, kAux + 1, {}};
  d.direction[1] = {0, 5, 6, 7, 8, weights ? kAux : -1, kAux + 2, {}};
  return Prepare<Weight>(k, d, k.options().Scalar<bool>(time_major), k.options().Scalar<bool>(merge_outputs));
}

template <class Weight>
void Step(Kernel k, const Data& d, const Direction& r, ptrdiff_t row, int b) {
  const auto at = [&](int input) { return k.input(input).data<float>() + row * k.input(input).dim(-1); };
  float* hidden = k.input(r.hidden).data<float>() + ptrdiff_t{b} * r.place.outputs;
  float* out = k.output(r.place.output).data<float>() + row * r.place.width + r.place.column;
  char* scratch = k.scratch<char>();
  Operand<Weight> x, h, aux;
  const int columns = k.input(r.input).dim(-1);
  x.Set(at(r.input), columns, d.asymmetric, scratch);
  scratch += Operand<Weight>::ScratchBytes(columns);
  h.Set(hidden, r.place.outputs, d.asymmetric, scratch);
  scratch += Operand<Weight>::ScratchBytes(r.place.outputs);
  if (r.aux >= 0) aux.Set(at(r.aux), k.input(r.aux).dim(-1), d.asymmetric, scratch);
  k.ParallelFor(r.place.outputs, int64_t{2} * (columns + r.place.outputs), [&](int begin, int end, int /*thread*/) {
    for (int u = begin; u < end; ++u) {
      float sum = k.input(r.bias).data<float>()[u] + x.Times(k.input(r.weights), u);
      if (r.aux >= 0) sum += aux.Times(k.input(r.aux_weights), u);
      out[u] = ActivateCell(d.activation, sum + h.Times(k.input(r.recurrent), u));
    }
  });
  __builtin_memcpy(hidden, out, sizeof(float) * static_cast<size_t>(r.place.outputs));
}

template <class Weight>
Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  // The reference walks hybrid sequences of two directions as often as they have steps, if time comes first.
  const int walks = sizeof(Weight) == 1 && d.directions == 2 && d.time_major ? d.steps : 1;
  Walk(d, walks, [&](int i, ptrdiff_t row, int b) { Step<Weight>(k, d, d.direction[i], row, b); });
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
