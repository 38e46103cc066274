// CAST: numbers of one type as numbers of another. Every value is either an integer or a real (with an imaginary part)
// on its way. Fractions are cut off, reals saturate where integers cannot hold them (NaN becomes the largest), integers
// wrap around, anything but 0 is true.
#include "kernels/math/half.h"

namespace tare {
namespace {

struct Number {
  bool is_real;
  int64_t integer;
  double real, imaginary;
};

template <class T>
T At(const void* from, int i) {
  return static_cast<const T*>(from)[i];
}

Number Load(const void* from, int i, TfLiteType type) {
  switch (type) {
    case kTfLiteFloat16: {
      float value;
      TARE_BEST(HalfToFloat)(static_cast<const uint16_t*>(from) + i, &value, 1);
      return {true, 0, value, 0};
    }
    case kTfLiteFloat32:
      return {true, 0, At<float>(from, i), 0};
    case kTfLiteFloat64:
      return {true, 0, At<double>(from, i), 0};
    case kTfLiteComplex64:
      return {true, 0, At<float>(from, 2 * i), At<float>(from, 2 * i + 1)};
    case kTfLiteInt8:
      return {false, At<int8_t>(from, i), 0, 0};
    case kTfLiteInt16:
      return {false, At<int16_t>(from, i), 0, 0};
    case kTfLiteUInt16:
      return {false, At<uint16_t>(from, i), 0, 0};
    case kTfLiteInt32:
      return {false, At<int32_t>(from, i), 0, 0};
    case kTfLiteUInt32:
      return {false, At<uint32_t>(from, i), 0, 0};
    case kTfLiteInt64:
      return {false, At<int64_t>(from, i), 0, 0};
    case kTfLiteBool:
      return {false, At<uint8_t>(from, i) != 0, 0, 0};
    default:
      return {false, At<uint8_t>(from, i), 0, 0};
  }
}

template <class T>
void StoreInteger(void* to, int i, const Number& n) {
  constexpr bool kSigned = static_cast<T>(-1) < 0;
  constexpr T kMin = kSigned ? static_cast<T>(uint64_t{1} << (8 * sizeof(T) - 1)) : T{0};
  constexpr T kMax = static_cast<T>(~kMin);
  T value = static_cast<T>(n.integer);
  if (n.is_real) {
    const double real = n.real;
    value = real <= static_cast<double>(kMin) ? kMin : real < static_cast<double>(kMax) ? static_cast<T>(real) : kMax;
  }
  static_cast<T*>(to)[i] = value;
}

void Store(void* to, int i, TfLiteType type, const Number& n) {
  const double real = n.is_real ? n.real : static_cast<double>(n.integer);
  switch (type) {
    case kTfLiteFloat16: {
      const float value = n.is_real ? static_cast<float>(real) : static_cast<float>(n.integer);
      TARE_BEST(FloatToHalf)(&value, static_cast<uint16_t*>(to) + i, 1);
      break;
    }
    case kTfLiteFloat32:
      static_cast<float*>(to)[i] = n.is_real ? static_cast<float>(real) : static_cast<float>(n.integer);
      break;
    case kTfLiteFloat64:
      static_cast<double*>(to)[i] = real;
      break;
    case kTfLiteComplex64:
      static_cast<float*>(to)[2 * i] = static_cast<float>(real);
      static_cast<float*>(to)[2 * i + 1] = static_cast<float>(n.imaginary);
      break;
    case kTfLiteInt16:
      StoreInteger<int16_t>(to, i, n);
      break;
    case kTfLiteUInt16:
      StoreInteger<uint16_t>(to, i, n);
      break;
    case kTfLiteInt32:
      StoreInteger<int32_t>(to, i, n);
      break;
    case kTfLiteUInt32:
      StoreInteger<uint32_t>(to, i, n);
      break;
    case kTfLiteInt64:
      StoreInteger<int64_t>(to, i, n);
      break;
    case kTfLiteInt8:
      StoreInteger<int8_t>(to, i, n);
      break;
    case kTfLiteBool:
      static_cast<bool*>(to)[i] = n.is_real ? real != 0 || n.imaginary != 0 : n.integer != 0;
      break;
    default:
      StoreInteger<uint8_t>(to, i, n);
      break;
  }
}

Status Prepare(Kernel k) { return k.ResizeOutputLike(0, k.input(0)); }

Status Eval(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  k.ParallelFor(static_cast<int>(in.elements()), 8, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) Store(out.data<void>(), i, out.type(), Load(in.data<void>(), i, in.type()));
  });
  return kOk;
}

/// From or to bfloat16, or both.
Status EvalBfloat(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const auto elements = static_cast<int>(in.elements());
  for (int i = 0; i < elements; ++i) {
    float value = 0;
    if (in.type() == kTfLiteBFloat16) Bfloat::Load(in.data<uint16_t>() + i, &value, 1);
    const Number n = in.type() == kTfLiteBFloat16 ? Number{true, 0, value, 0} : Load(in.data<void>(), i, in.type());
    if (out.type() == kTfLiteBFloat16) {
      Store(&value, 0, kTfLiteFloat32, n);
      Bfloat::Store(&value, out.data<uint16_t>() + i, 1);
    } else {
      Store(out.data<void>(), i, out.type(), n);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(CAST, from_bf16, {.prepare = Prepare, .eval = EvalBfloat})
TARE_KERNEL(CAST, to_bf16, {.prepare = Prepare, .eval = EvalBfloat})
TARE_KERNEL(CAST, numbers, {.prepare = Prepare, .eval = Eval})

}  // namespace tare
