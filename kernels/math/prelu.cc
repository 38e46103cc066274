// PRELU, float: x where it is not negative, else x times alpha, which is broadcast to x.
#include "kernels/math/binary.h"

namespace tare {
namespace {

float Prelu(float x, float alpha) { return x >= 0 ? x : x * alpha; }

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(PrepareBinary<kTfLiteNoType>(k));
  TARE_REQUIRE(k, k.output(0).SameShape(k.input(0)), "alpha is larger than the input");
  return kOk;
}

}  // namespace

TARE_KERNEL(PRELU, f32,
            {.prepare = Prepare,
             .eval = EvalBinary<BinaryRow<float, float, Prelu>>,
             .inputs = {2, 2},
             .data_bytes = sizeof(Broadcast),
             .in_place = 1})

}  // namespace tare
