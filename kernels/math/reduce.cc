// Plans of reductions, and those that keep their intermediate result in the output: REDUCE_MAX, REDUCE_MIN,
// REDUCE_PROD, REDUCE_ANY, REDUCE_ALL, and SUM of integers, which wraps around. Quantized extremes are compared as they
// are.
#include "kernels/math/reduce.h"

#include "kernels/math/wrapping.h"
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {

Status ResizeReduced(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  ReducePlan& plan = *k.data<ReducePlan>();
  const int rank = in.rank();
  uint32_t mask = 0;
  for (int i = 0; i < static_cast<int>(axes.elements()); ++i) {
    const int axis = ResolveAxis(IntegerAt(axes, i), rank);
    TARE_REQUIRE(k, axis >= 0, "bad axis");
    mask |= 1u << axis;
  }
  Shape shape;
  plan.rank = 0;
  plan.count = 1;
  const bool keep_dims = k.options().Scalar<bool>(options::ReducerOptions::keep_dims);
  for (int d = 0; d < rank; ++d) {
    const bool reduced = mask >> d & 1;
    if (plan.rank == 0 || plan.reduced[plan.rank - 1] != reduced) {
      plan.reduced[plan.rank] = reduced;
      plan.dims[plan.rank++] = 1;
    }
    plan.dims[plan.rank - 1] *= in.dim(d);
    if (reduced) plan.count *= in.dim(d);
    if (!reduced || keep_dims) shape.dims[shape.rank++] = reduced ? 1 : in.dim(d);
  }
  return k.ResizeOutput(0, shape);
}

Status PrepareReduce(Kernel k) {
  const Tensor in = k.input(0), axes = k.input(1);
  TARE_REQUIRE(k, in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, IsInteger(axes) && axes.rank() <= 1, "bad axes");
  return axes.is_constant() ? ResizeReduced(k) : k.SetOutputDynamic(0);
}

namespace {

template <class T, T (*op)(T, T), T first>
Status Eval(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(ResizeReduced(k));
  const Tensor in = k.input(0), out = k.output(0);
  const T* x = in.data<T>();
  T* y = out.data<T>();
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) y[i] = first;
  ForEachReduced(*k.data<ReducePlan>(), static_cast<int>(in.elements()),
                 [&](int to, int at) { y[to] = op(y[to], x[at]); });
  return kOk;
}

template <class T>
T Maximum(T x, T y) {
  return x > y ? x : y;
}
template <class T>
T Minimum(T x, T y) {
  return x < y ? x : y;
}
float MaximumOrNaN(float x, float y) { return x > y || x != x ? x : y; }
float MinimumOrNaN(float x, float y) { return x < y || x != x ? x : y; }
// Bytes, because what an app feeds as bools may hold more than 0 and 1.
uint8_t Any(uint8_t x, uint8_t y) { return x || y; }
uint8_t All(uint8_t x, uint8_t y) { return x && y; }

}  // namespace

#define TARE_REDUCE(OP, TYPES, ...) \
  TARE_KERNEL(                      \
      OP, TYPES,                    \
      {.prepare = PrepareReduce, .eval = Eval<__VA_ARGS__>, .inputs = {2, 2}, .data_bytes = sizeof(ReducePlan)})
#define TARE_EXTREMES(TYPES, T, MIN, MAX)              \
  TARE_REDUCE(REDUCE_MAX, TYPES, T, Maximum<T>, (MIN)) \
  TARE_REDUCE(REDUCE_MIN, TYPES, T, Minimum<T>, (MAX))
TARE_EXTREMES(f32, float, -__FLT_MAX__, __FLT_MAX__)
TARE_EXTREMES(i8, int8_t, INT8_MIN, INT8_MAX)
TARE_EXTREMES(u8, uint8_t, 0, UINT8_MAX)
TARE_EXTREMES(i16, int16_t, INT16_MIN, INT16_MAX)
TARE_EXTREMES(i32, int32_t, INT32_MIN, INT32_MAX)
TARE_EXTREMES(i64, int64_t, INT64_MIN, INT64_MAX)
// TensorFlow's begin at infinity, and a NaN wins.
#define TARE_TF_EXTREME(OP, ...)                    \
  TARE_TF_KERNEL(OP, f32,                           \
                 {.prepare = PrepareReduce,         \
                  .eval = Eval<float, __VA_ARGS__>, \
                  .inputs = {2, 2},                 \
                  .data_bytes = sizeof(ReducePlan)})
TARE_TF_EXTREME(Max, MaximumOrNaN, -__builtin_inff())
TARE_TF_EXTREME(Min, MinimumOrNaN, __builtin_inff())
TARE_REDUCE(REDUCE_PROD, f32, float, WrappingMultiply<float>, 1.f)
TARE_REDUCE(REDUCE_PROD, i32, int32_t, WrappingMultiply<int32_t>, 1)
TARE_REDUCE(REDUCE_PROD, i64, int64_t, WrappingMultiply<int64_t>, 1)
TARE_REDUCE(REDUCE_PROD, u8, uint8_t, WrappingMultiply<uint8_t>, 1)
TARE_REDUCE(REDUCE_ANY, boolean, uint8_t, Any, 0)
TARE_REDUCE(REDUCE_ALL, boolean, uint8_t, All, 1)
TARE_REDUCE(SUM, i32, int32_t, WrappingAdd<int32_t>, 0)
TARE_REDUCE(SUM, i64, int64_t, WrappingAdd<int64_t>, 0)

}  // namespace tare
