// Weights of 4 and 2 bits: the kernels for int8 weights run on a copy of them that takes a byte each. It is
// made when the node is prepared and lives as long as the node; while the node prepares or runs, its weights' tensor
// shows the copy.
#ifndef TARE_KERNELS_NN_NARROW_WEIGHTS_H_
#define TARE_KERNELS_NN_NARROW_WEIGHTS_H_

#include "runtime/kernel.h"

namespace tare {

/// The node's data: that of the kernel for int8 weights, and the copy.
template <class Data>
struct NarrowWeights {
  Data data;
  int8_t* bytes;
};

/// Makes the copy of input `index`, in place of an older one.
Status UnpackWeights(Kernel k, int index, int8_t** bytes);

/// Runs a function of the kernel for int8 weights on the copy.
Status RunUnpacked(Kernel k, int index, int8_t* bytes, Status (*run)(Kernel));

template <class Data, int index, Status (*prepare)(Kernel)>
Status PrepareNarrow(Kernel k) {
  int8_t** bytes = &k.data<NarrowWeights<Data>>()->bytes;
  TARE_RETURN_IF_ERROR(UnpackWeights(k, index, bytes));
  return RunUnpacked(k, index, *bytes, prepare);
}

template <class Data, int index, Status (*eval)(Kernel)>
Status EvalNarrow(Kernel k) {
  return RunUnpacked(k, index, k.data<NarrowWeights<Data>>()->bytes, eval);
}

template <class Data>
void FreeNarrow(Kernel k) {
  __builtin_free(k.data<NarrowWeights<Data>>()->bytes);
}

}  // namespace tare

/// Registers the variant OP × TYPES with weights at input kConvFilter as its kernel for int8 ones, which has `DATA`.
#define TARE_NARROW_KERNEL(OP, TYPES, DATA, PREPARE, EVAL)           \
  TARE_KERNEL(OP, TYPES,                                             \
              {.prepare = PrepareNarrow<DATA, kConvFilter, PREPARE>, \
               .eval = EvalNarrow<DATA, kConvFilter, EVAL>,          \
               .free = FreeNarrow<DATA>,                             \
               .inputs = {2, 3},                                     \
               .data_bytes = sizeof(NarrowWeights<DATA>)})

#endif  // TARE_KERNELS_NN_NARROW_WEIGHTS_H_
