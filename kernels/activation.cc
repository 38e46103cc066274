// Bounds of fused activations. The quantized ones are the float ones divided by the scale in float, ties away from
// zero.
#include "kernels/activation.h"

#include "kernels/math/numerics.h"
#include "runtime/features.h"

namespace tare {
namespace {

constexpr float kMax = __FLT_MAX__;
constexpr float kGreatestScale = 1e28F;  // kMax divided by it is beyond int32

}  // namespace

ActivationRange FloatActivationRange(Activation activation) {
  switch (activation) {
    case Activation::kRelu:
      return {0, kMax};
    case Activation::kReluN1To1:
      return {-1, 1};
    case Activation::kRelu6:
      return {0, 6};
    default:
      break;
  }
  if (features::tf_attributes && activation >= Activation::kUnbounded) {
    return {activation == Activation::kUnbounded ? -__builtin_inff() : -kMax, __builtin_inff()};
  }
  return {-kMax, kMax};
}

QuantizedRange TypeRange(TfLiteType type) {
  if (type == kTfLiteInt8) return {INT8_MIN, INT8_MAX};
  if (IsUint8(type)) return {0, UINT8_MAX};
  if (type == kTfLiteInt16) return {INT16_MIN, INT16_MAX};
  return {INT32_MIN, INT32_MAX};
}

bool IsQuantized(Tensor t) {
  const QuantizedRange range = TypeRange(t.type());
  return t.scale() > 0 && t.scale() <= kGreatestScale && t.zero_point() >= range.min && t.zero_point() <= range.max;
}

QuantizedRange QuantizedActivationRange(Activation activation, Tensor output) {
  const ActivationRange real = FloatActivationRange(activation);
  const QuantizedRange type = TypeRange(output.type());
  const auto quantize = [&](float bound) {
    return ClampInt(int64_t{RoundToInt(bound / output.scale())} + output.zero_point(), type.min, type.max);
  };
  return {quantize(real.min), quantize(real.max)};  // what clamps nothing saturates
}

}  // namespace tare
