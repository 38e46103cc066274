// Unpacks weights of 4 and 2 bits.
#include "kernels/nn/narrow_weights.h"

#include "kernels/quant/narrow.h"

namespace tare {

namespace {

template <class T>
void Unpack(const void* packed, int64_t n, int8_t* bytes) {
  for (int64_t i = 0; i < n; ++i) bytes[i] = static_cast<int8_t>(T::At(packed, i));
}

}  // namespace

Status UnpackWeights(Kernel k, int index, int8_t** bytes) {
  const Tensor weights = k.input(index);
  TARE_REQUIRE(k, weights.is_constant(), "weights of less than 8 bits are not constant");
  const int64_t n = weights.elements();
  __builtin_free(*bytes);
  *bytes = static_cast<int8_t*>(__builtin_malloc(static_cast<size_t>(n) | 1));
  TARE_REQUIRE(k, *bytes, "out of memory");
  const auto unpack = weights.type() == kTfLiteInt4 ? Unpack<Int4> : Unpack<Int2>;
  unpack(weights.data<void>(), n, *bytes);
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
