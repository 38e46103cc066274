// Unpacks weights of 4 and 2 bits.
#include "kernels/nn/narrow_weights.h"

#include "kernels/quant/narrow.h"

namespace tare {

Status UnpackWeights(Kernel k, int index, int8_t** bytes) {
  const Tensor weights = k.input(index);
  TARE_REQUIRE(k, weights.is_constant(), "weights of less than 8 bits are not constant");
  const int64_t n = weights.elements();
  __builtin_free(*bytes);
  *bytes = static_cast<int8_t*>(__builtin_malloc(static_cast<size_t>(n) | 1));
  TARE_REQUIRE(k, *bytes, "out of memory");
  UnpackNarrow(weights.type(), weights.data<uint8_t>(), static_cast<ptrdiff_t>(n), *bytes);
  return kOk;
}

Status RunUnpacked(Kernel k, int index, int8_t* bytes, Status (*run)(Kernel)) {
  TfLiteTensor& weights = *k.input(index).get();
  const TfLiteTensor packed = weights;
  weights.type = kTfLiteInt8;
  weights.data.data = bytes;
  weights.bytes = static_cast<size_t>(Tensor(&weights).elements());
  const Status status = run(k);
  weights.type = packed.type;
  weights.data = packed.data;
  weights.bytes = packed.bytes;
  return status;
}

}  // namespace tare
