// REAL, IMAG and COMPLEX_ABS of complex64 tensors, and TensorFlow's Real, Imag, ComplexAbs and Conj.
#include "runtime/kernel.h"

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

}  // namespace

TARE_KERNEL(REAL, c64, {.prepare = Prepare, .eval = EvalReal})
TARE_KERNEL(IMAG, c64, {.prepare = Prepare, .eval = EvalImag})
TARE_KERNEL(COMPLEX_ABS, c64, {.prepare = Prepare, .eval = EvalAbs})
TARE_TF_KERNEL(Conj, c64, {.prepare = PrepareConj, .eval = EvalConj})

}  // namespace tare
