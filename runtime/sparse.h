// Sparse constants: stored as the elements that are there, in an order of dimensions (of blocks and within them) each
// of which is dense or lists its indices. They become dense when the model is loaded, so that no kernel knows of them.
#ifndef TARE_RUNTIME_SPARSE_H_
#define TARE_RUNTIME_SPARSE_H_

#include "runtime/c_abi.h"
#include "runtime/flatbuffer.h"

namespace tare {

/// Writes the tensor's dense value to `to`, which holds all of it and is zeroed: elements of `width` bytes, from `size`
/// bytes at `data`. False when the parameters do not fit.
bool Densify(fb::Table sparsity, const TfLiteIntArray& dims, size_t width, const uint8_t* data, size_t size,
             uint8_t* to);

}  // namespace tare

#endif  // TARE_RUNTIME_SPARSE_H_
