// TensorFlow's Assert, which fails while running where its first input is false, NoOp, and PrintV2, which does nothing
// either: an app has no place to print to.
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).type() == kTfLiteBool && k.input(0).elements() == 1, "the condition is no single bool");
  return kOk;
}

Status Eval(Kernel k) {
  TARE_REQUIRE(k, *k.input(0).data<uint8_t>(), "assertion failed");
  return kOk;
}

Status Nothing(Kernel /*k*/) { return kOk; }

}  // namespace

TARE_TF_KERNEL(Assert, boolean, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}, .outputs = {0, 0}})
TARE_TF_KERNEL(NoOp, any, {.prepare = Nothing, .eval = Nothing, .inputs = {0, 0}, .outputs = {0, 0}})
TARE_TF_KERNEL(PrintV2, str, {.prepare = Nothing, .eval = Nothing, .outputs = {0, 0}})

}  // namespace tare
