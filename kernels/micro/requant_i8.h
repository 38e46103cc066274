// From int32 sums to quantized bytes: per channel, y = sum * multiplier * 2^shift rounded, plus the output's zero
// point, clamped. Two roundings take place, as in the reference: a rounding high multiply by the 31-bit multiplier
// (ties up), then a rounding right shift whose ties go up or away from zero, which differs by op and code path
// (docs/numerics.md), so each channel says which.
#ifndef TARE_KERNELS_MICRO_REQUANT_I8_H_
#define TARE_KERNELS_MICRO_REQUANT_I8_H_

#include "kernels/micro/isa.h"

namespace tare {

/// Channels done at once, at most. What follows channels and sums in memory is read up to a multiple of it.
inline constexpr int kRequantStep = 8;

/// Per-channel arrays, one entry per output channel.
struct RequantChannels {
  const int32_t* multiplier;  // [2^30, 2^31) or 0
  const int32_t* shift;       // [-31, 30], negative = right
  const int32_t* away;        // -1: ties of the right shift away from zero; 0: up
};

struct RequantI8 {
  RequantChannels channel;  // of the first column
  int32_t zero_point, min, max;
  const int32_t* sums;
  ptrdiff_t sums_stride;  // int32s from row to row
  uint8_t* out;           // int8 or uint8: the low byte of the result
  ptrdiff_t out_stride;
  int rows, columns;
};

// clang-format off
TARE_MICRO(
void RunRequantI8(const RequantI8& r)
)
// clang-format on
#if defined(TARE_VNNI_FORMS)
namespace avx2 {
/// The same where HasAvx512Vnni().
void RunRequantVnni(const RequantI8& r);
}  // namespace avx2
#endif

/// The best that this machine runs.
inline void Requantize(const RequantI8& r) {
#if defined(TARE_VNNI_FORMS)
  if (HasAvx512Vnni()) return avx2::RunRequantVnni(r);
#endif
  TARE_BEST(RunRequantI8)(r);
}

}  // namespace tare

#endif  // TARE_KERNELS_MICRO_REQUANT_I8_H_
