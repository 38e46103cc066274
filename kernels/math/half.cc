// Functions of one half-precision number.
#include "kernels/math/half.h"

namespace tare {

Status EvalUnaryHalf(Kernel k, float (*f)(float x)) {
  constexpr int64_t kCostOfExp = 50;
  const auto* in = k.input(0).data<uint16_t>();
  auto* out = k.output(0).data<uint16_t>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), kCostOfExp, [&](int begin, int end, int /*thread*/) {
    float piece[kHalfPiece];
    for (int i = begin; i < end; i += kHalfPiece) {
      const int count = end - i < kHalfPiece ? end - i : kHalfPiece;
      TARE_BEST(HalfToFloat)(in + i, piece, count);
      for (int j = 0; j < count; ++j) piece[j] = f(piece[j]);
      TARE_BEST(FloatToHalf)(piece, out + i, count);
    }
  });
  return kOk;
}

}  // namespace tare
