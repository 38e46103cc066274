// FILL and ZEROS_LIKE: a tensor of one value. FILL's shape is its first input, the value its second.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor dims = k.input(0);
  Shape shape;
  for (int d = 0; d < static_cast<int>(dims.elements()); ++d) {
    const int64_t dim = IntegerAt(dims, d);
    TARE_REQUIRE(k, dim >= 0 && dim <= INT32_MAX, "Fill dimensions must be >= 0");
    shape.dims[shape.rank++] = static_cast<int32_t>(dim);
  }
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor dims = k.input(0), value = k.input(1);
  TARE_REQUIRE(k, IsInteger(dims) && dims.rank() == 1 && dims.elements() <= kMaxRank, "bad shape");
  TARE_REQUIRE(k, value.rank() == 0 && value.type() == k.output(0).type(), "bad value");
  TARE_REQUIRE(k, ElementBytes(value.type()) || value.type() == kTfLiteString, "bad value");
  return dims.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (!k.input(0).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  StridedCopy copy;
  copy.Add(static_cast<int>(k.output(0).elements()), 0);
  return copy.Run(k, 1);
}

Status PrepareZeros(Kernel k) {
  TARE_REQUIRE(k, k.input(0).type() == k.output(0).type(), "types differ");
  return k.ResizeOutputLike(0, k.input(0));
}

Status EvalZeros(Kernel k) {
  __builtin_memset(k.output(0).data<char>(), 0, k.output(0).bytes());
  return kOk;
}

}  // namespace

TARE_KERNEL(FILL, shape_str, {.prepare = Prepare, .eval = EvalStrings<Eval>, .inputs = {2, 2}})
TARE_KERNEL(FILL, bytes, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_KERNEL(ZEROS_LIKE, bytes, {.prepare = PrepareZeros, .eval = EvalZeros})

}  // namespace tare
