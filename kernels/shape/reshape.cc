// RESHAPE: the same elements in another shape, which one of three places gives: the second input (constant, or known
// only while running), or the options. One dimension may be -1: whatever is left.
#include "kernels/shape/copy.h"
#include "runtime/schema.h"

namespace tare {
namespace {

Status Resize(Kernel k, const int32_t* wanted, int rank) {
  TARE_REQUIRE(k, rank <= kMaxRank, "too many dimensions");
  int32_t dims[kMaxRank];
  const int64_t elements = k.input(0).elements();
  int64_t known = 1;
  int stretch = -1;
  for (int i = 0; i < rank; ++i) {
    dims[i] = wanted[i];
    if (wanted[i] == -1 && stretch < 0) {
      stretch = i;
      continue;
    }
    TARE_REQUIRE(k, wanted[i] >= 0 && known <= INT32_MAX, "bad shape");
    known *= wanted[i];
  }
  if (stretch >= 0) {
    // Of nothing, any size would do: the reference takes 0.
    dims[stretch] = known ? static_cast<int32_t>(elements / known) : 0;
    known *= dims[stretch];
  }
  TARE_REQUIRE(k, known == elements, "cannot reshape %d elements to %d", static_cast<int>(elements),
               static_cast<int>(known));
  return PrepareCopy(k, dims, rank);
}

/// Gives the output its shape; while preparing, a shape input that is no constant makes it dynamic.
Status SetShape(Kernel k, bool preparing) {
  const Tensor shape = k.optional_input(1);
  // Some converters leave a shape input that is no list of int32 and mean the options.
  if (!shape || shape.type() != kTfLiteInt32 || shape.rank() != 1) {
    const fb::Vector wanted = k.options().Items(options::ReshapeOptions::new_shape, sizeof(int32_t));
    // Old converters write a scalar as [0].
    const bool scalar = wanted.size == 0 || (wanted.size == 1 && wanted.at<int32_t>(0) == 0);
    return Resize(k, scalar ? nullptr : wanted.data<int32_t>(), scalar ? 0 : static_cast<int>(wanted.size));
  }
  if (preparing && !shape.is_constant()) return k.SetOutputDynamic(0);
  return Resize(k, shape.data<int32_t>(), static_cast<int>(shape.elements()));
}

Status Prepare(Kernel k) { return SetShape(k, true); }

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic() && k.has_input(1) && !k.input(1).is_constant()) {
    TARE_RETURN_IF_ERROR(SetShape(k, false));
  }
  return EvalCopy(k);
}

}  // namespace

TARE_KERNEL(RESHAPE, any, {.prepare = Prepare, .eval = Eval, .inputs = {1, 2}, .in_place = 1})

}  // namespace tare
