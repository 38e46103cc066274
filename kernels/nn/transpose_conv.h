// The float engine of transposed convolutions, for ops that differ in where sizes come from.
#ifndef TARE_KERNELS_NN_TRANSPOSE_CONV_H_
#define TARE_KERNELS_NN_TRANSPOSE_CONV_H_

#include "kernels/nn/conv_geometry.h"

namespace tare {

/// For Prepare: requests the scratch memory that EvalTransposeConv needs.
Status RequestTransposeConvScratch(Kernel k, const ConvGeometry& g);

/// Computes output 0; `bias` may be absent. The geometry is that of PrepareTransposeConv, all of it filled.
void EvalTransposeConv(Kernel k, const ConvGeometry& g, Tensor input, Tensor filter, Tensor bias);

}  // namespace tare

#endif  // TARE_KERNELS_NN_TRANSPOSE_CONV_H_
