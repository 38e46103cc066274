// RFFT2D: the two-dimensional transform of real matrices, cropped or padded to fft_length = [height, width]; of each
// row the first width / 2 + 1 numbers. Rows first, then columns. Lengths must be powers of two, as in the reference.
#include "kernels/signal/fft_2d.h"

namespace tare {
namespace {

constexpr int kMaxLength = 1 << 14;  // of a side: a matrix stays below 2^28 numbers

Status Resize(Kernel k) {
  const auto* length = k.input(1).data<int32_t>();
  const int height = length[0], width = length[1];
  const auto good = [](int n) { return n > 0 && n <= kMaxLength && (n & (n - 1)) == 0; };
  TARE_REQUIRE(k, good(height) && good(width), "bad fft_length %d, %d", height, width);
  const int spectrum = width / 2 + 1;
  TARE_RETURN_IF_ERROR(MakeFft2D(k, height, width, spectrum, *k.data<Fft2D>()));
  return ResizeMatrices(k, height, spectrum);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), length = k.input(1);
  TARE_REQUIRE(k,
               in.type() == kTfLiteFloat32 && length.type() == kTfLiteInt32 && k.output(0).type() == kTfLiteComplex64,
               "unsupported types");
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
      const float* from = in.data<float>() + ptrdiff_t{m} * in_h * in_w;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) line[x] = {y < in_h && x < in_w ? from[ptrdiff_t{y} * in_w + x] : 0., 0.};
        data.rows.Run(line, nullptr, false);
        __builtin_memcpy(grid + ptrdiff_t{y} * spectrum, line, sizeof(ComplexDouble) * spectrum);
      }
      auto* to = out.data<ComplexFloat>() + ptrdiff_t{m} * height * spectrum;
      for (int x = 0; x < spectrum; ++x) {
        for (int y = 0; y < height; ++y) line[y] = grid[ptrdiff_t{y} * spectrum + x];
        data.columns.Run(line, nullptr, false);
        for (int y = 0; y < height; ++y) {
          to[ptrdiff_t{y} * spectrum + x] = {static_cast<float>(line[y].re), static_cast<float>(line[y].im)};
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(RFFT2D, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Fft2D)})

}  // namespace tare
