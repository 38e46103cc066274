// Unpacks weights of 4 bits: the even elements are the low halves of the bytes.
#include "kernels/nn/narrow_weights.h"

namespace tare {

Status UnpackWeights(Kernel k, int index, int8_t** bytes) {
  const Tensor weights = k.input(index);
  TARE_REQUIRE(k, weights.is_constant(), "weights of 4 bits are not constant");
  const auto n = static_cast<size_t>(weights.elements());
  __builtin_free(*bytes);
  *bytes = static_cast<int8_t*>(__builtin_malloc(n | 1));
  TARE_REQUIRE(k, *bytes, "out of memory");
  const auto* packed = weights.data<uint8_t>();
  for (size_t i = 0; i < n; ++i) {
    const int half = i % 2 ? packed[i / 2] >> 4 : packed[i / 2] & 15;
    (*bytes)[i] = static_cast<int8_t>((half ^ 8) - 8);
  }
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
