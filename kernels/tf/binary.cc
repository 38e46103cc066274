// Functions of two floats that only TensorFlow has: DivNoNan, MulNoNan, Xlogy, Xlog1py, Xdivy, Atan2, ApproximateEqual;
// and ClipByValue. Those with a zero in their name's place give 0 where the other factor would make a NaN of it.
#include "kernels/math/binary.h"

namespace tare {
namespace {

float DivNoNan(float x, float y) { return y == 0 ? 0 : x / y; }
float MulNoNan(float x, float y) { return y == 0 ? 0 : x * y; }
float Xlogy(float x, float y) { return x == 0 ? 0 : x * __builtin_logf(y); }
float Xlog1py(float x, float y) { return x == 0 ? 0 : x * static_cast<float>(__builtin_log1p(double{y})); }
float Xdivy(float x, float y) { return x == 0 ? 0 : x / y; }
float Atan2(float y, float x) { return __builtin_atan2f(y, x); }

void ApproximateRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const float tolerance = *static_cast<const float*>(params);
  for (int i = 0; i < n; ++i) {
    const float difference = static_cast<const float*>(x)[i * x_step] - static_cast<const float*>(y)[i * y_step];
    static_cast<bool*>(out)[i] = __builtin_fabsf(difference) < tolerance;
  }
}

Status PrepareApproximate(Kernel k) {
  TARE_REQUIRE(k, k.input(0).SameShape(k.input(1)), "shapes differ");
  return PrepareBinary<kTfLiteBool>(k);
}

Status EvalApproximate(Kernel k) {
  const auto tolerance = k.options().Scalar<float>(0);
  EvalBroadcast(k, *k.data<Broadcast>(), 4, ApproximateRow, &tolerance);
  return kOk;
}

/// Bounds are scalars or have the input's shape.
Status PrepareClip(Kernel k) {
  const Tensor in = k.input(0);
  for (int i = 1; i <= 2; ++i) {
    const Tensor bound = k.input(i);
    TARE_REQUIRE(k, bound.type() == in.type() && (bound.rank() == 0 || bound.SameShape(in)), "bad bounds");
  }
  TARE_REQUIRE(k, k.output(0).type() == in.type(), "bad output type");
  return k.ResizeOutputLike(0, in);
}

template <class T>
Status EvalClip(Kernel k) {
  const T *in = k.input(0).data<T>(), *low = k.input(1).data<T>(), *high = k.input(2).data<T>();
  const int low_step = k.input(1).rank() != 0, high_step = k.input(2).rank() != 0;
  T* out = k.output(0).data<T>();
  for (int64_t i = 0; i < k.input(0).elements(); ++i, low += low_step, high += high_step) {
    const T capped = *high < in[i] ? *high : in[i];
    out[i] = capped < *low ? *low : capped;
  }
  return kOk;
}

}  // namespace

TARE_TF_BINARY(DivNoNan, DivNoNan)
TARE_TF_BINARY(MulNoNan, MulNoNan)
TARE_TF_BINARY(Xlogy, Xlogy)
TARE_TF_BINARY(Xlog1py, Xlog1py)
TARE_TF_BINARY(Xdivy, Xdivy)
TARE_TF_BINARY(Atan2, Atan2)
TARE_TF_KERNEL(
    ApproximateEqual, f32,
    {.prepare = PrepareApproximate, .eval = EvalApproximate, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})
TARE_TF_KERNEL(ClipByValue, f32, {.prepare = PrepareClip, .eval = EvalClip<float>, .inputs = {3, 3}, .in_place = 1})
TARE_TF_KERNEL(ClipByValue, i32, {.prepare = PrepareClip, .eval = EvalClip<int32_t>, .inputs = {3, 3}, .in_place = 1})
TARE_TF_KERNEL(ClipByValue, i64, {.prepare = PrepareClip, .eval = EvalClip<int64_t>, .inputs = {3, 3}, .in_place = 1})

}  // namespace tare
