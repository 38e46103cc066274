// What a fused activation does to a result: it clamps.
#ifndef TARE_KERNELS_ACTIVATION_H_
#define TARE_KERNELS_ACTIVATION_H_

#include <stdint.h>

#include "runtime/features.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {

/// The bounds that a fused activation clamps to. TANH and SIGN_BIT clamp nothing, as in the reference.
struct ActivationRange {
  float min, max;
};
ActivationRange FloatActivationRange(Activation activation);

/// The same in a quantized output's integers, and within its type (int8, uint8, int16).
struct QuantizedRange {
  int32_t min, max;
};
QuantizedRange QuantizedActivationRange(Activation activation, Tensor output);

/// True for uint8, where the models have any.
inline bool IsUint8(TfLiteType type) { return features::uint8 && type == kTfLiteUInt8; }

/// The range of a quantized type; of int32 for other types.
QuantizedRange TypeRange(TfLiteType type);

/// True when the tensor has one scale, positive and finite, and a zero point that its type holds: then a difference of
/// its values and the zero point cannot overflow.
bool IsQuantized(Tensor t);

}  // namespace tare

#endif  // TARE_KERNELS_ACTIVATION_H_
