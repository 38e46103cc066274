// Elementwise ops of half-precision numbers and of bfloat16: pieces of a row become floats, the op's function for
// floats runs on these, and results that are numbers are rounded. That is what the reference's arithmetic of single
// elements gives.
#ifndef TARE_KERNELS_MATH_HALF_H_
#define TARE_KERNELS_MATH_HALF_H_

#include "kernels/math/broadcast.h"
#include "kernels/micro/half.h"

namespace tare {

inline constexpr int kHalfPiece = 64;

/// Numbers of 16 bits to float and back: halves, and bfloat16.
struct Half {
  static void Load(const uint16_t* in, float* out, int n) { TARE_BEST(HalfToFloat)(in, out, n); }
  static void Store(const float* in, uint16_t* out, int n) { TARE_BEST(FloatToHalf)(in, out, n); }
};
struct Bfloat {
  static void Load(const uint16_t* in, float* out, int n);
  static void Store(const float* in, uint16_t* out, int n);
};

/// The RowFunction on halves (or another such Format) of `row`, which is one on floats. Its results are halves, too, or
/// (`to_half` false) of one byte each.
template <RowFunction row, bool to_half = true, class Format = Half>
void HalfRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  float a[kHalfPiece], b[kHalfPiece], result[kHalfPiece];
  for (int i = 0; i < n; i += kHalfPiece) {
    const int count = n - i < kHalfPiece ? n - i : kHalfPiece;
    Format::Load(static_cast<const uint16_t*>(x) + ptrdiff_t{i} * x_step, a, x_step ? count : 1);
    Format::Load(static_cast<const uint16_t*>(y) + ptrdiff_t{i} * y_step, b, y_step ? count : 1);
    row(params, a, x_step, b, y_step, to_half ? static_cast<void*>(result) : static_cast<uint8_t*>(out) + i, count);
    if (to_half) Format::Store(result, static_cast<uint16_t*>(out) + i, count);
  }
}

/// x rounded: for functions that the reference composes of operations on such numbers.
template <class Format>
float Rounded(float x) {
  uint16_t bits;
  Format::Store(&x, &bits, 1);
  Format::Load(&bits, &x, 1);
  return x;
}
inline float ToHalf(float x) { return Rounded<Half>(x); }

/// Eval of an op of one input: out = f(x), rounded to half.
Status EvalUnaryHalf(Kernel k, float (*f)(float x));
/// The same of bfloat16.
Status EvalUnaryBfloat(Kernel k, float (*f)(float x));

}  // namespace tare

#endif  // TARE_KERNELS_MATH_HALF_H_
