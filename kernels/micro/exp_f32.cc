// Exponential functions of float rows. e^x = 2^k e^r with |r| <= ln 2 / 2 (Cody and Waite's reduction); e^r - 1 by its
// Taylor series to r^7, whose remainder is below 2e-8 of it. Keeping the 1 apart is what makes tanh precise near 0.
#include "kernels/micro/exp_f32.h"

#include "kernels/micro/simd_f32.h"

namespace tare::TARE_ISA {
namespace {

using Ints = int32_t __attribute__((vector_size(kLanes * 4)));

/// 2^k for k in [-126, 127].
TARE_INLINE Vec PowerOf2(Ints k) { return reinterpret_cast<Vec>((k + 127) << 23); }

/// e^x = 2^k (1 + fraction).
struct Split {
  Ints k;
  Vec fraction;
};

/// |x| < 2^22 / 1.5. This and Exp are calls on purpose: they would be in every loop twice.
__attribute__((noinline)) Split SplitExp(Vec x) {
  // Adding 1.5 * 2^23 rounds to an integer, which then is in the low bits.
  constexpr float kLog2E = 1.44269504f, kShift = 12582912.f;
  // ln 2 in two parts; the first has zeros enough that k times it is exact.
  constexpr float kLn2High = .693359375f, kLn2Low = -2.12194440e-4f;
  const Vec shifted = MultiplyAdd(Splat(kShift), x, Splat(kLog2E)), k = shifted - Splat(kShift);
  const Vec r = MultiplyAdd(MultiplyAdd(x, k, Splat(-kLn2High)), k, Splat(-kLn2Low));
  Vec sum = Splat(1.f / 5040);
  sum = MultiplyAdd(Splat(1.f / 720), sum, r);
  sum = MultiplyAdd(Splat(1.f / 120), sum, r);
  sum = MultiplyAdd(Splat(1.f / 24), sum, r);
  sum = MultiplyAdd(Splat(1.f / 6), sum, r);
  sum = MultiplyAdd(Splat(.5f), sum, r);
  return {reinterpret_cast<Ints>(shifted) - reinterpret_cast<Ints>(Splat(kShift)), MultiplyAdd(r, r * r, sum)};
}

__attribute__((noinline)) Vec Exp(Vec x) {
  const Split e = SplitExp(Clamp(x, Splat(-104.f), Splat(89.f)));  // 0 and infinity beyond
  // The power of 2 in two factors, because it may exceed what one float holds.
  const Ints half = e.k >> 1;
  return MultiplyAdd(PowerOf2(half), PowerOf2(half), e.fraction) * PowerOf2(e.k - half);
}

template <class F>
TARE_INLINE void Row(const float* x, float* out, int n, F f) {
  float rest[kLanes] = {};  // what is left goes through a whole vector too
  TARE_ROLLED for (; n > 0; n -= kLanes, x += kLanes, out += kLanes) {
    const bool whole = n >= kLanes;
    if (!whole) __builtin_memcpy(rest, x, sizeof(float) * n);
    Store(whole ? out : rest, f(Load(whole ? x : rest)));
    if (!whole) __builtin_memcpy(out, rest, sizeof(float) * n);
  }
}

}  // namespace

void ExpRowF32(const float* x, float* out, int n, float origin, float scale) {
  Row(x, out, n, [=](Vec v) { return Exp((v - Splat(origin)) * Splat(scale)); });
}

void LogisticRowF32(const float* x, float* out, int n) {
  Row(x, out, n, [](Vec v) { return Splat(1) / (Splat(1) + Exp(-v)); });
}

void TanhRowF32(const float* x, float* out, int n) {
  Row(x, out, n, [](Vec v) {
    // tanh x = (e^2x - 1) / (e^2x - 1 + 2)
    const Split e = SplitExp(Clamp(v + v, Splat(-40), Splat(40)));
    const Vec power = PowerOf2(e.k), less_one = MultiplyAdd(power - Splat(1), power, e.fraction);
    return less_one / (less_one + Splat(2));
  });
}

}  // namespace tare::TARE_ISA
