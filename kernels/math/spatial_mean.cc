// Quantized means over height and width. Sums of the bytes as they are; the input's zero point is a bias, rounded in
// float as the reference does it. Whole groups of 16 channels round ties of the second rounding up, the rest away from
// zero.
#include "kernels/math/spatial_mean.h"

#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/images.h"
#include "kernels/math/numerics.h"
#include "kernels/not_selected.h"
#include "runtime/features.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kGroup = 16;
constexpr uint32_t kHeightAndWidth = 1u << 1 | 1u << 2;

bool IsSpatial(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  if (in.rank() != 4 || axes.type() != kTfLiteInt32 || !axes.is_constant()) return false;
  unsigned reduced = 0;
  for (int i = static_cast<int>(axes.elements()); i-- > 0;) {
    const int axis = axes.data<int32_t>()[i];
    if (axis < -4 || axis > 3) return false;
    reduced |= 1u << (axis & 3);
  }
  return reduced == kHeightAndWidth && in.elements() != 0 &&
         k.options().Scalar<bool>(options::ReducerOptions::keep_dims);
}

}  // namespace

Status PrepareSpatialMean(Kernel k, SpatialMean& mean) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, in.type() == out.type() && IsQuantized(in) && IsQuantized(out), "bad quantization");
  mean.is_spatial = IsSpatial(k);
  if (!mean.is_spatial && features::reductions) return kOk;
  TARE_REQUIRE(k, mean.is_spatial && (features::ties_away || in.dim(3) % kGroup == 0), kShapesNotSelected);
  const int count = in.dim(1) * in.dim(2);
  const QuantizedMultiplier m = QuantizeMultiplier(in.scale() / (static_cast<float>(count) * out.scale()));
  mean.multiplier = m.multiplier;
  mean.shift = m.shift;
  mean.zero_point = out.zero_point() - RoundToInt(static_cast<float>(in.zero_point()) * in.scale() / out.scale());
  return ResizeImages(k, in.dim(0), 1, 1, in.dim(3));
}

Status EvalSpatialMean(Kernel k, const SpatialMean& mean) {
  const Tensor in = k.input(0), out = k.output(0);
  const int depth = in.dim(3), pixels = in.dim(1) * in.dim(2), rounded_up = depth & -kGroup;
  const int lowest = IsUint8(out.type()) ? 0 : INT8_MIN;
  const QuantizedMultiplier m = {mean.multiplier, mean.shift};
  const auto* x = in.data<uint8_t>();
  auto* y = out.data<uint8_t>();
  for (int batch = in.dim(0); batch-- > 0; x += ptrdiff_t{pixels - 1} * depth) {
    for (int c = 0; c < depth; ++c, ++x) {
      uint32_t bits = 0;
      for (ptrdiff_t i = 0; i < pixels; ++i) {
        const uint8_t byte = x[i * depth];
        bits += static_cast<uint32_t>(IsUint8(in.type()) ? byte : static_cast<int8_t>(byte));
      }
      const auto sum = static_cast<int32_t>(bits);
      const int64_t scaled =
          !features::ties_away || c < rounded_up ? MultiplyRoundingUp(sum, m) : MultiplyByQuantizedMultiplier(sum, m);
      *y++ = static_cast<uint8_t>(ClampInt(scaled + mean.zero_point, lowest, lowest + UINT8_MAX));
    }
  }
  return kOk;
}

}  // namespace tare
