// WHERE: the coordinates of the elements that are not 0, in order, as rows of int64. How many there are is known only
// while running.
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64, "bad output type");
  return k.SetOutputDynamic(0);
}

/// -0 is 0, so a float's sign does not count.
bool IsSet(Tensor t, int64_t i) {
  const size_t bytes = ElementBytes(t.type());
  const uint8_t* element = t.data<uint8_t>() + static_cast<size_t>(i) * bytes;
  int any = 0;
  for (size_t b = 0; b < bytes; ++b) {
    any |= t.type() == kTfLiteFloat32 && b + 1 == bytes ? element[b] & 0x7F : element[b];
  }
  return any != 0;
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  int count = 0;
  for (int64_t i = 0; i < in.elements(); ++i) count += IsSet(in, i) ? 1 : 0;
  const int dims[2] = {count, in.rank()};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 2));
  auto* to = k.output(0).data<int64_t>();
  for (int64_t i = 0; i < in.elements(); ++i) {
    if (!IsSet(in, i)) continue;
    int64_t rest = i;
    for (int d = in.rank() - 1; d >= 0; rest /= in.dim(d--)) to[d] = rest % in.dim(d);
    to += in.rank();
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(WHERE, bytes, {.prepare = Prepare, .eval = Eval})

}  // namespace tare
