// Integers of 4 and 2 bits, several to a byte, the first in the lowest bits. Rows of a table follow each other without
// gaps, so that a row may begin within a byte.
#ifndef TARE_KERNELS_QUANT_NARROW_H_
#define TARE_KERNELS_QUANT_NARROW_H_

#include "runtime/kernel.h"

namespace tare {

/// One such type.
template <int kBits, bool kSigned>
struct Narrow {
  static constexpr int kEach = 8 / kBits;  // elements of a byte
  static constexpr int kMask = (1 << kBits) - 1;
  static constexpr int kMin = kSigned ? -(1 << (kBits - 1)) : 0, kMax = kMin + kMask;

  static int32_t At(const void* packed, int64_t i) {
    const int bits = static_cast<const uint8_t*>(packed)[i / kEach] >> (i % kEach * kBits) & kMask;
    return (bits ^ -kMin) + kMin;
  }
  /// Writes elements in order: the first of a byte clears the others.
  static void Append(void* packed, int64_t i, int32_t value) {
    uint8_t& byte = static_cast<uint8_t*>(packed)[i / kEach];
    const int shift = static_cast<int>(i % kEach) * kBits;
    byte = static_cast<uint8_t>((shift ? byte : 0) | (value & kMask) << shift);
  }
};
using Int4 = Narrow<4, true>;
using UInt4 = Narrow<4, false>;
using Int2 = Narrow<2, true>;

/// Element `i` of an array of T, a C type or one of the above.
template <class T>
struct Elements {
  static int32_t At(const void* data, int64_t i) { return static_cast<const T*>(data)[i]; }
};
template <int kBits, bool kSigned>
struct Elements<Narrow<kBits, kSigned>> : Narrow<kBits, kSigned> {};

}  // namespace tare

#endif  // TARE_KERNELS_QUANT_NARROW_H_
