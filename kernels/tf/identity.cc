// TensorFlow's Identity, StopGradient, PreventGradient, PlaceholderWithDefault and DebugGradientIdentity, which give
// their input, and OnesLike.
#include "kernels/shape/copy.h"

namespace tare {
namespace {

Status Prepare(Kernel k) { return PrepareCopy(k, k.input(0).dims(), k.input(0).rank()); }

template <class T>
Status EvalOnes(Kernel k) {
  T* to = k.output(0).data<T>();
  for (int64_t i = 0; i < k.output(0).elements(); ++i) to[i] = 1;
  return kOk;
}

}  // namespace

#define TARE_IDENTITY(OP) TARE_TF_KERNEL(OP, any, {.prepare = Prepare, .eval = EvalCopy, .in_place = 1})
TARE_IDENTITY(Identity)
TARE_IDENTITY(StopGradient)
TARE_IDENTITY(PreventGradient)
TARE_IDENTITY(PlaceholderWithDefault)
TARE_IDENTITY(DebugGradientIdentity)
TARE_TF_KERNEL(OnesLike, f32, {.prepare = Prepare, .eval = EvalOnes<float>})
TARE_TF_KERNEL(OnesLike, i32, {.prepare = Prepare, .eval = EvalOnes<int32_t>})
TARE_TF_KERNEL(OnesLike, i64, {.prepare = Prepare, .eval = EvalOnes<int64_t>})

}  // namespace tare
