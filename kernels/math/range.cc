// RANGE: start, start + delta, start + 2 delta, … up to but without limit.
#include "runtime/kernel.h"

namespace tare {
namespace {

template <class T>
Status Resize(Kernel k) {
  const T start = *k.input(0).data<T>(), limit = *k.input(1).data<T>(), delta = *k.input(2).data<T>();
  TARE_REQUIRE(k, delta > 0 ? start <= limit : delta < 0 && start >= limit, "bad range");
  double size;
  if constexpr (static_cast<T>(.5) != 0) {
    const float steps = (limit - start) / delta;  // in float, as the reference divides
    TARE_REQUIRE(k, steps >= 0 && steps < 0x1p31f, "bad range");
    size = static_cast<int32_t>(steps) + (static_cast<float>(static_cast<int32_t>(steps)) < steps ? 1 : 0);
  } else {
    // Differences of 64-bit integers may need 65 bits; the division brings them back.
    const auto wide =
        static_cast<uint64_t>(delta > 0 ? limit : start) - static_cast<uint64_t>(delta > 0 ? start : limit);
    const uint64_t step = delta > 0 ? static_cast<uint64_t>(delta) : -static_cast<uint64_t>(delta);
    const uint64_t steps = wide / step + (wide % step ? 1 : 0);
    size = static_cast<double>(steps);
  }
  TARE_REQUIRE(k, size <= INT32_MAX, "bad range");
  const int dim = static_cast<int>(size);
  return k.ResizeOutput(0, &dim, 1);
}

bool IsConstant(Kernel k) { return k.input(0).is_constant() && k.input(1).is_constant() && k.input(2).is_constant(); }

template <class T>
Status Prepare(Kernel k) {
  for (int i = 0; i < 3; ++i) {
    TARE_REQUIRE(k, k.input(i).type() == k.output(0).type() && k.input(i).rank() == 0, "bad input");
  }
  return IsConstant(k) ? Resize<T>(k) : k.SetOutputDynamic(0);
}

template <class T>
Status Eval(Kernel k) {
  if (!IsConstant(k)) TARE_RETURN_IF_ERROR(Resize<T>(k));
  T* to = k.output(0).data<T>();
  T value = *k.input(0).data<T>();
  const T delta = *k.input(2).data<T>();
  const auto n = static_cast<int>(k.output(0).elements());
  for (int i = 0; i < n; ++i) {
    to[i] = value;
    if (i + 1 < n) value += delta;
  }
  return kOk;
}

}  // namespace

#define TARE_RANGE(TYPES, T) TARE_KERNEL(RANGE, TYPES, {.prepare = Prepare<T>, .eval = Eval<T>, .inputs = {3, 3}})
TARE_RANGE(f32, float)
TARE_RANGE(i32, int32_t)
TARE_RANGE(i64, int64_t)

}  // namespace tare
