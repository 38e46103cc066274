// TensorFlow's FFT2D, IFFT2D, RFFT2D and IRFFT2D over the last two dimensions, of any lengths (the built-in RFFT2D has
// powers of two). The real ones take fft_length = [height, width] out of larger inputs. Forward, rows come first;
// backward, columns do, so that the last step gives real numbers from half a spectrum.
#include "kernels/signal/fft_2d.h"

namespace tare {
namespace {

enum class Kind { kForward, kBackward, kFromReal, kToReal };

constexpr int64_t kMaxArea = 1 << 26;

/// Numbers of a row that are kept: half a spectrum, or all.
template <Kind kind>
int Kept(int width) {
  return kind == Kind::kFromReal || kind == Kind::kToReal ? width / 2 + 1 : width;
}

/// Makes tables and memory for matrices of this size and sets the output's shape.
template <Kind kind>
Status Resize(Kernel k, int64_t height, int64_t width) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(
      k, height >= 0 && width >= 0 && height <= kMaxFftLength && width <= kMaxFftLength && height * width <= kMaxArea,
      "bad fft_length");
  const auto h = static_cast<int>(height), w = static_cast<int>(width), kept = Kept<kind>(w);
  const int needed = kind == Kind::kToReal ? kept : w;
  TARE_REQUIRE(k, in.dim(-2) >= h && in.dim(-1) >= needed, "Input dimensions must have length of at least %d, %d", h,
               needed);
  if (h && w) TARE_RETURN_IF_ERROR(MakeFft2D(k, h, w, kept, *k.data<Fft2D>()));
  return ResizeMatrices(k, h, kind == Kind::kFromReal ? kept : w);
}

template <Kind kind>
Status ResizeByLength(Kernel k) {
  const auto* length = k.input(1).data<int32_t>();
  return Resize<kind>(k, length[0], length[1]);
}

template <Kind kind>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k,
               in.type() == (kind == Kind::kFromReal ? kTfLiteFloat32 : kTfLiteComplex64) &&
                   k.output(0).type() == (kind == Kind::kToReal ? kTfLiteFloat32 : kTfLiteComplex64),
               "unsupported types");
  TARE_REQUIRE(k, in.rank() >= 2 && in.rank() <= kMaxRank, "Input must have rank of at least 2");
  if constexpr (kind == Kind::kForward || kind == Kind::kBackward) return Resize<kind>(k, in.dim(-2), in.dim(-1));
  const Tensor length = k.input(1);
  TARE_REQUIRE(k, length.type() == kTfLiteInt32 && length.rank() == 1 && length.dim(0) == 2,
               "fft_length must have shape [2]");
  return length.is_constant() ? ResizeByLength<kind>(k) : k.SetOutputDynamic(0);
}

/// One matrix; `in` and `out` are its first elements.
template <Kind kind>
void Transform(const Fft2D& data, int thread, const void* in, int in_columns, void* out) {
  constexpr bool kInverse = kind == Kind::kBackward || kind == Kind::kToReal;
  const int h = data.columns.n, w = data.rows.n, kept = data.kept;
  ComplexDouble *grid = data.grid(thread), *line = data.line(thread), *work = data.work(thread);
  const auto columns = [&] {
    for (int x = 0; x < kept; ++x) {
      for (int y = 0; y < h; ++y) line[y] = grid[ptrdiff_t{y} * kept + x];
      data.columns.Run(line, work, kInverse);
      for (int y = 0; y < h; ++y) grid[ptrdiff_t{y} * kept + x] = line[y];
    }
  };
  for (int y = 0; y < h; ++y) {
    const ptrdiff_t row = ptrdiff_t{y} * in_columns;
    if constexpr (kind == Kind::kFromReal) {
      for (int x = 0; x < w; ++x) line[x] = {static_cast<const float*>(in)[row + x], 0};
    } else {
      const auto* from = static_cast<const ComplexFloat*>(in) + row;
      ComplexDouble* to = kInverse ? grid + ptrdiff_t{y} * kept : line;
      for (int x = 0; x < kept; ++x) to[x] = {from[x].re, from[x].im};
    }
    if (kInverse) continue;
    data.rows.Run(line, work, false);
    __builtin_memcpy(grid + ptrdiff_t{y} * kept, line, sizeof(ComplexDouble) * static_cast<size_t>(kept));
  }
  columns();
  for (int y = 0; y < h; ++y) {
    const ComplexDouble* from = grid + ptrdiff_t{y} * kept;
    if (kInverse) {
      __builtin_memcpy(line, from, sizeof(ComplexDouble) * static_cast<size_t>(kept));
      if constexpr (kind == Kind::kToReal) {
        for (int x = 1; x < w - x; ++x) line[w - x] = {from[x].re, -from[x].im};
        line[0].im = 0;  // bins that are their own mirror image are real
        if (w % 2 == 0) line[w / 2].im = 0;
      }
      data.rows.Run(line, work, true);
      from = line;
    }
    for (int x = 0; x < (kind == Kind::kToReal ? w : kept); ++x) {
      if constexpr (kind == Kind::kToReal) {
        static_cast<float*>(out)[ptrdiff_t{y} * w + x] = static_cast<float>(from[x].re);
      } else {
        static_cast<ComplexFloat*>(out)[ptrdiff_t{y} * kept + x] = {static_cast<float>(from[x].re),
                                                                    static_cast<float>(from[x].im)};
      }
    }
  }
}

template <Kind kind>
Status Eval(Kernel k) {
  if constexpr (kind == Kind::kFromReal || kind == Kind::kToReal) {
    if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeByLength<kind>(k));
  }
  const Tensor in = k.input(0), out = k.output(0);
  if (!out.elements()) return kOk;
  const Fft2D& data = *k.data<Fft2D>();
  const size_t in_matrix = static_cast<size_t>(in.Elements(in.rank() - 2, in.rank())) * ElementBytes(in.type());
  const size_t out_matrix = static_cast<size_t>(out.Elements(out.rank() - 2, out.rank())) * ElementBytes(out.type());
  const auto matrices = static_cast<int>(out.Elements(0, out.rank() - 2));
  k.ParallelFor(matrices, int64_t{data.rows.n} * data.columns.n * 40, [&](int begin, int end, int thread) {
    for (int m = begin; m < end; ++m) {
      Transform<kind>(data, thread, in.data<char>() + in_matrix * static_cast<size_t>(m), in.dim(-1),
                      out.data<char>() + out_matrix * static_cast<size_t>(m));
    }
  });
  return kOk;
}

}  // namespace

#define TARE_FFT_2D(OP, TYPES, kind, n) \
  TARE_TF_KERNEL(                       \
      OP, TYPES,                        \
      {.prepare = Prepare<Kind::kind>, .eval = Eval<Kind::kind>, .inputs = {n, n}, .data_bytes = sizeof(Fft2D)})
TARE_FFT_2D(FFT2D, c64, kForward, 1)
TARE_FFT_2D(IFFT2D, c64, kBackward, 1)
TARE_FFT_2D(RFFT2D, f32, kFromReal, 2)
TARE_FFT_2D(IRFFT2D, c64, kToReal, 2)

}  // namespace tare
