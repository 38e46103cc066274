// FAKE_QUANT, TensorFlow's FakeQuantWithMinMaxArgs, …Vars and …VarsPerChannel, and their gradients: floats as if they
// had been quantized to num_bits (TensorFlow's perhaps without the lowest value) between a min and a max that are moved
// so that zero is a value.
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

/// Fields of the options; narrow -1: the lowest value is one.
struct Fields {
  int bits, narrow, min, max;
};
constexpr Fields kBuiltin = {options::FakeQuantOptions::num_bits, -1, options::FakeQuantOptions::min,
                             options::FakeQuantOptions::max};
constexpr Fields kTf = {0, 1, 2, 3};

struct Range {
  float min, max, scale;
};

/// The range with zero among its values.
Range Nudge(float min, float max, float low, float high) {
  const float scale = (max - min) / (high - low), zero = low - min / scale;
  const float at = zero < low ? low : zero > high ? high : __builtin_roundf(zero);
  return {(low - at) * scale, (high - at) * scale, scale};
}

/// Min and max are the inputs from `first` on, or options.
template <int rank>
Status PrepareRange(Kernel k, const Fields& fields, int first) {
  const Tensor in = k.input(0);
  const auto bits = k.options().Scalar<int32_t>(fields.bits);
  TARE_REQUIRE(k, bits >= 2 && bits <= 16 && k.output(0).type() == kTfLiteFloat32, "num_bits must be between 2 and 16");
  TARE_REQUIRE(k, fields.narrow >= 0 || !k.options().Scalar<uint8_t>(options::FakeQuantOptions::narrow_range),
               "narrow_range FakeQuant is not currently supported at runtime");
  for (int i = first; i < k.input_count(); ++i) {
    const Tensor bound = k.input(i);
    TARE_REQUIRE(k, bound.type() == kTfLiteFloat32 && bound.rank() == rank, "bad min or max");
    TARE_REQUIRE(k, !rank || (in.rank() && bound.dim(0) == in.dim(-1)),
                 "min and max must have as many elements as channels");
  }
  TARE_REQUIRE(k,
               k.input_count() > first || k.options().Scalar<float>(fields.min) < k.options().Scalar<float>(fields.max),
               "min has to be smaller than max");
  return k.ResizeOutputLike(0, in);
}

template <const Fields& fields, int rank>
Status Prepare(Kernel k) {
  return PrepareRange<rank>(k, fields, 1);
}

/// The range of channel `c`; `empty` where both bounds are 0.
Range RangeOf(Kernel k, const Fields& fields, int first, int c, bool& empty) {
  const float low = fields.narrow >= 0 && k.options().Scalar<uint8_t>(fields.narrow) ? 1 : 0;
  const auto high = static_cast<float>((1 << k.options().Scalar<int32_t>(fields.bits)) - 1);
  const bool given = k.input_count() > first;
  const float min = given ? k.input(first).data<float>()[c] : k.options().Scalar<float>(fields.min);
  const float max = given ? k.input(first + 1).data<float>()[c] : k.options().Scalar<float>(fields.max);
  empty = min == 0 && max == 0;
  return Nudge(min, max, low, high);
}

template <const Fields& fields, bool channels>
Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int count = channels ? in.dim(-1) : 1;
  const auto n = in.elements();
  for (int c = 0; c < count; ++c) {
    bool empty;
    const Range r = RangeOf(k, fields, 1, c, empty);
    const float inverse = 1.f / r.scale, zero = __builtin_floorf(-r.min * inverse + .5f);
    for (int64_t i = c; i < n; i += count) {
      const float x = in.data<float>()[i], above = (x < r.min ? r.min : x > r.max ? r.max : x) - r.min;
      k.output(0).data<float>()[i] = empty ? 0 : __builtin_floorf(above * inverse - zero + .5f) * r.scale;
    }
  }
  return kOk;
}

/// Inputs: gradients, what was quantized, min and max. The gradient goes through where it was in the range, else to the
/// bound that it was beyond: outputs 1 and 2.
template <int rank>
Status PrepareGradient(Kernel k) {
  TARE_REQUIRE(k, k.input(1).type() == kTfLiteFloat32 && k.input(1).SameShape(k.input(0)), "bad inputs");
  TARE_RETURN_IF_ERROR(PrepareRange<rank>(k, kTf, 2));
  for (int i = 1; i < k.output_count(); ++i) {
    TARE_REQUIRE(k, k.input_count() > 2 && k.output(i).type() == kTfLiteFloat32, "output is not float");
    TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, k.input(2)));
  }
  return kOk;
}

template <bool channels>
Status EvalGradient(Kernel k) {
  const Tensor in = k.input(1);
  const int count = channels ? in.dim(-1) : 1;
  const auto* gradient = k.input(0).data<float>();
  for (int c = 0; c < count; ++c) {
    bool empty;
    const Range r = RangeOf(k, kTf, 2, c, empty);
    double beyond[] = {0, 0};
    for (int64_t i = c; i < in.elements(); i += count) {
      const float x = in.data<float>()[i];
      const bool below = !empty && x < r.min, above = !empty && x > r.max;
      if (below || above) beyond[above] += double{gradient[i]};
      k.output(0).data<float>()[i] = below || above ? 0 : gradient[i];
    }
    for (int i = 1; i <= 2 && i < k.output_count(); ++i)
      k.output(i).data<float>()[c] = static_cast<float>(beyond[i - 1]);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(FAKE_QUANT, f32, {.prepare = Prepare<kBuiltin, 0>, .eval = Eval<kBuiltin, false>, .in_place = 1})
TARE_TF_KERNEL(FakeQuantWithMinMaxArgs, f32, {.prepare = Prepare<kTf, 0>, .eval = Eval<kTf, false>, .in_place = 1})
TARE_TF_KERNEL(FakeQuantWithMinMaxVars, f32,
               {.prepare = Prepare<kTf, 0>, .eval = Eval<kTf, false>, .inputs = {3, 3}, .in_place = 1})
TARE_TF_KERNEL(FakeQuantWithMinMaxVarsPerChannel, f32,
               {.prepare = Prepare<kTf, 1>, .eval = Eval<kTf, true>, .inputs = {3, 3}, .in_place = 1})
#define TARE_FAKE_QUANTIZE_GRADIENT(OP, rank, ins, outs) \
  TARE_TF_KERNEL(OP, f32,                                \
                 {.prepare = PrepareGradient<rank>,      \
                  .eval = EvalGradient < rank != 0 >     \
                  , .inputs = {ins, ins}, .outputs = {outs, outs}})
TARE_FAKE_QUANTIZE_GRADIENT(FakeQuantWithMinMaxArgsGradient, 0, 2, 1)
TARE_FAKE_QUANTIZE_GRADIENT(FakeQuantWithMinMaxVarsGradient, 0, 4, 3)
TARE_FAKE_QUANTIZE_GRADIENT(FakeQuantWithMinMaxVarsPerChannelGradient, 1, 4, 3)

}  // namespace tare
