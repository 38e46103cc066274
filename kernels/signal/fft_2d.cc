// One block of memory holds the tables, rows' first, and behind them the threads' parts.
#include "kernels/signal/fft_2d.h"

namespace tare {

Status MakeFft2D(Kernel k, int height, int width, int kept, Fft2D& fft) {
  const size_t work_h = Fft::WorkSize(height), work_w = Fft::WorkSize(width);
  const size_t tables = Fft::TableSize(width) + Fft::TableSize(height);
  fft.kept = kept;
  fft.per_thread = static_cast<size_t>(height) * static_cast<size_t>(kept) +
                   static_cast<size_t>(height > width ? height : width) + (work_h > work_w ? work_h : work_w);
  const size_t numbers = tables + fft.per_thread * static_cast<size_t>(k.threads());
  TARE_REQUIRE(k, numbers < SIZE_MAX / sizeof(ComplexDouble), "too large");
  auto* base = k.AllocatePersistent<ComplexDouble>(sizeof(ComplexDouble) * numbers);
  if (!base) return kError;
  fft.rows = Fft::Make(width, base);
  fft.columns = Fft::Make(height, base + Fft::TableSize(width));
  fft.threads = base + tables;
  return kOk;
}

Status ResizeMatrices(Kernel k, int height, int width) {
  const Tensor in = k.input(0);
  Shape shape = {in.rank(), {}};
  __builtin_memcpy(shape.dims, in.dims(), sizeof(int) * static_cast<size_t>(in.rank()));
  shape.dims[in.rank() - 2] = height;
  shape.dims[in.rank() - 1] = width;
  return k.ResizeOutput(0, shape);
}

}  // namespace tare
