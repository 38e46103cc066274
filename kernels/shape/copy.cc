// Copies of tensors. Strings are the exception in everything: their size is not a matter of shape, so the output gets
// its memory only when it is written. Variants are shared, not copied.
#include "kernels/shape/copy.h"

#include "runtime/features.h"

namespace tare {

Status PrepareCopy(Kernel k, const int* dims, int rank) {
  TARE_REQUIRE(k, k.input(0).type() == k.output(0).type(), "types differ");
  return k.ResizeOutput(0, dims, rank);
}

Status CopyTensor(Kernel k, Tensor from, Tensor to) {
  const TfLiteTensor* in = from.get();
  TfLiteTensor* out = to.get();
  if (in == out) return kOk;
  if (features::variants && in->type == kTfLiteVariant) {
    auto* value = from.data<Variant>();
    if (value) ++value->references;
    SetVariant(to, value);
    return kOk;
  }
  if (features::strings && in->type == kTfLiteString && to.is_dynamic()) {
    char* copy = static_cast<char*>(__builtin_malloc(in->bytes | 1));
    if (!copy) return Fail(k.context(), "Out of memory");
    __builtin_free(out->data.raw);
    out->data.raw = copy;
    out->bytes = in->bytes;
  }
  if (!in->bytes && !out->bytes) return kOk;
  if (out->bytes != in->bytes || !in->data.raw || !out->data.raw) return Fail(k.context(), "sizes differ");
  if (out->data.raw != in->data.raw) __builtin_memcpy(out->data.raw, in->data.raw, in->bytes);
  return kOk;
}

Status EvalCopy(Kernel k) { return CopyTensor(k, k.input(0), k.output(0)); }

void* MakeOutputConstant(Kernel k, int i) {
  TfLiteTensor* out = k.output(i).get();
  auto* memory = k.AllocatePersistent<char>(out->bytes | 1);
  if (!memory) return nullptr;
  out->allocation_type = kTfLitePersistentRo;
  out->data.raw = memory;
  return memory;
}

}  // namespace tare
