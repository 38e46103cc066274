// TensorFlow's FakeQuantWithMinMaxArgs, …Vars and …VarsPerChannel: floats as if they had been quantized to num_bits
// (options field 0; 1: without the lowest value) between a min and a max that are moved so that zero is a value.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kBits, kNarrow, kMin, kMax };  // options

struct Range {
  float min, max, scale;
};

/// The range with zero among its values.
Range Nudge(float min, float max, float low, float high) {
  const float scale = (max - min) / (high - low), zero = low - min / scale;
  const float at = zero < low ? low : zero > high ? high : __builtin_roundf(zero);
  return {(low - at) * scale, (high - at) * scale, scale};
}

template <int rank>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  const auto bits = k.options().Scalar<int32_t>(kBits);
  TARE_REQUIRE(k, bits >= 2 && bits <= 16 && k.output(0).type() == kTfLiteFloat32, "num_bits must be between 2 and 16");
  for (int i = 1; i < k.input_count(); ++i) {
    const Tensor bound = k.input(i);
    TARE_REQUIRE(k, bound.type() == kTfLiteFloat32 && bound.rank() == rank, "bad min or max");
    TARE_REQUIRE(k, !rank || (in.rank() && bound.dim(0) == in.dim(-1)),
                 "min and max must have as many elements as channels");
  }
  TARE_REQUIRE(k, k.input_count() > 1 || k.options().Scalar<float>(kMin) < k.options().Scalar<float>(kMax),
               "min has to be smaller than max");
  return k.ResizeOutputLike(0, in);
}

template <bool channels>
Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int count = channels ? in.dim(-1) : 1;
  const float low = k.options().Scalar<uint8_t>(kNarrow) ? 1 : 0;
  const auto high = static_cast<float>((1 << k.options().Scalar<int32_t>(kBits)) - 1);
  const auto n = in.elements();
  for (int c = 0; c < count; ++c) {
    const float min = k.input_count() > 1 ? k.input(1).data<float>()[c] : k.options().Scalar<float>(kMin);
    const float max = k.input_count() > 1 ? k.input(2).data<float>()[c] : k.options().Scalar<float>(kMax);
    const bool empty = min == 0 && max == 0;
    const Range r = Nudge(min, max, low, high);
    const float inverse = 1.f / r.scale, zero = __builtin_floorf(-r.min * inverse + .5f);
    for (int64_t i = c; i < n; i += count) {
      const float x = in.data<float>()[i], above = (x < r.min ? r.min : x > r.max ? r.max : x) - r.min;
      k.output(0).data<float>()[i] = empty ? 0 : __builtin_floorf(above * inverse - zero + .5f) * r.scale;
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(FakeQuantWithMinMaxArgs, f32, {.prepare = Prepare<0>, .eval = Eval<false>, .in_place = 1})
TARE_TF_KERNEL(FakeQuantWithMinMaxVars, f32,
               {.prepare = Prepare<0>, .eval = Eval<false>, .inputs = {3, 3}, .in_place = 1})
TARE_TF_KERNEL(FakeQuantWithMinMaxVarsPerChannel, f32,
               {.prepare = Prepare<1>, .eval = Eval<true>, .inputs = {3, 3}, .in_place = 1})

}  // namespace tare
