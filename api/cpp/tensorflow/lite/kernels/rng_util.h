// Random numbers that are functions of a key and a counter: Threefry 2x32 of 20 rounds and Philox 4x32 of 10, both of
// Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3 (2011).
#ifndef TENSORFLOW_LITE_KERNELS_RNG_UTIL_H_
#define TENSORFLOW_LITE_KERNELS_RNG_UTIL_H_

#include <stddef.h>
#include <stdint.h>

#include <array>

namespace tflite {
namespace rng {

inline std::array<uint32_t, 2> Threefry2x32(uint32_t key_0, uint32_t key_1, std::array<uint32_t, 2> ctr) {
  constexpr int kRotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  const uint32_t keys[] = {key_0, key_1, key_0 ^ key_1 ^ 0x1BD11BDA};
  uint32_t x = ctr[0] + keys[0], y = ctr[1] + keys[1];
  for (uint32_t group = 0; group < 5; ++group) {
    for (const int by : kRotations[group % 2]) {
      x += y;
      y = x ^ (y << by | y >> (32 - by));
    }
    x += keys[(group + 1) % 3];
    y += keys[(group + 2) % 3] + group + 1;
  }
  return {x, y};
}

inline std::array<uint32_t, 4> Philox4x32(uint32_t key_0, uint32_t key_1, std::array<uint32_t, 4> ctr) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t a = uint64_t{0xD2511F53} * ctr[0], b = uint64_t{0xCD9E8D57} * ctr[2];
    ctr = {static_cast<uint32_t>(b >> 32) ^ ctr[1] ^ key_0, static_cast<uint32_t>(b),
           static_cast<uint32_t>(a >> 32) ^ ctr[3] ^ key_1, static_cast<uint32_t>(a)};
    key_0 += 0x9E3779B9;
    key_1 += 0xBB67AE85;
  }
  return ctr;
}

}  // namespace rng
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_RNG_UTIL_H_
