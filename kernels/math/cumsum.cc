// CUMSUM, and TensorFlow's Cumprod and CumulativeLogsumexp: sums or products of what comes before along a dimension, or
// logarithms of sums of exponentials, with the element itself or (exclusive) without, from the front or (reverse) from
// the back.
#include "kernels/math/numerics.h"
#include "kernels/math/wrapping.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

extern "C" double log1p(double x);

namespace tare {
namespace {

/// log(e^a + e^b), of which the larger is taken out so that nothing overflows.
float LogAddExp(float a, float b) {
  const float high = a > b ? a : b, low = a > b ? b : a;
  return high == -__builtin_inff() ? high : static_cast<float>(double{high} + log1p(Exp(double{low} - double{high})));
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), axis = k.input(1);
  TARE_REQUIRE(k, in.rank() >= 1 && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(axis) && axis.elements() == 1, "bad axis");
  return k.ResizeOutputLike(0, in);
}

template <class T, T (*op)(T, T), T first>
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

#define TARE_CUMULATIVE(TYPES, T)                                                                           \
  TARE_KERNEL(CUMSUM, TYPES,                                                                                \
              {.prepare = Prepare, .eval = Eval<T, WrappingAdd<T>, T{0}>, .inputs = {2, 2}, .in_place = 1}) \
  TARE_TF_KERNEL(Cumprod, TYPES,                                                                            \
                 {.prepare = Prepare, .eval = Eval<T, WrappingMultiply<T>, T{1}>, .inputs = {2, 2}, .in_place = 1})
TARE_CUMULATIVE(f32, float)
TARE_CUMULATIVE(i32, int32_t)
TARE_CUMULATIVE(i64, int64_t)
TARE_TF_KERNEL(CumulativeLogsumexp, f32,
               {.prepare = Prepare, .eval = Eval<float, LogAddExp, -__builtin_inff()>, .inputs = {2, 2}, .in_place = 1})

}  // namespace tare
