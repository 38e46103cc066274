// Weights with a scale for each block of elements of a row: the format of language models. The scales are halves in a
// tensor that is no input of the node; the runtime keeps its index (feature `block_scales`).
#ifndef TARE_KERNELS_NN_BLOCK_WEIGHTS_H_
#define TARE_KERNELS_NN_BLOCK_WEIGHTS_H_

#include "runtime/kernel.h"

namespace tare {

/// The blocks of a matrix of weights, row by row.
struct WeightBlocks {
  const uint16_t* scales;  // halves; `per_row` of them for each row
  int size;                // elements of a block
  int per_row;
};

inline bool HasBlocks(Tensor weights) {
  return features::block_scales && weights.get()->quantization.type == kTfLiteBlockwiseQuantization;
}

/// Checks that `weights` is a matrix whose rows are whole blocks, and its scales are constant halves, one for each
/// block. Scales have no zero points in the reference, and none here.
Status FindBlocks(Kernel k, Tensor weights, WeightBlocks* blocks);

}  // namespace tare

#endif  // TARE_KERNELS_NN_BLOCK_WEIGHTS_H_
