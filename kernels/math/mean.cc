// MEAN, and SUM of floats, over any dimensions: sums are made in one pass over the input, front to back, in wide
// accumulators (double for float, int64 for integers), then divided.
//
// Quantized means have two forms in the reference: over height and width of a rank-4 tensor whose dimensions are kept,
// the zero points become a bias rounded in float, and whole groups of 16 channels round ties up where the others round
// twice; everything else scales the distance from the zero point by a multiplier that the element count has been
// divided into.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/math/reduce.h"

namespace tare {
namespace {

union Sum {
  double real;
  int64_t integer;
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const bool is_quantized = in.type() == kTfLiteInt8 || in.type() == kTfLiteUInt8 || in.type() == kTfLiteInt16;
  TARE_REQUIRE(k, !is_quantized || (IsQuantized(in) && IsQuantized(out)), "unquantized tensors");
  TARE_RETURN_IF_ERROR(PrepareReduce(k));
  if (out.is_dynamic()) return kOk;
  return k.RequestScratch(static_cast<size_t>(out.elements()) * sizeof(Sum) + 1);
}

void Add(Sum& sum, float x) { sum.real += static_cast<double>(x); }
void Add(Sum& sum, int64_t x) {
  sum.integer = static_cast<int64_t>(static_cast<uint64_t>(sum.integer) + static_cast<uint64_t>(x));
}

template <class T, class Wide>
void AddAll(Kernel k, Sum* sums) {
  const T* x = k.input(0).data<T>();
  ForEachReduced(*k.data<ReducePlan>(), static_cast<int>(k.input(0).elements()),
                 [&](int to, int at) { Add(sums[to], static_cast<Wide>(x[at])); });
}

Status Eval(Kernel k, void (*add)(Kernel, Sum*), void (*finish)(Kernel, const Sum*)) {
  const bool dynamic = !k.input(1).is_constant();
  if (dynamic) TARE_RETURN_IF_ERROR(ResizeReduced(k));
  const size_t bytes = static_cast<size_t>(k.output(0).elements()) * sizeof(Sum);
  Sum* sums = dynamic ? static_cast<Sum*>(__builtin_malloc(bytes | 1)) : k.scratch<Sum>();
  TARE_REQUIRE(k, sums, "Out of memory");
  __builtin_memset(sums, 0, bytes);
  add(k, sums);
  finish(k, sums);
  if (dynamic) __builtin_free(sums);
  return kOk;
}

void DivideFloat(Kernel k, const Sum* sums) {
  const Tensor out = k.output(0);
  const int count = k.data<ReducePlan>()->count;
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    out.data<float>()[i] = static_cast<float>(sums[i].real / count);
  }
}

void StoreFloat(Kernel k, const Sum* sums) {
  const Tensor out = k.output(0);
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) out.data<float>()[i] = static_cast<float>(sums[i].real);
}

template <class T>
void Divide(Kernel k, const Sum* sums) {
  const Tensor out = k.output(0);
  const int count = k.data<ReducePlan>()->count;
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    out.data<T>()[i] = static_cast<T>(count ? sums[i].integer / count : 0);
  }
}

template <class T>
void DivideQuantized(Kernel k, const Sum* sums) {
  const Tensor in = k.input(0), out = k.output(0);
  const ReducePlan& plan = *k.data<ReducePlan>();
  const QuantizedRange range = TypeRange(out.type());
  QuantizedMultiplier m;
  int64_t remove = int64_t{plan.count} * in.zero_point(), zero = out.zero_point();
  int depth = 1, grouped = 0;
  if (plan.count == 0) {
    __builtin_memset(out.data<T>(), 0, out.bytes());
    return;
  }
  if (sizeof(T) == 1 && plan.over_h_w && plan.keep_dims) {
    depth = out.dim(-1);
    grouped = depth - depth % 16;
    m = QuantizeMultiplier(in.scale() / (static_cast<float>(plan.count) * out.scale()));
    zero -= RoundToInt(static_cast<float>(in.zero_point()) * in.scale() / out.scale());
    remove = 0;
  } else {
    m = QuantizeMultiplier(double{in.scale()} / double{out.scale()});
    int shift = 31 - __builtin_clz(static_cast<uint32_t>(plan.count));
    if (shift > 31 + m.shift) shift = 31 + m.shift;
    m = {static_cast<int32_t>((int64_t{m.multiplier} << shift) / plan.count), m.shift - shift};
  }
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    const auto sum = static_cast<int32_t>(sums[i].integer - remove);
    const int64_t y = i % depth < grouped ? MultiplyRoundingUp(sum, m) : MultiplyByQuantizedMultiplier(sum, m);
    out.data<T>()[i] = static_cast<T>(ClampInt(y + zero, range.min, range.max));
  }
}

Status EvalF32(Kernel k) { return Eval(k, AddAll<float, float>, DivideFloat); }
Status EvalSumF32(Kernel k) { return Eval(k, AddAll<float, float>, StoreFloat); }
template <class T>
Status EvalInteger(Kernel k) {
  return Eval(k, AddAll<T, int64_t>, Divide<T>);
}
template <class T>
Status EvalQuantized(Kernel k) {
  return Eval(k, AddAll<T, int64_t>, DivideQuantized<T>);
}

}  // namespace

#define TARE_SUMMED(OP, TYPES, EVAL) \
  TARE_KERNEL(OP, TYPES, {.prepare = Prepare, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(ReducePlan)})
TARE_SUMMED(SUM, f32, EvalSumF32)
TARE_SUMMED(MEAN, f32, EvalF32)
TARE_SUMMED(MEAN, i8, EvalQuantized<int8_t>)
TARE_SUMMED(MEAN, u8, EvalQuantized<uint8_t>)
TARE_SUMMED(MEAN, i16, EvalQuantized<int16_t>)
TARE_SUMMED(MEAN, i32, EvalInteger<int32_t>)
TARE_SUMMED(MEAN, i64, EvalInteger<int64_t>)

}  // namespace tare
