// PACK: inputs of one shape side by side along a new dimension.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"
#include "runtime/schema.h"

namespace tare {
namespace {

int Axis(Kernel k) {
  return ResolveAxis(k.options().Scalar<int32_t>(options::PackOptions::axis), k.input(0).rank() + 1);
}

Status Prepare(Kernel k) {
  const Tensor first = k.input(0);
  const int axis = Axis(k), count = k.input_count();
  TARE_REQUIRE(k, axis >= 0 && first.rank() < kMaxRank && first.type() == k.output(0).type(), "bad axis or input");
  Shape shape;
  for (int i = 0; i < count; ++i) {
    TARE_REQUIRE(k, k.has_input(i) && k.input(i).type() == first.type() && k.input(i).SameShape(first),
                 "inputs differ");
  }
  for (int d = 0; d <= first.rank(); ++d) {
    shape.dims[shape.rank++] = d < axis ? first.dim(d) : d == axis ? count : first.dim(d - 1);
  }
  return k.ResizeOutput(0, shape);
}

Status Eval(Kernel k) {
  const Tensor out = k.output(0);
  const int axis = Axis(k);
  const auto outer = static_cast<size_t>(out.Elements(0, axis)), count = static_cast<size_t>(k.input_count());
  const size_t part = out.bytes() ? out.bytes() / outer / count : 0;
  for (size_t i = 0; part && i < count; ++i) {
    const char* from = k.input(static_cast<int>(i)).data<char>();
    for (size_t row = 0; row < outer; ++row) {
      __builtin_memcpy(out.data<char>() + (row * count + i) * part, from + row * part, part);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(PACK, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}})
TARE_TF_KERNEL(Pack, str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {1, 255}})

}  // namespace tare
