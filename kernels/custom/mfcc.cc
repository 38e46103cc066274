// Mfcc, the custom op and TensorFlow's: mel-frequency cepstral coefficients of spectrogram frames: magnitudes summed
// under triangles that are equally wide in mel, logarithms, and the first numbers of their cosine transform. In double
// precision, as the reference; what depends on the sample rate, an input, is computed when a run brings another rate.
#include "kernels/flexbuffer.h"
#include "runtime/platform/libc.h"

extern "C" double log1p(double x);
extern "C" double log(double x);

namespace tare {
namespace {

enum { kLow, kHigh, kBands, kCoefficients };  // options of TensorFlow's

struct Data {
  float low, high;  // Hz
  int32_t bands, coefficients;
  int32_t rate;     // that the tables are for; 0: none
  int first, last;  // bins in use
  double* cosines;  // [coefficients][bands]
  double* weights;  // [bins] share of a bin that goes to its band; the rest goes to the next one
  int32_t* band;    // [bins]; -1: below the first
  double* threads;  // [threads][bands]
};

Status Prepare(Kernel k, Data& data) {
  constexpr int kMaxBands = 1 << 12, kMaxBins = 1 << 24;
  TARE_REQUIRE(k, data.bands > 0 && data.bands <= kMaxBands && data.coefficients > 0 && data.coefficients <= data.bands,
               "bad number of channels or coefficients");
  TARE_REQUIRE(k, data.low >= 0 && data.high > data.low, "bad frequencies");
  const Tensor in = k.input(0), rate = k.input(1);
  TARE_REQUIRE(k, in.rank() == 3 && in.dim(2) >= 2 && in.dim(2) <= kMaxBins, "bad spectrogram");
  TARE_REQUIRE(k, rate.type() == kTfLiteInt32 && rate.elements() == 1, "bad sample rate");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  const auto bins = static_cast<size_t>(in.dim(2)), bands = static_cast<size_t>(data.bands),
             coefficients = static_cast<size_t>(data.coefficients), threads = static_cast<size_t>(k.threads());
  data.cosines = k.AllocatePersistent<double>(sizeof(double) * (coefficients * bands + threads * bands + bins) +
                                              sizeof(int32_t) * bins);
  if (!data.cosines) return kError;
  data.threads = data.cosines + coefficients * bands;
  data.weights = data.threads + threads * bands;
  data.band = reinterpret_cast<int32_t*>(data.weights + bins);
  data.rate = 0;
  constexpr double kPi = 3.14159265358979323846;
  const double norm = __builtin_elementwise_sqrt(2. / data.bands);
  for (int i = 0; i < data.coefficients; ++i) {
    for (int j = 0; j < data.bands; ++j) {
      double sine, cosine;
      sincos(i * (kPi / data.bands) * (j + .5), &sine, &cosine);
      data.cosines[i * data.bands + j] = norm * cosine;
    }
  }
  const int dims[] = {in.dim(0), in.dim(1), data.coefficients};
  return k.ResizeOutput(0, dims, 3);
}

Status PrepareCustom(Kernel k) {
  auto& data = *k.data<Data>();
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data.low = static_cast<float>(options["lower_frequency_limit"].Int());
  data.high = static_cast<float>(options["upper_frequency_limit"].Int());
  data.bands = options["filterbank_channel_count"].Int32();
  data.coefficients = options["dct_coefficient_count"].Int32();
  return Prepare(k, data);
}

Status PrepareTf(Kernel k) {
  auto& data = *k.data<Data>();
  const fb::Table options = k.options();
  data.low = options.Scalar<float>(kLow);
  data.high = options.Scalar<float>(kHigh);
  data.bands = options.Scalar<int32_t>(kBands);
  data.coefficients = options.Scalar<int32_t>(kCoefficients);
  return Prepare(k, data);
}

double Mel(double frequency) { return 1127. * log1p(frequency / 700.); }

void MakeTables(Data& data, int bins, int32_t rate) {
  data.rate = rate;
  const double width = .5 * rate / (bins - 1), low = Mel(data.low), spacing = (Mel(data.high) - low) / (data.bands + 1);
  const auto center = [&](int band) { return low + spacing * (band + 1); };
  const double first = 1.5 + data.low / width, last = data.high / width;
  data.first = first < bins ? static_cast<int>(first) : bins;
  data.last = last < bins ? static_cast<int>(last) : bins;
  int band = 0;
  for (int i = data.first; i <= data.last && i < bins; ++i) {
    const double mel = Mel(i * width);
    while (band < data.bands && center(band) < mel) ++band;
    data.band[i] = band - 1;
    data.weights[i] = (center(band) - mel) / (center(band) - center(band - 1));
  }
}

void Frame(const Data& data, const float* in, double* bands, float* out) {
  for (int b = 0; b < data.bands; ++b) bands[b] = 0;
  for (int i = data.first; i <= data.last; ++i) {
    const double value = __builtin_elementwise_sqrt(double{in[i]}), here = value * data.weights[i];
    const int band = data.band[i];
    if (band >= 0) bands[band] += here;
    if (band + 1 < data.bands) bands[band + 1] += value - here;
  }
  constexpr double kFloor = 1e-12;
  for (int b = 0; b < data.bands; ++b) bands[b] = log(bands[b] < kFloor ? kFloor : bands[b]);
  for (int c = 0; c < data.coefficients; ++c) {
    double sum = 0;
    for (int b = 0; b < data.bands; ++b) sum += data.cosines[c * data.bands + b] * bands[b];
    out[c] = static_cast<float>(sum);
  }
}

Status Eval(Kernel k) {
  auto& data = *k.data<Data>();
  const Tensor in = k.input(0), out = k.output(0);
  const int32_t rate = *k.input(1).data<int32_t>();
  TARE_REQUIRE(k, rate > 0, "bad sample rate");
  if (rate != data.rate) MakeTables(data, in.dim(2), rate);
  if (data.last >= in.dim(2)) {  // the spectrogram ends below the highest frequency
    __builtin_memset(out.data<float>(), 0, out.bytes());
    return kOk;
  }
  k.ParallelFor(static_cast<int>(in.Elements(0, 2)), int64_t{4} * in.dim(2) + int64_t{data.bands} * data.coefficients,
                [&](int begin, int end, int thread) {
                  for (int i = begin; i < end; ++i) {
                    Frame(data, in.data<float>() + int64_t{i} * in.dim(2),
                          data.threads + ptrdiff_t{thread} * data.bands,
                          out.data<float>() + int64_t{i} * data.coefficients);
                  }
                });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(MFCC, f32, {.prepare = PrepareCustom, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_TF_KERNEL(Mfcc, f32, {.prepare = PrepareTf, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data)})

}  // namespace tare
