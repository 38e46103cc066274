// Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): four numbers as a function of a
// counter and a key; and what floats are made of them.
#ifndef TARE_KERNELS_MATH_PHILOX_H_
#define TARE_KERNELS_MATH_PHILOX_H_

#include <stdint.h>

namespace tare {

/// A generator, kept as the node's data: it lives as long as the interpreter.
struct Philox {
  uint64_t counter[2];
  uint32_t key[2];
  bool seeded;

  void Skip(uint64_t n) {
    counter[0] += n;
    if (counter[0] < n) ++counter[1];
  }

  /// The four numbers of the count that is `ahead` of the current one.
  void Draw(uint64_t ahead, uint32_t* out) const {
    Philox at = *this;
    at.Skip(ahead);
    uint32_t x[4] = {static_cast<uint32_t>(at.counter[0]), static_cast<uint32_t>(at.counter[0] >> 32),
                     static_cast<uint32_t>(at.counter[1]), static_cast<uint32_t>(at.counter[1] >> 32)};
    for (int round = 0; round < 10; ++round) {
      const uint64_t a = uint64_t{0xD2511F53} * x[0], b = uint64_t{0xCD9E8D57} * x[2];
      x[0] = static_cast<uint32_t>(b >> 32) ^ x[1] ^ at.key[0];
      x[1] = static_cast<uint32_t>(b);
      x[2] = static_cast<uint32_t>(a >> 32) ^ x[3] ^ at.key[1];
      x[3] = static_cast<uint32_t>(a);
      at.key[0] += 0x9E3779B9;
      at.key[1] += 0xBB67AE85;
    }
    __builtin_memcpy(out, x, sizeof(x));
  }
};

/// The generator of two seeds of TensorFlow's ops without state: they are mixed, so that no part of them matters more
/// than another.
Philox PhiloxOfSeeds(uint64_t first, uint64_t second);

/// A float in [0, 1) from the low 23 bits.
inline float ToUnit(uint32_t x) {
  const uint32_t bits = (x & 0x7fffff) | 0x3f800000;
  float value;
  __builtin_memcpy(&value, &bits, sizeof(value));
  return value - 1;
}

/// Two numbers of the normal distribution from two uniform ones (Box and Muller).
void ToNormal(const uint32_t* numbers, float* values);

/// Counts that TensorFlow reserves for a number.
inline constexpr uint64_t kCountsPerElement = 256;

/// `n` numbers of the normal distribution below 2 in magnitude; every four of them have 256 draws of their own.
void TruncatedNormals(const Philox& philox, float* to, int64_t n);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_PHILOX_H_
