// SVDF: each filter projects the input to one number, remembers the last of them, and is their weighted sum over time;
// a unit is the sum of `rank` filters, a bias and an activation. Float, hybrid, and int8 with an int16 memory.
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/rnn/cell.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kInput = 0, kFeature = 1, kTime = 2, kBias = 3, kState = 4;

struct Data {
  int batch, inputs, filters, memory, rank, units;
  Activation activation;
  bool asymmetric;
  QuantizedMultiplier to_state, to_output;
};

Status CheckShapes(Kernel k, Data& d) {
  using namespace options::SVDFOptions;
  const Tensor in = k.input(kInput), feature = k.input(kFeature), time = k.input(kTime);
  d.rank = k.options().Scalar<int32_t>(rank);
  d.activation = static_cast<Activation>(k.options().Scalar<int8_t>(fused_activation_function));
  d.asymmetric = k.options().Scalar<bool>(asymmetric_quantize_inputs);
  TARE_REQUIRE(k, in.rank() == 2 && feature.rank() == 2 && time.rank() == 2, "bad shapes");
  d.batch = in.dim(0);
  d.inputs = in.dim(1);
  d.filters = feature.dim(0);
  d.memory = time.dim(1);
  TARE_REQUIRE(k,
               d.rank > 0 && d.filters > 0 && d.filters % d.rank == 0 && d.memory > 0 && d.inputs > 0 &&
                   feature.dim(1) == d.inputs && time.dim(0) == d.filters && k.output(0).type() == in.type(),
               "weights do not fit");
  d.units = d.filters / d.rank;
  return k.ResizeOutput(0, {2, {d.batch, d.units}});
}

/// Hybrid, the reference takes weights over time that are float for bytes with their scale, which is 0.
template <class Weight>
Status Prepare(Kernel k) {
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckShapes(k, d));
  TARE_REQUIRE(k,
               IsWeightType<Weight>(k, kFeature) &&
                   (IsWeightType<Weight>(k, kTime) || k.input(kTime).type() == kTfLiteFloat32) &&
                   FitsCell(k, kBias, kTfLiteFloat32, d.units, 0, true) &&
                   IsCellState(k, kState, kTfLiteFloat32, int64_t{d.batch} * d.memory * d.filters),
               "bad types or state");
  return k.RequestScratch(Operand<Weight>::ScratchBytes(d.inputs));
}

Status PrepareI8(Kernel k) {
  Data& d = *k.data<Data>();
  TARE_RETURN_IF_ERROR(CheckShapes(k, d));
  const Tensor in = k.input(kInput), feature = k.input(kFeature), time = k.input(kTime), state = k.input(kState);
  TARE_REQUIRE(k,
               feature.type() == kTfLiteInt8 && time.type() == kTfLiteInt16 &&
                   FitsCell(k, kBias, kTfLiteInt32, d.units, 0, true) &&
                   IsCellState(k, kState, kTfLiteInt16, int64_t{d.batch} * d.memory * d.filters),
               "bad types or state");
  TARE_REQUIRE(k, d.activation == Activation::kRelu, "unsupported activation");
  TARE_REQUIRE(
      k, IsQuantized(in) && IsQuantized(feature) && IsQuantized(time) && IsQuantized(state) && IsQuantized(k.output(0)),
      "bad quantization");
  d.to_state = QuantizeMultiplier(double{in.scale() * feature.scale() / state.scale()});
  d.to_output = QuantizeMultiplier(double{state.scale() * time.scale() / k.output(0).scale()});
  return kOk;
}

/// The memory of a filter, the oldest first, moved by one step.
template <class T>
T* Remember(T* memory, int size, T latest) {
  __builtin_memmove(memory, memory + 1, sizeof(T) * static_cast<size_t>(size - 1));
  memory[size - 1] = latest;
  return memory;
}

template <class Weight>
Status Eval(Kernel k) {
  const Data& d = *k.data<Data>();
  const Tensor time = k.input(kTime), bias = k.optional_input(kBias);
  const float time_scale = sizeof(Weight) == 1 ? time.scale() : 1;
  for (int b = 0; b < d.batch; ++b) {
    Operand<Weight> x;
    x.Set(k.input(kInput).data<float>() + ptrdiff_t{b} * d.inputs, d.inputs, d.asymmetric, k.scratch<char>());
    float* states = k.input(kState).data<float>() + ptrdiff_t{b} * d.filters * d.memory;
    k.ParallelFor(d.units, int64_t{d.rank} * (d.inputs + d.memory), [&](int begin, int end, int /*thread*/) {
      for (int u = begin; u < end; ++u) {
        float sum = 0;
        for (int f = u * d.rank; f < (u + 1) * d.rank; ++f) {
          const float* memory = Remember(states + ptrdiff_t{f} * d.memory, d.memory, x.Times(k.input(kFeature), f));
          const Weight* weights = time.data<Weight>() + ptrdiff_t{f} * d.memory;
          float part = 0;
          for (int m = 0; m < d.memory; ++m) part += static_cast<float>(weights[m]) * time_scale * memory[m];
          sum += part;
        }
        if (bias) sum += bias.data<float>()[u];
        k.output(0).data<float>()[ptrdiff_t{b} * d.units + u] = ActivateCell(d.activation, sum);
      }
    });
  }
  return kOk;
}

Status EvalI8(Kernel k) {
  const Data& d = *k.data<Data>();
  const Tensor in = k.input(kInput), bias = k.optional_input(kBias), out = k.output(0);
  for (int b = 0; b < d.batch; ++b) {
    const int8_t* x = in.data<int8_t>() + ptrdiff_t{b} * d.inputs;
    int16_t* states = k.input(kState).data<int16_t>() + ptrdiff_t{b} * d.filters * d.memory;
    k.ParallelFor(d.units, int64_t{d.rank} * (d.inputs + d.memory), [&](int begin, int end, int /*thread*/) {
      for (int u = begin; u < end; ++u) {
        uint32_t sum = bias ? static_cast<uint32_t>(bias.data<int32_t>()[u]) : 0;
        for (int f = u * d.rank; f < (u + 1) * d.rank; ++f) {
          const int8_t* feature = k.input(kFeature).data<int8_t>() + ptrdiff_t{f} * d.inputs;
          int32_t dot = 0;
          for (int i = 0; i < d.inputs; ++i) dot += feature[i] * (x[i] - in.zero_point());
          const int32_t latest = ClampInt(MultiplyByQuantizedMultiplier(dot, d.to_state), INT16_MIN, INT16_MAX);
          const int16_t* memory = Remember(states + ptrdiff_t{f} * d.memory, d.memory, static_cast<int16_t>(latest));
          const int16_t* weights = k.input(kTime).data<int16_t>() + ptrdiff_t{f} * d.memory;
          for (int m = 0; m < d.memory; ++m) sum += static_cast<uint32_t>(weights[m] * memory[m]);
        }
        const int64_t y = MultiplyByQuantizedMultiplier(static_cast<int32_t>(sum), d.to_output);
        out.data<int8_t>()[ptrdiff_t{b} * d.units + u] =
            static_cast<int8_t>(ClampInt(y + out.zero_point(), INT8_MIN, INT8_MAX));
      }
    });
  }
  return kOk;
}

}  // namespace

#define TARE_SVDF(TYPES, PREPARE, EVAL) \
  TARE_KERNEL(SVDF, TYPES, {.prepare = PREPARE, .eval = EVAL, .inputs = {3, 5}, .data_bytes = sizeof(Data)})
TARE_SVDF(f32, Prepare<float>, Eval<float>)
TARE_SVDF(hybrid, Prepare<int8_t>, Eval<int8_t>)
TARE_SVDF(hybrid_u8, Prepare<int8_t>, Eval<int8_t>)
TARE_SVDF(i8, PrepareI8, EvalI8)

}  // namespace tare
