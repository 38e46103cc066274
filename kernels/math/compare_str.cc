// EQUAL and NOT_EQUAL of strings, element by element.
#include "kernels/math/broadcast.h"
#include "kernels/strings.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(1).type() == kTfLiteString && k.output(0).type() == kTfLiteBool, "bad types");
  return PrepareBroadcast(k, *k.data<Broadcast>());
}

bool Same(StringRef x, StringRef y) {
  return x.size == y.size && (!x.size || __builtin_memcmp(x.data, y.data, x.size) == 0);
}

template <bool wanted>
Status Eval(Kernel k) {
  Strings x, y;
  if (!x.Open(k, k.input(0)) || !y.Open(k, k.input(1))) return kError;
  const Broadcast& b = *k.data<Broadcast>();
  for (int i = 0; i < static_cast<int>(k.output(0).elements()); ++i) {
    int at[2] = {};
    for (int d = b.rank - 1, rest = i; d >= 0; rest /= b.dims[d--]) {
      for (int s = 0; s < 2; ++s) at[s] += rest % b.dims[d] * b.strides[s][d];
    }
    k.output(0).data<bool>()[i] = Same(x.at(at[0]), y.at(at[1])) == wanted;
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(EQUAL, str, {.prepare = Prepare, .eval = Eval<true>, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})
TARE_KERNEL(NOT_EQUAL, str,
            {.prepare = Prepare, .eval = Eval<false>, .inputs = {2, 2}, .data_bytes = sizeof(Broadcast)})

}  // namespace tare
