// MEAN, SUM of floats, and SUM and REDUCE_PROD of quantized numbers, over any dimensions: sums are made in one pass
// over the input, front to back, in wide accumulators (double for float, int64 for integers), then divided.
//
// Quantized means scale the distance from the zero point by a multiplier that the element count has been divided into;
// those of bytes over height and width are computed otherwise (spatial_mean.h).
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/math/reduce.h"
#include "kernels/math/spatial_mean.h"
#include "kernels/math/wrapping.h"
#include "runtime/features.h"

namespace tare {
namespace {

union Sum {
  double real;
  int64_t integer;
};

Status Prepare(Kernel k) {
  const Tensor out = k.output(0);
  TARE_RETURN_IF_ERROR(PrepareReduce(k));
  if (out.is_dynamic()) return kOk;
  return k.RequestScratch(static_cast<size_t>(out.elements()) * sizeof(Sum) + 1);
}

void Add(Sum& sum, float x) { sum.real += static_cast<double>(x); }
void Add(Sum& sum, int64_t x) { sum.integer = WrappingAdd(sum.integer, x); }

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
  if (plan.count == 0) {
    __builtin_memset(out.data<T>(), 0, out.bytes());
    return;
  }
  QuantizedMultiplier m = QuantizeMultiplier(double{in.scale()} / double{out.scale()});
  int shift = 31 - __builtin_clz(static_cast<uint32_t>(plan.count));
  if (shift > 31 + m.shift) shift = 31 + m.shift;
  m = {static_cast<int32_t>((int64_t{m.multiplier} << shift) / plan.count), m.shift - shift};
  const int64_t remove = int64_t{plan.count} * in.zero_point();
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    const auto sum = static_cast<int32_t>(sums[i].integer - remove);
    const int64_t y = int64_t{MultiplyByQuantizedMultiplier(sum, m)} + out.zero_point();
    out.data<T>()[i] = static_cast<T>(ClampInt(y, range.min, range.max));
  }
}

/// Scaled in float, with the zero points as a bias.
template <class T>
void StoreQuantized(Kernel k, const Sum* sums) {
  const Tensor in = k.input(0), out = k.output(0);
  const int count = k.data<ReducePlan>()->count;
  const QuantizedRange range = TypeRange(out.type());
  const float scale = in.scale() / out.scale();
  const float bias = static_cast<float>(-in.zero_point()) * scale * static_cast<float>(count);
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    const float real = static_cast<float>(static_cast<int32_t>(sums[i].integer)) * scale + bias;
    out.data<T>()[i] = static_cast<T>(
        count ? ClampInt(int64_t{RoundToInt(double{real})} + out.zero_point(), range.min, range.max) : 0);
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
template <class T>
Status EvalSumQuantized(Kernel k) {
  return Eval(k, AddAll<T, int64_t>, StoreQuantized<T>);
}

/// Products are scaled by this after each factor, so that they stay small.
QuantizedMultiplier ScaleOfFactor(Kernel k) {
  const double out = k.output(0).scale(), count = k.data<ReducePlan>()->count;
  return QuantizeMultiplier(k.input(0).scale() / __builtin_pow(out, 1 / count));
}

constexpr int64_t kStarted = int64_t{1} << 32;  // marks a product that has a first factor; the rest are its 32 bits

template <class T>
void MultiplyAll(Kernel k, Sum* products) {
  const T* x = k.input(0).data<T>();
  const QuantizedMultiplier m = ScaleOfFactor(k);
  const int32_t zero = k.input(0).zero_point();
  ForEachReduced(*k.data<ReducePlan>(), static_cast<int>(k.input(0).elements()), [&](int to, int at) {
    int64_t& product = products[to].integer;
    const int64_t factor = x[at] - zero;
    const int64_t value = product & kStarted ? MultiplyByUpper16(static_cast<int32_t>(product) * factor, m) : factor;
    product = kStarted | static_cast<uint32_t>(value);
  });
}

template <class T>
void StoreProducts(Kernel k, const Sum* products) {
  const Tensor out = k.output(0);
  const QuantizedMultiplier m = ScaleOfFactor(k);
  const QuantizedRange range = TypeRange(out.type());
  if (k.data<ReducePlan>()->count == 1) {  // the reference copies
    if (out.bytes()) __builtin_memcpy(out.data<T>(), k.input(0).data<T>(), out.bytes());
    return;
  }
  for (int i = 0; i < static_cast<int>(out.elements()); ++i) {
    const auto scaled = static_cast<int32_t>(MultiplyByUpper16(static_cast<int32_t>(products[i].integer), m));
    out.data<T>()[i] = static_cast<T>(ClampInt(int64_t{scaled} + out.zero_point(), range.min, range.max));
  }
}

template <class T>
Status EvalProduct(Kernel k) {
  return Eval(k, MultiplyAll<T>, StoreProducts<T>);
}

Status PrepareQuantized(Kernel k) {
  TARE_REQUIRE(k, IsQuantized(k.input(0)) && IsQuantized(k.output(0)), "unquantized tensors");
  return Prepare(k);
}

/// Data of means of bytes; `plan` comes first, as reductions want it.
struct ByteMean {
  ReducePlan plan;
  SpatialMean spatial;
};

Status PrepareBytes(Kernel k) {
  SpatialMean& spatial = k.data<ByteMean>()->spatial;
  const Status status = PrepareSpatialMean(k, spatial);
  return status != kOk || !features::reductions || spatial.is_spatial ? status : Prepare(k);
}

template <class T>
Status EvalBytes(Kernel k) {
  const SpatialMean& spatial = k.data<ByteMean>()->spatial;
  return features::reductions && !spatial.is_spatial ? EvalQuantized<T>(k) : EvalSpatialMean(k, spatial);
}

}  // namespace

#define TARE_SUMMED_AFTER(PREPARE, OP, TYPES, EVAL, DATA) \
  TARE_KERNEL(OP, TYPES, {.prepare = PREPARE, .eval = EVAL, .inputs = {2, 2}, .data_bytes = sizeof(DATA)})
#define TARE_SUMMED(OP, TYPES, EVAL) TARE_SUMMED_AFTER(Prepare, OP, TYPES, EVAL, ReducePlan)
TARE_SUMMED(SUM, f32, EvalSumF32)
TARE_SUMMED_AFTER(PrepareQuantized, SUM, i8, EvalSumQuantized<int8_t>, ReducePlan)
TARE_SUMMED_AFTER(PrepareQuantized, SUM, u8, EvalSumQuantized<uint8_t>, ReducePlan)
TARE_SUMMED_AFTER(PrepareQuantized, SUM, i16, EvalSumQuantized<int16_t>, ReducePlan)
TARE_SUMMED_AFTER(PrepareQuantized, REDUCE_PROD, i8, EvalProduct<int8_t>, ReducePlan)
TARE_SUMMED_AFTER(PrepareQuantized, REDUCE_PROD, i16, EvalProduct<int16_t>, ReducePlan)
TARE_SUMMED(MEAN, f32, EvalF32)
TARE_SUMMED_AFTER(PrepareBytes, MEAN, i8, EvalBytes<int8_t>, ByteMean)
TARE_SUMMED_AFTER(PrepareBytes, MEAN, u8, EvalBytes<uint8_t>, ByteMean)
TARE_SUMMED_AFTER(PrepareQuantized, MEAN, i16, EvalQuantized<int16_t>, ReducePlan)
TARE_SUMMED(MEAN, i32, EvalInteger<int32_t>)
TARE_SUMMED(MEAN, i64, EvalInteger<int64_t>)

}  // namespace tare
