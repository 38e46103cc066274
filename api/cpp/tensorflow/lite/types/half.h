// A float of 16 bits that computes as a float of 32. Conversions are made of integer operations, so that no target
// needs a function of the compiler's library for them.
#ifndef TENSORFLOW_LITE_TYPES_HALF_H_
#define TENSORFLOW_LITE_TYPES_HALF_H_

#include <stdint.h>
#include <string.h>

namespace tflite {

class half {
  struct Bits {
    uint16_t bits;
  };
  explicit constexpr half(Bits bits) : bits_(bits.bits) {}

 public:
  half() = default;
  /// The nearest half, of two the even one.
  half(float x) : bits_(FromFloat(x)) {}  // NOLINT(google-explicit-constructor)
  explicit half(int x) : half(static_cast<float>(x)) {}

  operator float() const { return ToFloat(bits_); }  // NOLINT(google-explicit-constructor)

  static constexpr half from_bits(uint16_t bits) { return half(Bits{bits}); }
  constexpr uint16_t to_bits() const { return bits_; }
  constexpr bool is_zero() const { return (bits_ & 0x7FFF) == 0; }

  static constexpr half epsilon() { return from_bits(0x1400); }  // 2^-10
  static constexpr half infinity() { return from_bits(0x7C00); }
  static constexpr half min() { return from_bits(0xFBFF); }  // -65504
  static constexpr half max() { return from_bits(0x7BFF); }
  static constexpr half smallest_normal() { return from_bits(0x0400); }  // 2^-14
  /// What a minimum, a maximum and a sum begin with.
  static constexpr half min_identity() { return from_bits(0x7C00); }
  static constexpr half max_identity() { return from_bits(0xFC00); }
  static constexpr half sum_identity() { return from_bits(0); }

  uint16_t bits_;

 private:
  static uint16_t FromFloat(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof(bits));
    const uint32_t sign = bits >> 16 & 0x8000;
    bits &= 0x7FFFFFFF;
    uint32_t half_bits;
    if (bits > 0x7F800000) {
      half_bits = 0x7E00;  // not a number
    } else if (bits >= 0x477FF000) {
      half_bits = 0x7C00;  // from 65520 on
    } else if (bits >= 0x38800000) {
      half_bits = (bits + 0xFFF + (bits >> 13 & 1) - (112u << 23)) >> 13;
    } else if (bits < 0x33000000) {
      half_bits = 0;  // below 2^-25
    } else {
      // Units of 2^-24: the mantissa with its leading one, shifted and rounded.
      const uint32_t mantissa = (bits & 0x7FFFFF) | 0x800000, shift = 126 - (bits >> 23);
      half_bits = (mantissa + (1u << (shift - 1)) - 1 + (mantissa >> shift & 1)) >> shift;
    }
    return static_cast<uint16_t>(sign | half_bits);
  }
  static float ToFloat(uint16_t half_bits) {
    const uint32_t sign = (half_bits & 0x8000u) << 16, exponent = half_bits >> 10 & 0x1F, mantissa = half_bits & 0x3FF;
    if (exponent == 0) {
      const float small = static_cast<float>(mantissa) / 16777216;
      return sign ? -small : small;
    }
    const uint32_t bits = sign | (exponent == 0x1F ? 0x7F800000 : (exponent + 112) << 23) | mantissa << 13;
    float x;
    memcpy(&x, &bits, sizeof(x));
    return x;
  }
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_TYPES_HALF_H_
