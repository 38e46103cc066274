// TensorFlow's FFT, IFFT, RFFT and IRFFT over the last dimension, complex64 and float. RFFT takes the first
// fft_length numbers of its rows, IRFFT the first fft_length / 2 + 1 of its spectra; shorter ones are an error. Where
// fft_length is not constant, shapes are known only while running, and so is the memory.
#include "kernels/signal/real_fft.h"

namespace tare {
namespace {

struct Data {
  FftMemory memory;
};

/// Sets the output's shape and makes the memory for transforms of length n.
Status Resize(Kernel k, int64_t n, int64_t columns) {
  const Tensor in = k.input(0);
  TARE_RETURN_IF_ERROR(MakeFftMemory(k, n, k.data<Data>()->memory));
  Shape shape = {in.rank(), {}};
  __builtin_memcpy(shape.dims, in.dims(), sizeof(int) * in.rank());
  shape.dims[in.rank() - 1] = static_cast<int>(columns);
  return k.ResizeOutput(0, shape);
}

Status ResizeReal(Kernel k, bool inverse) {
  const int64_t n = *k.input(1).data<int32_t>();
  const int64_t needed = inverse ? n / 2 + 1 : n;
  TARE_REQUIRE(k, n >= 0 && n <= kMaxFftLength, "bad fft_length");
  TARE_REQUIRE(k, n == 0 || k.input(0).dim(-1) >= needed,
               "Input dimension %d must have length of at least %d but got: %d", k.input(0).rank(),
               static_cast<int>(needed), k.input(0).dim(-1));
  return Resize(k, n ? n : 1, inverse ? n : n ? n / 2 + 1 : 0);
}

template <bool inverse>
Status PrepareReal(Kernel k) {
  const Tensor in = k.input(0), length = k.input(1), out = k.output(0);
  TARE_REQUIRE(k,
               in.type() == (inverse ? kTfLiteComplex64 : kTfLiteFloat32) &&
                   out.type() == (inverse ? kTfLiteFloat32 : kTfLiteComplex64) && length.type() == kTfLiteInt32,
               "unsupported types");
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && length.elements() == 1, "bad shapes");
  return length.is_constant() ? ResizeReal(k, inverse) : k.SetOutputDynamic(0);
}

template <bool inverse>
Status EvalReal(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeReal(k, inverse));
  const Tensor in = k.input(0), out = k.output(0);
  if (out.elements() == 0) return kOk;
  const FftMemory& memory = k.data<Data>()->memory;
  const int n = memory.fft.n, spectrum = n / 2 + 1, columns = in.dim(-1);
  const auto rows = static_cast<int>(out.elements() / out.dim(-1));
  k.ParallelFor(rows, int64_t{n} * 40, [&](int begin, int end, int thread) {
    ComplexDouble* x = memory.row(thread);
    for (int r = begin; r < end; ++r) {
      if (inverse) {
        const auto* from = in.data<ComplexFloat>() + ptrdiff_t{r} * columns;
        for (int i = 0; i < spectrum; ++i) {
          const ComplexFloat z = from[i];
          x[i] = {z.re, z.im};
          if (i && i < n - i) x[n - i] = {z.re, -z.im};
        }
        // Bins that are their own mirror image are real.
        x[0].im = 0;
        if (n % 2 == 0) x[n / 2].im = 0;
        memory.fft.Run(x, memory.work(thread), true);
        float* to = out.data<float>() + ptrdiff_t{r} * n;
        for (int i = 0; i < n; ++i) to[i] = static_cast<float>(x[i].re);
      } else {
        const float* from = in.data<float>() + ptrdiff_t{r} * columns;
        for (int i = 0; i < n; ++i) x[i] = {from[i], 0.};
        memory.fft.Run(x, memory.work(thread), false);
        auto* to = out.data<ComplexFloat>() + ptrdiff_t{r} * spectrum;
        for (int i = 0; i < spectrum; ++i) to[i] = {static_cast<float>(x[i].re), static_cast<float>(x[i].im)};
      }
    }
  });
  return kOk;
}

Status PrepareComplex(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.type() == kTfLiteComplex64 && k.output(0).type() == kTfLiteComplex64, "unsupported types");
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank, "bad shapes");
  return Resize(k, in.dim(-1) ? in.dim(-1) : 1, in.dim(-1));
}

template <bool inverse>
Status EvalComplex(Kernel k) {
  const Tensor in = k.input(0);
  if (in.elements() == 0) return kOk;
  const FftMemory& memory = k.data<Data>()->memory;
  const int n = memory.fft.n;
  k.ParallelFor(static_cast<int>(in.elements() / n), int64_t{n} * 40, [&](int begin, int end, int thread) {
    ComplexDouble* x = memory.row(thread);
    for (int r = begin; r < end; ++r) {
      const auto* from = in.data<ComplexFloat>() + ptrdiff_t{r} * n;
      auto* to = k.output(0).data<ComplexFloat>() + ptrdiff_t{r} * n;
      for (int i = 0; i < n; ++i) x[i] = {from[i].re, from[i].im};
      memory.fft.Run(x, memory.work(thread), inverse);
      for (int i = 0; i < n; ++i) to[i] = {static_cast<float>(x[i].re), static_cast<float>(x[i].im)};
    }
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(RFFT, f32,
               {.prepare = PrepareReal<false>, .eval = EvalReal<false>, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_TF_KERNEL(IRFFT, c64,
               {.prepare = PrepareReal<true>, .eval = EvalReal<true>, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_TF_KERNEL(FFT, c64, {.prepare = PrepareComplex, .eval = EvalComplex<false>, .data_bytes = sizeof(Data)})
TARE_TF_KERNEL(IFFT, c64, {.prepare = PrepareComplex, .eval = EvalComplex<true>, .data_bytes = sizeof(Data)})

}  // namespace tare
