// LOG of int8, and EXP, LOG and RSQRT of int16: tables, interpolated for int16. LOG of what is not positive is the
// least that the output holds, RSQRT of it the largest.
#include "kernels/activation.h"
#include "kernels/math/table.h"
#include "kernels/math/table_i16.h"

namespace tare {
namespace {

// Functions of the input; `limit` is the output's least value, or its largest.
float LogOr(float x, float limit) { return x > 0 ? __builtin_logf(x) : limit; }
float ReciprocalRootOr(float x, float limit) { return x > 0 ? 1.f / __builtin_elementwise_sqrt(x) : limit; }
float ExpOf(float x, float /*limit*/) { return static_cast<float>(Exp(double{x})); }

struct Params {
  float scale, inverse_scale, least;
};

int32_t LogTable(const void* params, int32_t x) {
  const auto& p = *static_cast<const Params*>(params);
  return RoundToInt(double{LogOr(p.scale * static_cast<float>(x), p.least) * p.inverse_scale});
}

Status PrepareLogI8(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const Params params = {in.scale(), 1.f / out.scale(),
                         static_cast<float>(INT8_MIN - int64_t{out.zero_point()}) * out.scale()};
  return PrepareTable(k, LogTable, &params, TypeRange(kTfLiteInt8));
}

Status PrepareLogI16(Kernel k) { return PrepareTable16(k, LogOr, INT16_MIN); }
Status PrepareRsqrtI16(Kernel k) { return PrepareTable16(k, ReciprocalRootOr, INT16_MAX); }
Status PrepareExpI16(Kernel k) { return PrepareTable16(k, ExpOf, 0); }

}  // namespace

TARE_KERNEL(LOG, i8, {.prepare = PrepareLogI8, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
#define TARE_TABLE16_OP(OP, PREPARE) \
  TARE_KERNEL(OP, i16, {.prepare = PREPARE, .eval = EvalTable16, .data_bytes = sizeof(Table16), .in_place = 1})
TARE_TABLE16_OP(LOG, PrepareLogI16)
TARE_TABLE16_OP(RSQRT, PrepareRsqrtI16)
TARE_TABLE16_OP(EXP, PrepareExpI16)

}  // namespace tare
