// Table: each value of an int8 or int16 tensor replaced by what a table in the second input has for it; for int16, 513
// entries with values between them interpolated.
#include "kernels/math/table_i16.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), table = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, table.type() == in.type() && out.type() == in.type(), "types differ");
  const bool narrow = in.type() == kTfLiteInt8;
  TARE_REQUIRE(k, table.rank() == 1 && table.dim(0) == (narrow ? 256 : 513), "bad size of the table");
  TARE_REQUIRE(k, narrow || (in.zero_point() == 0 && out.zero_point() == 0), "bad zero point");
  return k.ResizeOutputLike(0, in);
}

Status EvalI8(Kernel k) {
  const int64_t n = k.input(0).elements();
  const auto* table = k.input(1).data<int8_t>() + 128;
  for (int64_t i = 0; i < n; ++i) k.output(0).data<int8_t>()[i] = table[k.input(0).data<int8_t>()[i]];
  return kOk;
}

Status EvalI16(Kernel k) {
  const int64_t n = k.input(0).elements();
  const auto& table = *k.input(1).data<Table16>();
  for (int64_t i = 0; i < n; ++i) k.output(0).data<int16_t>()[i] = LookUp16(table, k.input(0).data<int16_t>()[i]);
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(TABLE, i8, {.prepare = Prepare, .eval = EvalI8, .inputs = {2, 2}, .in_place = 1})
TARE_CUSTOM_KERNEL(TABLE, i16, {.prepare = Prepare, .eval = EvalI16, .inputs = {2, 2}, .in_place = 1})

}  // namespace tare
