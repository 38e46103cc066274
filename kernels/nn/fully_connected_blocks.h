// FULLY_CONNECTED on float activations and int4 weights with a scale for each block of a row.
#ifndef TARE_KERNELS_NN_FULLY_CONNECTED_BLOCKS_H_
#define TARE_KERNELS_NN_FULLY_CONNECTED_BLOCKS_H_

#include "kernels/nn/conv_geometry.h"

namespace tare {

/// Checks the node, packs its weights and requests scratch. `g` is PrepareFullyConnected's.
Status PrepareBlocks(Kernel k, const ConvGeometry& g);
Status EvalBlocks(Kernel k, const ConvGeometry& g);

}  // namespace tare

#endif  // TARE_KERNELS_NN_FULLY_CONNECTED_BLOCKS_H_
