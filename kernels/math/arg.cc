// ARG_MAX and ARG_MIN: where along a dimension the largest or smallest element is; the first one where there are
// several.
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  const int axis = ResolveAxis(IntegerAt(k.input(1), 0), in.rank());
  TARE_REQUIRE(k, axis >= 0, "bad axis");
  Shape shape;
  for (int d = 0; d < in.rank(); ++d) {
    if (d != axis) shape.dims[shape.rank++] = in.dim(d);
  }
  TARE_REQUIRE(k, in.dim(axis) > 0, "nothing to choose from");
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor axis = k.input(1);
  TARE_REQUIRE(k, k.input(0).rank() <= kMaxRank && IsInteger(k.output(0)), "bad types");
  TARE_REQUIRE(k, IsInteger(axis) && axis.elements() == 1, "bad axis");
  return axis.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

template <class T, bool largest>
Status Eval(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const int axis = ResolveAxis(IntegerAt(k.input(1), 0), in.rank()), dim = in.dim(axis);
  const auto inner = static_cast<int>(in.Elements(axis + 1, in.rank()));
  const auto n = static_cast<int>(out.elements());
  for (int i = 0; i < n; ++i) {
    const T* x = in.data<T>() + int64_t{i / inner} * dim * inner + i % inner;
    int best = 0;
    for (int j = 1; j < dim; ++j) {
      const T value = x[int64_t{j} * inner], best_value = x[int64_t{best} * inner];
      if (largest ? value > best_value : value < best_value) best = j;
    }
    if (out.type() == kTfLiteInt32) {
      out.data<int32_t>()[i] = best;
    } else {
      out.data<int64_t>()[i] = best;
    }
  }
  return kOk;
}

}  // namespace

#define TARE_ARG(OP, TYPES, T, largest) \
  TARE_KERNEL(OP, TYPES, {.prepare = Prepare, .eval = Eval<T, largest>, .inputs = {2, 2}})
#define TARE_ARGS(OP, largest)        \
  TARE_ARG(OP, f32, float, largest)   \
  TARE_ARG(OP, i8, int8_t, largest)   \
  TARE_ARG(OP, u8, uint8_t, largest)  \
  TARE_ARG(OP, i32, int32_t, largest) \
  TARE_ARG(OP, boolean, bool, largest)
TARE_ARGS(ARG_MAX, true)
TARE_ARGS(ARG_MIN, false)
TARE_TF_KERNEL(ArgMax, i64, {.prepare = Prepare, .eval = Eval<int64_t, true>, .inputs = {2, 2}})
TARE_TF_KERNEL(ArgMin, i64, {.prepare = Prepare, .eval = Eval<int64_t, false>, .inputs = {2, 2}})

}  // namespace tare
