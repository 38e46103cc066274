// TensorFlow's Identity, StopGradient, PreventGradient, PlaceholderWithDefault, DebugGradientIdentity, DeepCopy, Print
// (which prints nothing here: an app has no place for it) and, which fails where the shape is another than its
// attribute says, EnsureShape: they give their input; and OnesLike.
#include "kernels/shape/copy.h"

namespace tare {
namespace {

Status Prepare(Kernel k) { return PrepareCopy(k, k.input(0).dims(), k.input(0).rank()); }

Status PrepareEnsured(Kernel k) {
  const Tensor in = k.input(0);
  const fb::Vector dims = k.options().Items(0, sizeof(int32_t));
  bool fits = !dims.present() || dims.size == static_cast<uint32_t>(in.rank());
  for (uint32_t d = 0; fits && d < dims.size; ++d) {
    const auto dim = dims.at<int32_t>(d);
    fits = dim < 0 || dim == in.dim(static_cast<int>(d));
  }
  TARE_REQUIRE(k, fits, "the tensor's shape is not compatible with expected shape");
  return Prepare(k);
}

Status EvalEnsured(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareEnsured(k));
  return EvalCopy(k);
}

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
TARE_IDENTITY(DeepCopy)
TARE_TF_KERNEL(Print, any, {.prepare = Prepare, .eval = EvalCopy, .inputs = {1, 255}, .in_place = 1})
TARE_TF_KERNEL(EnsureShape, any, {.prepare = PrepareEnsured, .eval = EvalEnsured, .in_place = 1})
TARE_TF_KERNEL(OnesLike, f32, {.prepare = Prepare, .eval = EvalOnes<float>})
TARE_TF_KERNEL(OnesLike, i32, {.prepare = Prepare, .eval = EvalOnes<int32_t>})
TARE_TF_KERNEL(OnesLike, i64, {.prepare = Prepare, .eval = EvalOnes<int64_t>})

}  // namespace tare
