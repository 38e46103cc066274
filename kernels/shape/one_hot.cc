// ONE_HOT: a new dimension of `depth`, in which the place that the index names holds the on value and all others the
// off value; an index beyond it names none.
#include "kernels/shape/strided.h"
#include "runtime/schema.h"

namespace tare {
namespace {

constexpr int kDepth = 1, kOn = 2, kOff = 3;

/// Where the new dimension goes; -1 in the options is the end.
int Axis(Kernel k) {
  return ResolveAxis(k.options().Scalar<int32_t>(options::OneHotOptions::axis), k.input(0).rank() + 1);
}

Status Resize(Kernel k) {
  const Tensor indices = k.input(0);
  const int64_t depth = IntegerAt(k.input(kDepth), 0);
  const int axis = Axis(k);
  TARE_REQUIRE(k, axis >= 0 && depth >= 0 && depth <= INT32_MAX, "bad axis or depth");
  Shape shape;
  for (int d = 0; d <= indices.rank(); ++d) {
    shape.dims[shape.rank++] = d < axis ? indices.dim(d) : d == axis ? static_cast<int32_t>(depth) : indices.dim(d - 1);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor indices = k.input(0), depth = k.input(kDepth), out = k.output(0);
  TARE_REQUIRE(k, IsInteger(indices) && indices.rank() < kMaxRank, "bad indices");
  TARE_REQUIRE(k, depth.type() == kTfLiteInt32 && depth.elements() == 1, "bad depth");
  for (int i = kOn; i <= kOff; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == out.type() && k.input(i).elements() == 1 && ElementBytes(out.type()),
                 "bad on or off value");
  }
  return depth.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!k.input(kDepth).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor indices = k.input(0), out = k.output(0);
  const int axis = Axis(k), depth = out.dim(axis);
  const auto inner = static_cast<int>(out.Elements(axis + 1, out.rank()));
  const size_t bytes = ElementBytes(out.type());
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    const int from = i / inner / depth * inner + i % inner;
    const bool on = IntegerAt(indices, from) == i / inner % depth;
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * bytes, k.input(on ? kOn : kOff).data<char>(), bytes);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(ONE_HOT, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {4, 4}})

}  // namespace tare
