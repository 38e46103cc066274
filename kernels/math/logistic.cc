// LOGISTIC and TANH. The 8-bit tables use float arithmetic around a correctly rounded exp or tanh, as the reference
// does; the float forms are inner loops of their own.
#include "kernels/math/half.h"
#include "kernels/math/numerics.h"
#include "kernels/math/table.h"
#include "kernels/micro/exp_f32.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == k.input(0).type(), "types differ");
  return k.ResizeOutputLike(0, k.input(0));
}

float TanhInFloat(float x) { return static_cast<float>(Tanh(x)); }
float LogisticInFloat(float x) { return 1.f / (1.f + static_cast<float>(Exp(-x))); }

Status Eval(Kernel k, void (*row)(const float* x, float* out, int n)) {
  constexpr int64_t kCostOfExp = 8;
  const float* x = k.input(0).data<float>();
  float* out = k.output(0).data<float>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), kCostOfExp,
                [=](int begin, int end, int /*thread*/) { row(x + begin, out + begin, end - begin); });
  return kOk;
}

Status EvalLogistic(Kernel k) { return Eval(k, TARE_AT_LEVEL(false, LogisticRowF32)); }
Status EvalTanh(Kernel k) { return Eval(k, TARE_AT_LEVEL(false, TanhRowF32)); }
/// The reference rounds to half, or bfloat16, after each step.
template <class Format>
float LogisticInSteps(float x) {
  const float power = Rounded<Format>(static_cast<float>(Exp(double{x})));
  return power == __builtin_inff() ? 1.f : power / Rounded<Format>(1.f + power);
}
Status EvalLogisticHalf(Kernel k) { return EvalUnaryHalf(k, LogisticInSteps<Half>); }
Status EvalLogisticBfloat(Kernel k) { return EvalUnaryBfloat(k, LogisticInSteps<Bfloat>); }
Status EvalTanhHalf(Kernel k) { return EvalUnaryHalf(k, TanhInFloat); }
Status EvalTanhBfloat(Kernel k) { return EvalUnaryBfloat(k, TanhInFloat); }
Status PrepareLogisticTable(Kernel k) { return PrepareFloatTable(k, LogisticInFloat); }
Status PrepareTanhTable(Kernel k) { return PrepareFloatTable(k, TanhInFloat); }

}  // namespace

#define TARE_TABLE_OP(OP, TYPES, PREPARE) \
  TARE_KERNEL(OP, TYPES, {.prepare = PREPARE, .eval = EvalTable, .data_bytes = sizeof(ByteTable), .in_place = 1})
TARE_KERNEL(LOGISTIC, f32, {.prepare = Prepare, .eval = EvalLogistic, .in_place = 1})
TARE_KERNEL(LOGISTIC, f16, {.prepare = Prepare, .eval = EvalLogisticHalf, .in_place = 1})
TARE_KERNEL(LOGISTIC, bf16, {.prepare = Prepare, .eval = EvalLogisticBfloat, .in_place = 1})
TARE_TABLE_OP(LOGISTIC, i8, PrepareLogisticTable)
TARE_TABLE_OP(LOGISTIC, u8, PrepareLogisticTable)
TARE_KERNEL(TANH, f32, {.prepare = Prepare, .eval = EvalTanh, .in_place = 1})
TARE_KERNEL(TANH, f16, {.prepare = Prepare, .eval = EvalTanhHalf, .in_place = 1})
TARE_KERNEL(TANH, bf16, {.prepare = Prepare, .eval = EvalTanhBfloat, .in_place = 1})
TARE_TABLE_OP(TANH, i8, PrepareTanhTable)
TARE_TABLE_OP(TANH, u8, PrepareTanhTable)

}  // namespace tare
