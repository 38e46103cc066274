// TensorFlow's ops that find places in sorted numbers: Bucketize (boundaries are an attribute, options field 0),
// UpperBound (boundaries are rows of the first input).
#include "kernels/shape/strided.h"

namespace tare {
namespace {

/// Numbers before the first one that is greater than `x`, or at least `x`.
template <class Bound, class T>
int64_t Place(const Bound* sorted, int64_t n, T x, bool upper) {
  int64_t low = 0, high = n;
  while (low < high) {
    const int64_t middle = (low + high) / 2;
    const auto value = static_cast<Bound>(x);
    if (upper ? !(value < sorted[middle]) : sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Status PrepareBuckets(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt32, "output is not int32");
  const fb::Vector bounds = k.options().Items(0, sizeof(float));
  for (uint32_t i = 1; i < bounds.size; ++i) {
    TARE_REQUIRE(k, bounds.at<float>(i - 1) <= bounds.at<float>(i), "Expected sorted boundaries");
  }
  return k.ResizeOutputLike(0, k.input(0));
}

template <class T>
Status EvalBuckets(Kernel k) {
  const fb::Vector bounds = k.options().Items(0, sizeof(float));
  const T* x = k.input(0).data<T>();
  for (int64_t i = 0; i < k.input(0).elements(); ++i) {
    k.output(0).data<int32_t>()[i] = static_cast<int32_t>(Place(bounds.data<float>(), bounds.size, x[i], true));
  }
  return kOk;
}

Status PrepareBound(Kernel k) {
  const Tensor sorted = k.input(0), values = k.input(1);
  TARE_REQUIRE(k, sorted.type() == values.type() && IsInteger(k.output(0)), "bad types");
  TARE_REQUIRE(k, sorted.rank() == 2 && values.rank() == 2 && sorted.dim(0) == values.dim(0),
               "Leading dim_size of both tensors must match");
  return k.ResizeOutputLike(0, values);
}

template <class T, bool upper>
Status EvalBound(Kernel k) {
  const Tensor sorted = k.input(0), values = k.input(1);
  const int64_t n = sorted.dim(1), columns = values.dim(1);
  for (int64_t i = 0; i < values.elements(); ++i) {
    const T* row = sorted.data<T>() + i / columns * n;
    SetIntegerAt(k.output(0), i, Place(row, n, values.data<T>()[i], upper));
  }
  return kOk;
}

}  // namespace

#define TARE_BOUNDS(TYPES, T)                                                           \
  TARE_TF_KERNEL(Bucketize, TYPES, {.prepare = PrepareBuckets, .eval = EvalBuckets<T>}) \
  TARE_TF_KERNEL(UpperBound, TYPES, {.prepare = PrepareBound, .eval = EvalBound<T, true>, .inputs = {2, 2}})
TARE_BOUNDS(f32, float)
TARE_BOUNDS(i32, int32_t)
TARE_BOUNDS(i64, int64_t)

}  // namespace tare
