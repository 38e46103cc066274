// Products of 16 × 8 bits are at most 2^22 in magnitude, so blocks of 256 can be added up in 32 bits, which vectorises.
#include "kernels/micro/dot_i16.h"

namespace tare::TARE_ISA {

int64_t DotI16(const int16_t* x, const int8_t* w, int n) {
  int64_t sum = 0;
  for (constexpr int kBlock = 256; n > 0; n -= kBlock, x += kBlock, w += kBlock) {
    int32_t part = 0;
    for (int i = 0; i < (n < kBlock ? n : kBlock); ++i) part += x[i] * w[i];
    sum += part;
  }
  return sum;
}

}  // namespace tare::TARE_ISA
