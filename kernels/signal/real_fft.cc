// Memory of the Fourier ops.
#include "kernels/signal/real_fft.h"

namespace tare {

Status MakeFftMemory(Kernel k, int64_t n, FftMemory& memory) {
  TARE_REQUIRE(k, n >= 1 && n <= kMaxFftLength, "bad length of transform");
  const int length = static_cast<int>(n);
  const size_t table = Fft::TableSize(length);
  memory.per_thread = length + Fft::WorkSize(length);
  auto* base = k.AllocatePersistent<ComplexDouble>(sizeof(ComplexDouble) *
                                                   (table + memory.per_thread * static_cast<size_t>(k.threads())));
  if (!base) return kError;
  memory.threads = base + table;
  memory.fft = Fft::Make(length, base);
  return kOk;
}

}  // namespace tare
