// Quantized values or halves as floats: DEQUANTIZE, and ops that compare them with floats.
#ifndef TARE_KERNELS_QUANT_DEQUANTIZE_H_
#define TARE_KERNELS_QUANT_DEQUANTIZE_H_

#include "runtime/kernel.h"

namespace tare {

/// Writes input 0, of halves, to `to`.
void DequantizeHalf(Kernel k, float* to);

/// Writes input 0, of type T (int8_t, uint8_t, int16_t) and quantized per tensor or per channel, to `to`.
template <class T>
void DequantizeInteger(Kernel k, float* to);

}  // namespace tare

#endif  // TARE_KERNELS_QUANT_DEQUANTIZE_H_
