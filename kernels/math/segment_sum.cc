// SEGMENT_SUM: sums of consecutive slices along the first dimension; ids say to which sum a slice belongs, rising by
// one at most from 0.
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Resize(Kernel k) {
  const Tensor data = k.input(0), ids = k.input(1);
  int32_t last = -1;
  for (int i = 0; i < ids.dim(0); ++i) {
    const int32_t id = ids.data<int32_t>()[i];
    TARE_REQUIRE(k, id == last + 1 || (id == last && id >= 0), "segment ids must rise by one at most");
    last = id;
  }
  Shape shape = {data.rank(), {last + 1}};
  for (int d = 1; d < data.rank(); ++d) shape.dims[d] = data.dim(d);
  return k.ResizeOutput(0, shape);
}

Status Prepare(Kernel k) {
  const Tensor data = k.input(0), ids = k.input(1);
  TARE_REQUIRE(k, data.type() == k.output(0).type() && ids.type() == kTfLiteInt32, "bad types");
  TARE_REQUIRE(k, data.rank() >= 1 && data.rank() <= kMaxRank && ids.rank() == 1 && ids.dim(0) == data.dim(0),
               "as many segment ids as slices");
  return ids.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Integers are added as unsigned, so that they wrap around.
template <class T>
Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor data = k.input(0), out = k.output(0);
  const int64_t slice = data.Elements(1, data.rank());
  if (out.bytes()) __builtin_memset(out.data<char>(), 0, out.bytes());
  for (int i = 0; i < data.dim(0); ++i) {
    T* sum = out.data<T>() + k.input(1).data<int32_t>()[i] * slice;
    for (int64_t j = 0; j < slice; ++j) sum[j] += data.data<T>()[i * slice + j];
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SEGMENT_SUM, f32, {.prepare = Prepare, .eval = Eval<float>, .inputs = {2, 2}})
TARE_KERNEL(SEGMENT_SUM, i32, {.prepare = Prepare, .eval = Eval<uint32_t>, .inputs = {2, 2}})

}  // namespace tare
