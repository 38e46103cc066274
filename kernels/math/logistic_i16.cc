// LOGISTIC and TANH of int16: a table of the logistic function at multiples of 1/24, interpolated; tanh x is
// 2 logistic(2x) - 1. The input's scale becomes that of the table by a 15-bit factor.
//
// Entries of the reference's table lie above the curve by half of what linear interpolation loses, which is the second
// derivative times the square of the step / 16. Inputs whose scale is a power of two take another way: fixed-point
// arithmetic (kernels/math/fixed_functions.h).
#include "kernels/activation.h"
#include "kernels/math/fixed_functions.h"
#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct Data {
  int32_t multiplier;  // 0 = fixed-point arithmetic
  int shift;
  uint16_t table[256];
};

Status Prepare(Kernel k, bool tanh) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt16 && IsQuantized(in) && IsQuantized(out), "bad quantization");
  TARE_REQUIRE(k, (in.zero_point() | out.zero_point()) == 0 && out.scale() == 1.f / 32768, "bad quantization");
  Data& data = *k.data<Data>();
  data = {};
  // Fixed-point arithmetic takes 3 integer bits; tanh one less, too.
  const float ones = in.scale() * 4096;
  if (ones == 1.f || (tanh && ones == 2.f)) {
    data.shift = ones == 2.f ? 1 : 0;
    return k.ResizeOutputLike(0, in);
  }
  double multiplier = double{in.scale()} * 4096. * 3.;
  while (multiplier <= 32767. / 2 && data.shift <= 30) {
    multiplier *= 2;
    ++data.shift;
  }
  TARE_REQUIRE(k, multiplier >= 1 && multiplier <= 32767, "input scale too small or too large");
  data.multiplier = static_cast<int32_t>(multiplier);
  for (int i = 0; i < 256; ++i) {
    const double y = Logistic(i / 24.), second = y * (1 - y) * (1 - 2 * y);
    data.table[i] = static_cast<uint16_t>(65536 * (y - second / (16 * 24 * 24)) + .5);
  }
  data.table[255] = UINT16_MAX;
  return k.ResizeOutputLike(0, in);
}

Status PrepareLogistic(Kernel k) { return Prepare(k, false); }
Status PrepareTanh(Kernel k) { return Prepare(k, true); }

/// The table's function at |x| with `bits` fractional bits of interpolation, scaled by 2^(16 + bits).
int32_t LookUp(const Data& data, uint32_t x, int bits) {
  const uint32_t at = x >> bits, rest = x & ((1u << bits) - 1);
  if (at >= 255) return static_cast<int32_t>((bits == 9 ? 0x7FFFu << 10 : 0xFFFFu << 8));
  const uint32_t low = data.table[at], high = data.table[at + 1];
  return static_cast<int32_t>((low << bits) + rest * (high - low));
}

int16_t LogisticAt(const Data& data, int32_t x) {
  const int32_t y = LookUp(data, static_cast<uint32_t>(x < 0 ? -x : x), 9);
  return static_cast<int16_t>(((x >= 0 ? y : (1 << 25) - 1 - y) + (1 << 9)) >> 10);
}

int16_t TanhAt(const Data& data, int32_t x) {
  const int32_t y = LookUp(data, static_cast<uint32_t>(x < 0 ? -x : x), 8) - (1 << 23);
  return static_cast<int16_t>(((x >= 0 ? y : -1 - y) + (1 << 7)) >> 8);
}

Status Eval(Kernel k, int16_t (*table)(const Data& data, int32_t x), int16_t (*fixed)(int16_t x)) {
  const Data& data = *k.data<Data>();
  const auto* x = k.input(0).data<int16_t>();
  auto* y = k.output(0).data<int16_t>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), 16, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      if (data.multiplier) {
        const int32_t round = data.shift > 0 ? 1 << (data.shift - 1) : 0;
        y[i] = table(data, static_cast<int32_t>((int64_t{x[i]} * data.multiplier + round) >> data.shift));
      } else {
        const int32_t shifted = x[i] * (1 << data.shift);
        y[i] = fixed(static_cast<int16_t>(ClampInt(shifted, INT16_MIN, INT16_MAX)));
      }
    }
  });
  return kOk;
}

Status EvalLogistic(Kernel k) { return Eval(k, LogisticAt, FixedLogistic); }
Status EvalTanh(Kernel k) { return Eval(k, TanhAt, FixedTanh); }

}  // namespace

TARE_KERNEL(LOGISTIC, i16,
            {.prepare = PrepareLogistic, .eval = EvalLogistic, .data_bytes = sizeof(Data), .in_place = 1})
TARE_KERNEL(TANH, i16, {.prepare = PrepareTanh, .eval = EvalTanh, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
