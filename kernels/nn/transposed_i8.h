// The taps of TRANSPOSE_CONV for the integer convolution driver.
#ifndef TARE_KERNELS_NN_TRANSPOSED_I8_H_
#define TARE_KERNELS_NN_TRANSPOSED_I8_H_

#include "kernels/nn/conv_i8.h"

namespace tare {

/// A LocateI8; the geometry is ForwardGeometry's.
int LocateTransposed(const ConvI8& conv, int tile, const uint8_t* outside, const uint8_t** rows, TileI8* t);

/// For Prepare, of the op's geometry `g`: ForwardGeometry, with any image where the output's shape is not known yet.
ConvGeometry TransposedGeometry(Kernel k, const ConvGeometry& g);

inline constexpr ConvKindI8 kTransposed = {MatrixEngineI8, LocateTransposed};

}  // namespace tare

#endif  // TARE_KERNELS_NN_TRANSPOSED_I8_H_
