// Float activations as int8, for weights that are int8: each slice has a scale, and perhaps a zero point, of its own.
#ifndef TARE_KERNELS_NN_HYBRID_ROW_H_
#define TARE_KERNELS_NN_HYBRID_ROW_H_

#include "kernels/micro/hybrid_i8.h"

namespace tare {

/// A slice quantized: real = scale * (byte - zero).
struct HybridSlice {
  float scale;
  int32_t zero;
};

/// The values of a slice; contains 0.
struct HybridRange {
  float min, max;
};

/// The int8 scale that covers a range. Without zero point, it maps the larger magnitude to 127.
HybridSlice ChooseScale(const HybridRange& range, bool asymmetric);

/// What values are multiplied by: the reference divides by the magnitude where there is no zero point, by the scale
/// where there is one.
float InverseOf(const HybridRange& range, const HybridSlice& slice, bool asymmetric);

/// Quantizes `n` values to int8 bytes.
HybridSlice QuantizeRow(const float* x, ptrdiff_t n, bool asymmetric, int8_t* to);

}  // namespace tare

#endif  // TARE_KERNELS_NN_HYBRID_ROW_H_
