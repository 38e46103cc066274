// QUANTIZE: float to integers, or integers to integers of another scale or type.
//
// The reference rounds whole groups differently from what is left behind them: floats in groups of 8 are multiplied by
// the reciprocal of the scale in float, ties to even, the others divided in double, ties away from zero; 8-bit integers
// in groups of 16 round ties up, the others, and all wider ones, round twice. Floats become integers of 4 bits one by
// one: divided in float, ties away from zero.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/numerics.h"
#include "kernels/quant/narrow.h"

namespace tare {
namespace {

/// Writes the low bytes of a value that was clamped to the type.
void Store(void* to, int i, size_t bytes, int32_t value) {
  if (bytes == 1) {
    static_cast<int8_t*>(to)[i] = static_cast<int8_t>(value);
  } else if (bytes == 2) {
    static_cast<int16_t*>(to)[i] = static_cast<int16_t>(value);
  } else {
    static_cast<int32_t*>(to)[i] = value;
  }
}

/// Nearest integer, ties to even, saturated to what 22 bits hold; 0 for NaN. Adding 1.5 * 2^23 leaves no fraction.
int32_t RoundTiesToEven(float x) {
  constexpr float kMagic = 12582912.f, kLimit = 2097152.f;
  const float clamped = x < -kLimit ? -kLimit : x > kLimit ? kLimit : x == x ? x : 0.f;
  return static_cast<int32_t>((clamped + kMagic) - kMagic);
}

Status PrepareF32(Kernel k) {
  const Tensor out = k.output(0);
  const TfLiteType type = out.type();
  TARE_REQUIRE(k, type == kTfLiteInt8 || type == kTfLiteUInt8 || type == kTfLiteInt16, "bad output type");
  TARE_REQUIRE(k, out.affine(), "unquantized output");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(0)));
  const TfLiteAffineQuantization& q = *out.affine();
  TARE_REQUIRE(
      k, q.scale->size == 1 || (q.quantized_dimension < out.rank() && out.dim(q.quantized_dimension) == q.scale->size),
      "channels and scales differ");
  return kOk;
}

Status EvalF32(Kernel k) {
  const Tensor out = k.output(0);
  const TfLiteAffineQuantization& q = *out.affine();
  const QuantizedRange range = TypeRange(out.type());
  const size_t bytes = ElementBytes(out.type());
  const float* x = k.input(0).data<float>();
  const auto n = static_cast<int>(out.elements());
  if (q.scale->size == 1) {
    constexpr int kGroup = 8;
    const double scale = q.scale->data[0];
    const auto inverse = static_cast<float>(1. / scale);
    const int grouped = n - n % kGroup;
    k.ParallelFor((n + kGroup - 1) / kGroup, kGroup * 2, [&](int begin, int end, int /*thread*/) {
      for (int i = begin * kGroup; i < end * kGroup && i < n; ++i) {
        const int64_t y = i < grouped ? RoundTiesToEven(x[i] * inverse) : RoundToInt(x[i] / scale);
        Store(out.data<void>(), i, bytes, ClampInt(y + q.zero_point->data[0], range.min, range.max));
      }
    });
    return kOk;
  }
  const auto inner = static_cast<int>(out.Elements(q.quantized_dimension + 1, out.rank()));
  for (int i = 0, channel = 0, left = inner; i < n; ++i) {
    const int64_t y = RoundToInt(double{x[i] / q.scale->data[channel]});
    Store(out.data<void>(), i, bytes, ClampInt(y + q.zero_point->data[channel], range.min, range.max));
    if (--left == 0) {
      left = inner;
      if (++channel == q.scale->size) channel = 0;
    }
  }
  return kOk;
}

Status PrepareNarrow(Kernel k) {
  const Tensor out = k.output(0);
  TARE_REQUIRE(k, out.type() == kTfLiteInt4 || out.type() == kTfLiteUInt4, "bad output type");
  TARE_REQUIRE(k, out.affine() && out.affine()->scale->size == 1, "not one scale");
  return k.ResizeOutputLike(0, k.input(0));
}

template <class T>
void QuantizeTo(Tensor in, Tensor out) {
  for (int64_t i = 0; i < out.elements(); ++i) {
    const int64_t y = RoundToInt(double{in.data<float>()[i] / out.scale()});
    T::Append(out.data<void>(), i, ClampInt(y + out.zero_point(), T::kMin, T::kMax));
  }
}

Status EvalNarrow(Kernel k) {
  const Tensor out = k.output(0);
  (out.type() == kTfLiteInt4 ? QuantizeTo<Int4> : QuantizeTo<UInt4>)(k.input(0), out);
  return kOk;
}

struct Data {
  QuantizedMultiplier multiplier;
};

Status PrepareInteger(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const bool to_byte = out.type() == kTfLiteInt8 || (out.type() == kTfLiteUInt8 && ElementBytes(in.type()) == 1);
  TARE_REQUIRE(k, to_byte || out.type() == kTfLiteInt16 || (out.type() == kTfLiteInt32 && in.type() == kTfLiteInt16),
               "bad output type");
  TARE_REQUIRE(k, IsQuantized(in) && IsQuantized(out), "bad quantization");
  TARE_REQUIRE(k, in.type() != kTfLiteInt16 || out.type() != kTfLiteInt16 || (in.zero_point() | out.zero_point()) == 0,
               "zero points are not 0");
  k.data<Data>()->multiplier = QuantizeMultiplier(double{in.scale()} / double{out.scale()});
  return k.ResizeOutputLike(0, in);
}

template <class T>
Status EvalInteger(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const QuantizedMultiplier m = k.data<Data>()->multiplier;
  const QuantizedRange range = TypeRange(out.type());
  const size_t bytes = ElementBytes(out.type());
  const auto n = static_cast<int>(out.elements());
  constexpr int kGroup = 16;
  const int grouped = sizeof(T) == 1 && bytes == 1 ? n - n % kGroup : 0;
  k.ParallelFor((n + kGroup - 1) / kGroup, kGroup * 4, [&](int begin, int end, int /*thread*/) {
    for (int i = begin * kGroup; i < end * kGroup && i < n; ++i) {
      const auto x =
          static_cast<int32_t>(static_cast<uint32_t>(in.data<T>()[i]) - static_cast<uint32_t>(in.zero_point()));
      const int64_t y = i < grouped ? MultiplyRoundingUp(x, m) : MultiplyByQuantizedMultiplier(x, m);
      Store(out.data<void>(), i, bytes, ClampInt(y + out.zero_point(), range.min, range.max));
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(QUANTIZE, f32, {.prepare = PrepareF32, .eval = EvalF32})
TARE_KERNEL(QUANTIZE, to_narrow, {.prepare = PrepareNarrow, .eval = EvalNarrow})
TARE_KERNEL(QUANTIZE, i8, {.prepare = PrepareInteger, .eval = EvalInteger<int8_t>, .data_bytes = sizeof(Data)})
TARE_KERNEL(QUANTIZE, u8, {.prepare = PrepareInteger, .eval = EvalInteger<uint8_t>, .data_bytes = sizeof(Data)})
TARE_KERNEL(QUANTIZE, i16, {.prepare = PrepareInteger, .eval = EvalInteger<int16_t>, .data_bytes = sizeof(Data)})
TARE_KERNEL(QUANTIZE, i32, {.prepare = PrepareInteger, .eval = EvalInteger<int32_t>, .data_bytes = sizeof(Data)})

}  // namespace tare
