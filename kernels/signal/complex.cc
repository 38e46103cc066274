// REAL, IMAG and COMPLEX_ABS of complex64 tensors, and TensorFlow's Real, Imag, ComplexAbs, Conj, Angle and Complex.
#include "kernels/math/broadcast.h"

extern "C" double hypot(double x, double y);

namespace tare {
namespace {

struct Complex {
  float re, im;
};

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteComplex64 && k.output(0).type() == kTfLiteFloat32,
               "input must be complex, output float");
  return k.ResizeOutputLike(0, k.input(0));
}

template <class Result, class Function>
Status Map(Kernel k, Function f) {
  const auto* in = k.input(0).data<Complex>();
  auto* out = k.output(0).data<Result>();
  const int64_t n = k.input(0).elements();
  for (int64_t i = 0; i < n; ++i) out[i] = f(in[i]);
  return kOk;
}

Status EvalReal(Kernel k) {
  return Map<float>(k, [](Complex z) { return z.re; });
}
Status EvalImag(Kernel k) {
  return Map<float>(k, [](Complex z) { return z.im; });
}
Status EvalAbs(Kernel k) {
  return Map<float>(k, [](Complex z) { return static_cast<float>(hypot(double{z.re}, double{z.im})); });
}

Status PrepareConj(Kernel k) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteComplex64 && k.output(0).type() == kTfLiteComplex64,
               "input and output must be complex");
  return k.ResizeOutputLike(0, k.input(0));
}
Status EvalConj(Kernel k) {
  return Map<Complex>(k, [](Complex z) { return Complex{z.re, -z.im}; });
}

Status EvalAngle(Kernel k) {
  return Map<float>(k, [](Complex z) { return __builtin_atan2f(z.im, z.re); });
}

void ComplexRow(const void* /*params*/, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  for (int i = 0; i < n; ++i) {
    static_cast<Complex*>(out)[i] = {static_cast<const float*>(x)[i * x_step],
                                     static_cast<const float*>(y)[i * y_step]};
  }
}

Status PrepareComplex(Kernel k) {
  TARE_REQUIRE(k, k.input(1).type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteComplex64,
               "inputs must be float, output complex");
  return PrepareBroadcast(k, *k.data<Broadcast>());
}

Status EvalComplex(Kernel k) {
  EvalBroadcast(k, *k.data<Broadcast>(), 2, ComplexRow, nullptr);
  return kOk;
}

}  // namespace

TARE_KERNEL(REAL, c64, {.prepare = Prepare, .eval = EvalReal})
TARE_KERNEL(IMAG, c64, {.prepare = Prepare, .eval = EvalImag})
TARE_KERNEL(COMPLEX_ABS, c64, {.prepare = Prepare, .eval = EvalAbs})
TARE_TF_KERNEL(Conj, c64, {.prepare = PrepareConj, .eval = EvalConj})
TARE_TF_KERNEL(Angle, c64, {.prepare = Prepare, .eval = EvalAngle})
TARE_TF_KERNEL(Complex, f32,
               {.prepare = PrepareComplex, .eval = EvalComplex, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})

}  // namespace tare
