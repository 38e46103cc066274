// Irfft2d: the inverse of RFFT2D: half spectra [..., height, width / 2 + 1], cropped or padded with zeros, to real
// matrices of fft_length = [height, width], powers of two. Columns first; of what rows are made of, the first and the
// middle number count as real.
#include "kernels/signal/real_fft.h"

namespace tare {
namespace {

struct Data {
  Fft rows, columns;
  ComplexDouble* threads;  // [threads][height * spectrum + one line]
  size_t per_thread;
};

constexpr int kMaxLength = 1 << 14;  // of a side: a matrix stays below 2^28 numbers

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  const int height = k.input(1).data<int32_t>()[0], width = k.input(1).data<int32_t>()[1];
  const auto good = [](int n) { return n > 0 && n <= kMaxLength && (n & (n - 1)) == 0; };
  TARE_REQUIRE(k, good(height) && good(width), "bad fft_length %d, %d", height, width);
  auto& data = *k.data<Data>();
  const size_t spectrum = static_cast<size_t>(width) / 2 + 1;
  const size_t tables = Fft::TableSize(width) + Fft::TableSize(height);
  data.per_thread = static_cast<size_t>(height) * spectrum + static_cast<size_t>(width > height ? width : height);
  const size_t numbers = tables + data.per_thread * static_cast<size_t>(k.threads());
  TARE_REQUIRE(k, numbers < SIZE_MAX / sizeof(ComplexDouble), "too large");
  auto* base = k.AllocatePersistent<ComplexDouble>(sizeof(ComplexDouble) * numbers);
  if (!base) return kError;
  data.rows = Fft::Make(width, base);
  data.columns = Fft::Make(height, base + Fft::TableSize(width));
  data.threads = base + tables;
  Shape shape = {in.rank(), {}};
  __builtin_memcpy(shape.dims, in.dims(), sizeof(int) * in.rank());
  shape.dims[in.rank() - 2] = height;
  shape.dims[in.rank() - 1] = width;
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), length = k.input(1);
  TARE_REQUIRE(k, length.type() == kTfLiteInt32 && k.output(0).type() == kTfLiteFloat32, "unsupported types");
  TARE_REQUIRE(k, in.rank() >= 2 && in.rank() <= kMaxRank && length.rank() == 1 && length.dim(0) == 2, "bad shapes");
  return length.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Data& data = *k.data<Data>();
  const Tensor in = k.input(0), out = k.output(0);
  const int in_h = in.dim(-2), in_w = in.dim(-1), height = data.columns.n, width = data.rows.n;
  const int spectrum = width / 2 + 1;
  const auto matrices = static_cast<int>(out.Elements(0, out.rank() - 2));
  k.ParallelFor(matrices, int64_t{height} * width * 40, [&](int begin, int end, int thread) {
    ComplexDouble* grid = data.threads + data.per_thread * thread;
    ComplexDouble* line = grid + ptrdiff_t{height} * spectrum;
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

TARE_CUSTOM_KERNEL(IRFFT_2D, c64, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data)})

}  // namespace tare
