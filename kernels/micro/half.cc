// Half to float and back: by instruction where the level has one, else by integer arithmetic on the bits, which a
// runtime that flushes denormals cannot disturb.
#include "kernels/micro/half.h"

namespace tare::TARE_ISA {

void HalfToFloat(const uint16_t* in, float* out, int n) {
  for (int i = 0; i < n; ++i) {
#if defined(__F16C__) || defined(__aarch64__)
    _Float16 half;
    __builtin_memcpy(&half, in + i, sizeof(half));
    out[i] = static_cast<float>(half);
#else
    constexpr uint32_t kExponents = 0x7c00u << 13;  // of infinity, in place
    constexpr uint32_t kRebias = (127u - 15u) << 23, kTwoToMinus14 = 113u << 23;
    const uint32_t magnitude = (in[i] & 0x7fffu) << 13, sign = (in[i] & 0x8000u) << 16;
    // Subnormals: the mantissa with a leading one, less what that one is worth.
    const uint32_t small_bits = magnitude | kTwoToMinus14;
    float small_value, leading;
    __builtin_memcpy(&small_value, &small_bits, sizeof(float));
    __builtin_memcpy(&leading, &kTwoToMinus14, sizeof(float));
    small_value -= leading;
    uint32_t bits;
    __builtin_memcpy(&bits, &small_value, sizeof(float));
    if (magnitude >= 1u << 23) bits = magnitude + kRebias;
    if (magnitude >= kExponents) bits = magnitude + 2 * kRebias;
    bits |= sign;
    __builtin_memcpy(out + i, &bits, sizeof(float));
#endif
  }
}

void FloatToHalf(const float* in, uint16_t* out, int n) {
  for (int i = 0; i < n; ++i) {
#if defined(__F16C__) || defined(__aarch64__)
    const auto half = static_cast<_Float16>(in[i]);
    __builtin_memcpy(out + i, &half, sizeof(half));
#else
    constexpr uint32_t kNan = 0x7f800001, kTooLarge = 0x477ff000, kNormal = 113u << 23, kRebias = 112u << 23;
    uint32_t bits;
    __builtin_memcpy(&bits, in + i, sizeof(float));
    const uint32_t sign = bits >> 16 & 0x8000u, magnitude = bits & 0x7fffffffu, exponent = magnitude >> 23;
    uint32_t half;
    if (magnitude >= kNan) {
      half = 0x7e00u | (magnitude >> 13 & 0x3ffu);
    } else if (magnitude >= kTooLarge) {
      half = 0x7c00u;
    } else if (magnitude >= kNormal) {
      half = (magnitude - kRebias + 0xfffu + (magnitude >> 13 & 1)) >> 13;
    } else {  // subnormal: the mantissa in units of 2^-24
      const uint32_t shift = exponent < 101 ? 25 : 126 - exponent;
      const uint32_t mantissa = exponent < 101 ? 0 : (magnitude & 0x7fffffu) | 0x800000u;
      half = (mantissa + (1u << (shift - 1)) - 1 + (mantissa >> shift & 1)) >> shift;
    }
    out[i] = static_cast<uint16_t>(half | sign);
#endif
  }
}

}  // namespace tare::TARE_ISA
