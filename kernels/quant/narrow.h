// Integers of 4 and 2 bits, several to a byte, the first in the lowest bits. Rows of a table follow each other without
// gaps, so that a row may begin within a byte.
#ifndef TARE_KERNELS_QUANT_NARROW_H_
#define TARE_KERNELS_QUANT_NARROW_H_

#include "kernels/micro/narrow.h"
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

/// Elements of a byte of int4, uint4 or int2; 1 of other types.
inline int ElementsPerByte(TfLiteType type) {
  return type == kTfLiteInt2 ? Int2::kEach : type == kTfLiteInt4 || type == kTfLiteUInt4 ? Int4::kEach : 1;
}

/// out = the `n` integers of such a type in `packed`, with a sign even if the type has none.
inline void UnpackNarrow(TfLiteType type, const uint8_t* packed, ptrdiff_t n, int8_t* out) {
  (type == kTfLiteInt2 ? TARE_BEST(UnpackI2) : TARE_BEST(UnpackI4))(packed, n, out);
}

/// Element `i` of an array of T, a C type or one of the above.
template <class T>
struct Elements {
  static int32_t At(const void* data, int64_t i) { return static_cast<const T*>(data)[i]; }
};
template <int kBits, bool kSigned>
struct Elements<Narrow<kBits, kSigned>> : Narrow<kBits, kSigned> {};

}  // namespace tare

#endif  // TARE_KERNELS_QUANT_NARROW_H_
