// Looks up the tensor that holds the scales; it is any tensor of the graph, as the model is free to say.
#include "kernels/nn/block_weights.h"

namespace tare {

Status FindBlocks(Kernel k, Tensor weights, WeightBlocks* blocks) {
  const auto& q = *static_cast<const TfLiteBlockwiseQuantization*>(weights.get()->quantization.params);
  TARE_REQUIRE(k,
               weights.rank() == 2 && q.blocksize > 0 && weights.dim(1) % q.blocksize == 0 && q.scale >= 0 &&
                   static_cast<size_t>(q.scale) < k.context()->tensors_size,
               "bad blocks");
  const Tensor scales(&k.context()->tensors[q.scale]);
  blocks->size = q.blocksize;
  blocks->per_row = weights.dim(1) / q.blocksize;
  TARE_REQUIRE(k,
               scales.type() == kTfLiteFloat16 && scales.is_constant() &&
                   scales.elements() == int64_t{weights.dim(0)} * blocks->per_row,
               "bad scales of blocks");
  blocks->scales = scales.data<uint16_t>();
  return kOk;
}

}  // namespace tare
