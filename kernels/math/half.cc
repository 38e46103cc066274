// Functions of one half-precision number or bfloat16, and bfloat16 to float and back: the upper half of a float.
#include "kernels/math/half.h"

namespace tare {
namespace {

template <class Format>
Status EvalUnary(Kernel k, float (*f)(float x)) {
  constexpr int64_t kCostOfExp = 50;
  const auto* in = k.input(0).data<uint16_t>();
  auto* out = k.output(0).data<uint16_t>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), kCostOfExp, [&](int begin, int end, int /*thread*/) {
    float piece[kHalfPiece];
    for (int i = begin; i < end; i += kHalfPiece) {
      const int count = end - i < kHalfPiece ? end - i : kHalfPiece;
      Format::Load(in + i, piece, count);
      for (int j = 0; j < count; ++j) piece[j] = f(piece[j]);
      Format::Store(piece, out + i, count);
    }
  });
  return kOk;
}

}  // namespace

void Bfloat::Load(const uint16_t* in, float* out, int n) {
  for (int i = 0; i < n; ++i) {
    const uint32_t bits = uint32_t{in[i]} << 16;
    __builtin_memcpy(out + i, &bits, sizeof(bits));
  }
}

void Bfloat::Store(const float* in, uint16_t* out, int n) {
  for (int i = 0; i < n; ++i) {
    const float x = in[i];
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof(bits));
    constexpr uint32_t kQuietNan = 0x7fc00000;
    // The nearest, ties to even; of a NaN the sign stays.
    bits = x == x ? bits + 0x7fff + (bits >> 16 & 1) : (bits & 0x80000000) | kQuietNan;
    out[i] = static_cast<uint16_t>(bits >> 16);
  }
}

Status EvalUnaryHalf(Kernel k, float (*f)(float x)) { return EvalUnary<Half>(k, f); }
Status EvalUnaryBfloat(Kernel k, float (*f)(float x)) { return EvalUnary<Bfloat>(k, f); }

}  // namespace tare
