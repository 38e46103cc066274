// DEQUANTIZE: integers, of 4 and 2 bits, too, or halves to float. A constant (weights stored small) is converted once,
// in Prepare, and the output is a constant to the ops that follow.
#include "kernels/quant/dequantize.h"

#include "kernels/micro/half.h"
#include "kernels/quant/narrow.h"
#include "kernels/shape/copy.h"

namespace tare {

void DequantizeHalf(Kernel k, float* to) {
  TARE_BEST(HalfToFloat)(k.input(0).data<uint16_t>(), to, static_cast<int>(k.input(0).elements()));
}

template <class T>
void DequantizeInteger(Kernel k, float* to) {
  const Tensor in = k.input(0);
  const TfLiteAffineQuantization* q = in.affine();
  // Per channel: blocks of `inner` elements share a scale, which changes from block to block.
  const int channels = q ? q->scale->size : 1;
  const auto inner = static_cast<int>(channels > 1 ? in.Elements(q->quantized_dimension + 1, in.rank()) : 1);
  const auto n = static_cast<int>(in.elements());
  // The reference's vectors of eight scale value and zero point apart.
  const int apart = channels > 1 ? 0 : n / 8 * 8;
  const auto scaled_zero = q ? static_cast<float>(-double{q->scale->data[0]} * q->zero_point->data[0]) : -0.f;
  for (int i = 0, channel = 0, left = inner; i < n; ++i) {
    const float scale = q ? q->scale->data[channel] : 0;
    const int32_t zero = q ? q->zero_point->data[channel] : 0;
    const int32_t value = Elements<T>::At(in.data<void>(), i);
    to[i] =
        i < apart ? static_cast<float>(value) * scale + scaled_zero : static_cast<float>(int64_t{value} - zero) * scale;
    if (--left == 0) {
      left = inner;
      if (++channel == channels) channel = 0;
    }
  }
}

template void DequantizeInteger<int8_t>(Kernel k, float* to);
template void DequantizeInteger<uint8_t>(Kernel k, float* to);
template void DequantizeInteger<int16_t>(Kernel k, float* to);

namespace {

using Convert = void (*)(Kernel k, float* to);

Status Prepare(Kernel k, Convert convert) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  TARE_REQUIRE(k, in.type() == kTfLiteFloat16 || in.affine(), "unquantized input");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, in));
  if (!in.is_constant()) return kOk;
  void* to = MakeOutputConstant(k, 0);
  if (!to) return kError;
  convert(k, static_cast<float*>(to));
  return kOk;
}

Status Eval(Kernel k, Convert convert) {
  if (!k.input(0).is_constant()) convert(k, k.output(0).data<float>());
  return kOk;
}

template <Convert convert>
Status PrepareOf(Kernel k) {
  return Prepare(k, convert);
}
template <Convert convert>
Status EvalOf(Kernel k) {
  return Eval(k, convert);
}

}  // namespace

TARE_KERNEL(DEQUANTIZE, f16, {.prepare = PrepareOf<DequantizeHalf>, .eval = EvalOf<DequantizeHalf>})
TARE_KERNEL(DEQUANTIZE, i8,
            {.prepare = PrepareOf<DequantizeInteger<int8_t>>, .eval = EvalOf<DequantizeInteger<int8_t>>})
TARE_KERNEL(DEQUANTIZE, u8,
            {.prepare = PrepareOf<DequantizeInteger<uint8_t>>, .eval = EvalOf<DequantizeInteger<uint8_t>>})
TARE_KERNEL(DEQUANTIZE, i16,
            {.prepare = PrepareOf<DequantizeInteger<int16_t>>, .eval = EvalOf<DequantizeInteger<int16_t>>})
TARE_KERNEL(DEQUANTIZE, i4, {.prepare = PrepareOf<DequantizeInteger<Int4>>, .eval = EvalOf<DequantizeInteger<Int4>>})
TARE_KERNEL(DEQUANTIZE, u4, {.prepare = PrepareOf<DequantizeInteger<UInt4>>, .eval = EvalOf<DequantizeInteger<UInt4>>})
TARE_KERNEL(DEQUANTIZE, i2, {.prepare = PrepareOf<DequantizeInteger<Int2>>, .eval = EvalOf<DequantizeInteger<Int2>>})

}  // namespace tare
