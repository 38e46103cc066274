// SELECT and SELECT_V2: elements of the second input where the first is true, else of the third. V2 broadcasts all
// three; the old one takes equal shapes, or a condition that is a scalar or has an entry per outermost slice.
#include "kernels/shape/strided.h"
#include "kernels/shape/string_elements.h"

namespace tare {
namespace {

/// The size of dimension `d` of `rank`, of a tensor that is aligned to the right.
int Dim(Tensor t, int d, int rank) { return d - rank + t.rank() < 0 ? 1 : t.dim(d - rank + t.rank()); }

Status CheckTypes(Kernel k) {
  TARE_REQUIRE(k, k.input(1).type() == k.output(0).type() && k.input(2).type() == k.output(0).type(), "types differ");
  TARE_REQUIRE(k, ElementBytes(k.output(0).type()), "bad type");
  return kOk;
}

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckTypes(k));
  const Tensor condition = k.input(0), x = k.input(1);
  TARE_REQUIRE(k, x.SameShape(k.input(2)), "shapes differ");
  TARE_REQUIRE(k,
               condition.SameShape(x) || condition.rank() == 0 ||
                   (condition.rank() == 1 && (condition.dim(0) == 1 || (x.rank() > 0 && condition.dim(0) == x.dim(0)))),
               "bad condition");
  return k.ResizeOutputLike(0, x);
}

Status Eval(Kernel k) {
  const Tensor condition = k.input(0), out = k.output(0);
  const int64_t entries = condition.elements();
  const size_t part = entries && out.bytes() ? out.bytes() / static_cast<size_t>(entries) : 0;
  for (size_t i = 0; part && i < static_cast<size_t>(entries); ++i) {
    const Tensor from = k.input(condition.data<uint8_t>()[i] ? 1 : 2);
    __builtin_memcpy(out.data<char>() + i * part, from.data<char>() + i * part, part);
  }
  return kOk;
}

Status PrepareV2(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckTypes(k));
  Shape shape;
  for (int i = 0; i < 3; ++i) shape.rank = k.input(i).rank() > shape.rank ? k.input(i).rank() : shape.rank;
  TARE_REQUIRE(k, shape.rank <= kMaxRank, "too many dimensions");
  for (int d = 0; d < shape.rank; ++d) {
    shape.dims[d] = 1;
    for (int i = 0; i < 3; ++i) {
      const int dim = Dim(k.input(i), d, shape.rank);
      TARE_REQUIRE(k, dim == 1 || shape.dims[d] == 1 || dim == shape.dims[d], "shapes cannot be broadcast");
      if (dim != 1) shape.dims[d] = dim;
    }
  }
  return k.ResizeOutput(0, shape);
}

Status EvalV2(Kernel k) {
  const Tensor out = k.output(0);
  const int rank = out.rank();
  const size_t bytes = ElementBytes(out.type());
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    int at[3] = {}, strides[3] = {1, 1, 1};
    for (int d = rank - 1, rest = i; d >= 0; rest /= out.dim(d--)) {
      for (int j = 0; j < 3; ++j) {
        const int dim = Dim(k.input(j), d, rank);
        if (dim != 1) at[j] += rest % dim * strides[j];
        strides[j] *= dim;
      }
    }
    const int j = k.input(0).data<uint8_t>()[at[0]] ? 1 : 2;
    __builtin_memcpy(out.data<char>() + static_cast<size_t>(i) * bytes,
                     k.input(j).data<char>() + static_cast<size_t>(at[j]) * bytes, bytes);
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SELECT, boolean, {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}})
TARE_KERNEL(SELECT_V2, boolean, {.prepare = PrepareV2, .eval = EvalV2, .inputs = {3, 3}})
TARE_TF_KERNEL(Select, boolean_str, {.prepare = PrepareStrings<Prepare>, .eval = EvalStrings<Eval>, .inputs = {3, 3}})
TARE_TF_KERNEL(SelectV2, boolean_str,
               {.prepare = PrepareStrings<PrepareV2>, .eval = EvalStrings<EvalV2>, .inputs = {3, 3}})

}  // namespace tare
