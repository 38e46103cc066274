// TensorFlow's Reshape: unlike the built-in op's, the shape is always an input, of either type of integers, and of
// nothing a size that is to be found (-1) must follow from the others.
#include "kernels/shape/copy.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor wanted = k.input(1);
  Shape shape = {static_cast<int>(wanted.elements()), {}};
  TARE_REQUIRE(k, shape.rank <= kMaxRank, "too many dimensions");
  int64_t known = 1, unknown = -1;
  for (int d = 0; d < shape.rank; ++d) {
    int64_t dim = IntegerAt(wanted, d);
    if (dim == -1 && unknown < 0) {
      unknown = d;
      dim = 1;
    }
    TARE_REQUIRE(k, dim >= 0 && dim <= INT32_MAX && !__builtin_mul_overflow(known, dim, &known), "bad shape");
    shape.dims[d] = static_cast<int32_t>(dim);
  }
  const int64_t elements = k.input(0).elements();
  if (unknown >= 0) {
    TARE_REQUIRE(k, known > 0 && elements / known <= INT32_MAX, "reshape cannot infer the missing input size");
    shape.dims[unknown] = static_cast<int32_t>(elements / known);
    known *= elements / known;
  }
  TARE_REQUIRE(k, known == elements, "Input to reshape is a tensor with %d values, but the requested shape has %d",
               static_cast<int>(elements), static_cast<int>(known));
  return PrepareCopy(k, shape.dims, shape.rank);
}

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, IsInteger(k.input(1)) && k.input(1).rank() == 1, "sizes input must be 1-D");
  return k.input(1).is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic() && !k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  return EvalCopy(k);
}

}  // namespace

TARE_TF_KERNEL(Reshape, any, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .in_place = 1})

}  // namespace tare
