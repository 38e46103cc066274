// AudioSpectrogram, the custom op and TensorFlow's: squared magnitudes (or magnitudes) of the spectra of overlapping
// Hann windows of sound [samples, channels], zero-padded to a power of two. Transforms are complex ones in double
// precision: no second transform for real numbers, which would save half of a time that is small.
#include "kernels/flexbuffer.h"
#include "kernels/signal/fft.h"
#include "runtime/platform/libc.h"

namespace tare {
namespace {

enum { kWindow, kStride, kSquared };  // options of TensorFlow's

struct Data {
  int32_t window, stride;
  bool squared;
  Fft fft;
  double* hann;            // [window]
  ComplexDouble* threads;  // [threads][fft.n]
};

Status Prepare(Kernel k, Data& data) {
  TARE_REQUIRE(k, data.window >= 2 && data.window <= kMaxFftLength && data.stride > 0, "bad window or stride");
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() == 2 && k.output(0).type() == kTfLiteFloat32, "bad input or output");
  int length = 1;
  while (length < data.window) length *= 2;
  const size_t table = Fft::TableSize(length), rows = static_cast<size_t>(length) * static_cast<size_t>(k.threads());
  auto* base = k.AllocatePersistent<ComplexDouble>(sizeof(ComplexDouble) * (table + rows) +
                                                   sizeof(double) * static_cast<size_t>(data.window));
  if (!base) return kError;
  data.fft = Fft::Make(length, base);
  data.threads = base + table;
  data.hann = reinterpret_cast<double*>(data.threads + rows);
  constexpr double kPi = 3.14159265358979323846;
  for (int i = 0; i < data.window; ++i) {
    double sine, cosine;
    sincos(2 * kPi * i / data.window, &sine, &cosine);
    data.hann[i] = .5 - .5 * cosine;
  }
  const int frames = in.dim(0) < data.window ? 0 : 1 + (in.dim(0) - data.window) / data.stride;
  const int dims[] = {in.dim(1), frames, length / 2 + 1};
  return k.ResizeOutput(0, dims, 3);
}

Status PrepareCustom(Kernel k) {
  auto& data = *k.data<Data>();
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data.window = options["window_size"].Int32();
  data.stride = options["stride"].Int32();
  data.squared = options["magnitude_squared"].Bool();
  return Prepare(k, data);
}

Status PrepareTf(Kernel k) {
  auto& data = *k.data<Data>();
  const fb::Table options = k.options();
  data.window = options.Scalar<int32_t>(kWindow);
  data.stride = options.Scalar<int32_t>(kStride);
  data.squared = options.Scalar<bool>(kSquared);
  return Prepare(k, data);
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const Tensor in = k.input(0), out = k.output(0);
  const int channels = in.dim(1), frames = out.dim(1), bins = out.dim(2);
  k.ParallelFor(channels * frames, int64_t{data.fft.n} * 40, [&](int begin, int end, int thread) {
    ComplexDouble* row = data.threads + ptrdiff_t{thread} * data.fft.n;
    for (int i = begin; i < end; ++i) {
      const float* from = in.data<float>() + int64_t{i % frames} * data.stride * channels + i / frames;
      for (int j = 0; j < data.fft.n; ++j) {
        row[j] = {j < data.window ? double{from[int64_t{j} * channels]} * data.hann[j] : 0., 0.};
      }
      data.fft.Run(row, nullptr, false);
      float* to = out.data<float>() + int64_t{i} * bins;
      for (int j = 0; j < bins; ++j) {
        const auto power = static_cast<float>(row[j].re * row[j].re + row[j].im * row[j].im);
        to[j] = data.squared ? power : __builtin_elementwise_sqrt(power);
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(AUDIO_SPECTROGRAM, f32, {.prepare = PrepareCustom, .eval = Eval, .data_bytes = sizeof(Data)})
TARE_TF_KERNEL(AudioSpectrogram, f32, {.prepare = PrepareTf, .eval = Eval, .data_bytes = sizeof(Data)})

}  // namespace tare
