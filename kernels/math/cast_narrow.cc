// CAST between float and integers of 4 and 2 bits. Fractions are cut off; what does not fit becomes the nearest that
// does, NaN the largest.
#include "kernels/quant/narrow.h"

namespace tare {
namespace {

template <class T>
void ToFloat(const void* from, int64_t n, void* to) {
  for (int64_t i = 0; i < n; ++i) static_cast<float*>(to)[i] = static_cast<float>(T::At(from, i));
}

template <class T>
void FromFloat(const void* from, int64_t n, void* to) {
  for (int64_t i = 0; i < n; ++i) {
    const float x = static_cast<const float*>(from)[i];
    T::Append(to, i, x <= T::kMin ? T::kMin : x < T::kMax ? static_cast<int32_t>(x) : T::kMax);
  }
}

using Convert = void (*)(const void* from, int64_t n, void* to);

Convert Choose(TfLiteType type, Convert int4, Convert uint4, Convert int2) {
  return type == kTfLiteInt4 ? int4 : type == kTfLiteUInt4 ? uint4 : int2;
}

Status Prepare(Kernel k) { return k.ResizeOutputLike(0, k.input(0)); }

Status EvalFrom(Kernel k) {
  const Tensor in = k.input(0);
  Choose(in.type(), ToFloat<Int4>, ToFloat<UInt4>, ToFloat<Int2>)(in.data<void>(), in.elements(),
                                                                  k.output(0).data<void>());
  return kOk;
}

Status EvalTo(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  Choose(out.type(), FromFloat<Int4>, FromFloat<UInt4>, FromFloat<Int2>)(in.data<void>(), in.elements(),
                                                                         out.data<void>());
  return kOk;
}

}  // namespace

TARE_KERNEL(CAST, narrow, {.prepare = Prepare, .eval = EvalFrom})
TARE_KERNEL(CAST, to_narrow, {.prepare = Prepare, .eval = EvalTo})

}  // namespace tare
