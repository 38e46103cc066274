// TensorFlow's Bincount (of a vector of int32) and DenseBincount (of a vector, or of each row of a matrix): how often
// each number below `size` is there, or the sum of its weights; with `binary_output` (options field 0) whether it is
// there.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

enum { kValues, kSize, kWeights };

Status Resize(Kernel k) {
  const Tensor values = k.input(kValues);
  const int64_t size = IntegerAt(k.input(kSize), 0);
  TARE_REQUIRE(k, size >= 0 && size <= INT32_MAX, "size must be non-negative");
  const Shape shape = values.rank() == 2 ? Shape{2, {values.dim(0), static_cast<int32_t>(size)}}
                                         : Shape{1, {static_cast<int32_t>(size)}};
  return k.ResizeOutput(0, shape);
}

template <bool dense>
Status Prepare(Kernel k) {
  const Tensor values = k.input(kValues), size = k.input(kSize), weights = k.input(kWeights);
  const TfLiteType type = weights.type();
  TARE_REQUIRE(k, type == k.output(0).type() && (type == kTfLiteFloat32 || IsInteger(weights)), "unsupported types");
  TARE_REQUIRE(k, size.elements() == 1 && IsInteger(size) && (dense ? values.rank() <= 2 : values.rank() != 2),
               "bad shapes");
  TARE_REQUIRE(k, weights.elements() == 0 || weights.SameShape(values), "weights do not fit the values");
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

template <class T>
void Count(Tensor values, Tensor weights, Tensor out, bool binary) {
  const int size = out.dim(-1);
  const int64_t n = values.elements(), columns = values.rank() == 2 ? values.dim(1) : n;
  for (int64_t i = 0; i < n; ++i) {
    const int64_t value = IntegerAt(values, static_cast<int>(i));
    if (value >= size) continue;
    T& to = out.data<T>()[i / columns * size + value];
    to = binary ? T{1} : static_cast<T>(to + (weights.elements() ? weights.data<T>()[i] : T{1}));
  }
}

template <bool dense>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor values = k.input(kValues), weights = k.input(kWeights), out = k.output(0);
  for (int i = 0; i < static_cast<int>(values.elements()); ++i) {
    TARE_REQUIRE(k, IntegerAt(values, i) >= 0, "Input arr must be non-negative!");
  }
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  const bool binary = dense && k.options().Scalar<uint8_t>(0) != 0;
  if (out.type() == kTfLiteFloat32) {
    Count<float>(values, weights, out, binary);
  } else if (out.type() == kTfLiteInt32) {
    Count<uint32_t>(values, weights, out, binary);
  } else {
    Count<uint64_t>(values, weights, out, binary);
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Bincount, i32, {.prepare = Prepare<false>, .eval = Eval<false>, .inputs = {3, 3}})
TARE_TF_KERNEL(DenseBincount, shape, {.prepare = Prepare<true>, .eval = Eval<true>, .inputs = {3, 3}})

}  // namespace tare
