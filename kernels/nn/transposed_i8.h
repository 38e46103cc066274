// The taps of TRANSPOSE_CONV for the integer convolution driver.
#ifndef TARE_KERNELS_NN_TRANSPOSED_I8_H_
#define TARE_KERNELS_NN_TRANSPOSED_I8_H_

#include "kernels/nn/conv_i8.h"

namespace tare {

/// A LocateI8; the geometry is ForwardGeometry's.
int LocateTransposed(const ConvI8& conv, int tile, const uint8_t** rows, TileI8* t);

}  // namespace tare

#endif  // TARE_KERNELS_NN_TRANSPOSED_I8_H_
