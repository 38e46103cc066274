// CUMSUM, and TensorFlow's Cumprod: sums or products of what comes before along a dimension, with the element itself or
// (exclusive) without, from the front or (reverse) from the back.
#include "kernels/math/wrapping.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), axis = k.input(1);
  TARE_REQUIRE(k, in.rank() >= 1 && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(axis) && axis.elements() == 1, "bad axis");
  return k.ResizeOutputLike(0, in);
}

template <class T, T (*op)(T, T), int first>
Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int axis = ResolveAxis(IntegerAt(k.input(1), 0), in.rank());
  TARE_REQUIRE(k, axis >= 0, "bad axis");
  const bool exclusive = k.options().Scalar<uint8_t>(options::CumsumOptions::exclusive) != 0;
  const bool reverse = k.options().Scalar<uint8_t>(options::CumsumOptions::reverse) != 0;
  const int dim = in.dim(axis);
  const int64_t inner = in.Elements(axis + 1, in.rank());
  const int64_t rows = in.elements() ? in.elements() / dim : 0;
  for (int64_t row = 0; row < rows; ++row) {
    const int64_t start = row / inner * dim * inner + row % inner;
    T sum = first;
    for (int i = 0; i < dim; ++i) {
      const int64_t at = start + (reverse ? dim - 1 - i : i) * inner;
      const T before = sum;
      sum = op(sum, in.data<T>()[at]);
      k.output(0).data<T>()[at] = exclusive ? before : sum;
    }
  }
  return kOk;
}

}  // namespace

#define TARE_CUMULATIVE(TYPES, T)                                                                        \
  TARE_KERNEL(CUMSUM, TYPES,                                                                             \
              {.prepare = Prepare, .eval = Eval<T, WrappingAdd<T>, 0>, .inputs = {2, 2}, .in_place = 1}) \
  TARE_TF_KERNEL(Cumprod, TYPES,                                                                         \
                 {.prepare = Prepare, .eval = Eval<T, WrappingMultiply<T>, 1>, .inputs = {2, 2}, .in_place = 1})
TARE_CUMULATIVE(f32, float)
TARE_CUMULATIVE(i32, int32_t)
TARE_CUMULATIVE(i64, int64_t)

}  // namespace tare
