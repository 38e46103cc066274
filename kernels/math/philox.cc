// Floats from Philox's numbers, and its state from seeds.
#include "kernels/math/philox.h"

namespace tare {

void ToNormal(const uint32_t* numbers, float* values) {
  const float u = ToUnit(numbers[0]), angle = static_cast<float>(6.28318530717958647692 * double{ToUnit(numbers[1])});
  const float radius = __builtin_elementwise_sqrt(-2 * __builtin_logf(u < 1e-7f ? 1e-7f : u));
  values[0] = __builtin_sinf(angle) * radius;
  values[1] = __builtin_cosf(angle) * radius;
}

void TruncatedNormals(const Philox& philox, float* to, int64_t n) {
  for (int64_t first = 0; first < n; first += 4) {
    uint32_t numbers[4];
    auto draw = static_cast<uint64_t>(first / 4) * kCountsPerElement;
    for (int found = 0, at = 4; found < 4; at += 2) {
      if (at == 4) {
        philox.Draw(draw++, numbers);
        at = 0;
      }
      float values[2];
      ToNormal(numbers + at, values);
      for (int i = 0; i < 2 && found < 4; ++i) {
        if (!(__builtin_fabsf(values[i]) < 2)) continue;
        if (first + found < n) to[first + found] = values[i];
        ++found;
      }
    }
  }
}

Philox PhiloxOfSeeds(uint64_t first, uint64_t second) {
  const Philox mixer = {{first, second}, {0x3ec8f720, 0x02461e29}, true};
  uint32_t mixed[4];
  mixer.Draw(0, mixed);
  return {{0, mixed[2] | uint64_t{mixed[3]} << 32}, {mixed[0], mixed[1]}, true};
}

}  // namespace tare
