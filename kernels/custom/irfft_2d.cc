// Irfft2d: the inverse of RFFT2D: half spectra [..., height, width / 2 + 1], cropped or padded with zeros, to real
// matrices of fft_length = [height, width], powers of two. Columns first; of what rows are made of, the first and the
// middle number count as real.
#include "kernels/signal/fft_2d.h"

namespace tare {
namespace {

constexpr int kMaxLength = 1 << 14;  // of a side: a matrix stays below 2^28 numbers

Status Resize(Kernel k) {
  const int height = k.input(1).data<int32_t>()[0], width = k.input(1).data<int32_t>()[1];
  const auto good = [](int n) { return n > 0 && n <= kMaxLength && (n & (n - 1)) == 0; };
  TARE_REQUIRE(k, good(height) && good(width), "bad fft_length %d, %d", height, width);
  const int spectrum = width / 2 + 1;
  TARE_RETURN_IF_ERROR(MakeFft2D(k, height, width, spectrum, *k.data<Fft2D>()));
  return ResizeMatrices(k, height, width);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), length = k.input(1);
  TARE_REQUIRE(k, length.type() == kTfLiteInt32 && k.output(0).type() == kTfLiteFloat32, "unsupported types");
  TARE_REQUIRE(k, in.rank() >= 2 && in.rank() <= kMaxRank && length.rank() == 1 && length.dim(0) == 2, "bad shapes");
  return length.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Fft2D& data = *k.data<Fft2D>();
  const Tensor in = k.input(0), out = k.output(0);
  const int in_h = in.dim(-2), in_w = in.dim(-1), height = data.columns.n, width = data.rows.n;
  const int spectrum = data.kept;
  const auto matrices = static_cast<int>(out.Elements(0, out.rank() - 2));
  k.ParallelFor(matrices, int64_t{height} * width * 40, [&](int begin, int end, int thread) {
    ComplexDouble *grid = data.grid(thread), *line = data.line(thread);
    for (int m = begin; m < end; ++m) {
      const auto* from = in.data<ComplexFloat>() + ptrdiff_t{m} * in_h * in_w;
      for (int x = 0; x < spectrum; ++x) {
        for (int y = 0; y < height; ++y) {
          const bool inside = y < in_h && x < in_w;
          const ComplexFloat value = inside ? from[ptrdiff_t{y} * in_w + x] : ComplexFloat{0, 0};
          line[y] = {double{value.re}, double{value.im}};
        }
        data.columns.Run(line, nullptr, true);
        for (int y = 0; y < height; ++y) grid[ptrdiff_t{y} * spectrum + x] = line[y];
      }
      float* to = out.data<float>() + ptrdiff_t{m} * height * width;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const ComplexDouble value = grid[ptrdiff_t{y} * spectrum + (x < spectrum ? x : width - x)];
          line[x] = {value.re, 2 * x % width == 0 ? 0 : x < spectrum ? value.im : -value.im};
        }
        data.rows.Run(line, nullptr, true);
        for (int x = 0; x < width; ++x) to[ptrdiff_t{y} * width + x] = static_cast<float>(line[x].re);
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(IRFFT_2D, c64, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Fft2D)})

}  // namespace tare
