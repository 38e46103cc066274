// Choosing scales as the reference does.
#include "kernels/nn/hybrid_row.h"

#include "kernels/math/numerics.h"

namespace tare {

HybridSlice ChooseScale(const HybridRange& range, bool asymmetric) {
  if (!asymmetric) {
    const float magnitude = -range.min > range.max ? -range.min : range.max;
    return {magnitude > 0 ? magnitude / 127 : 1, 0};
  }
  const double min = range.min, max = range.max, scale = double{range.max - range.min} / 255;
  if (!(scale > 0)) return {1, 0};
  // The zero point follows from either end; the end with the smaller magnitude gives the smaller error.
  const double zero = 128 - min / scale < 127 + max / scale ? -128 - min / scale : 127 - max / scale;
  return {static_cast<float>(scale), ClampInt(RoundToInt(zero), -128, 127)};
}

float InverseOf(const HybridRange& range, const HybridSlice& slice, bool asymmetric) {
  const float magnitude = -range.min > range.max ? -range.min : range.max;
  return asymmetric || !(magnitude > 0) ? 1 / slice.scale : 127 / magnitude;
}

HybridSlice QuantizeRow(const float* x, ptrdiff_t n, bool asymmetric, int8_t* to) {
  HybridRange range = {};
  TARE_BEST(RangeF32)(x, n, &range.min, &range.max);
  const HybridSlice slice = ChooseScale(range, asymmetric);
  TARE_BEST(QuantizeF32)
  (x, n, InverseOf(range, slice, asymmetric), static_cast<float>(slice.zero), asymmetric ? -128 : -127,
   reinterpret_cast<uint8_t*>(to));
  return slice;
}

}  // namespace tare
