// NumericVerify: how far dequantized values are from float ones, which debuggers of quantized models insert. With
// log_if_failed and a tolerance from 0.1 on, a difference of more than so many steps stops the run; else statistics go
// to the error reporter, run by run, and the run goes on.
#include "kernels/flexbuffer.h"
#include "kernels/quant/dequantize.h"

namespace tare {
namespace {

struct Data {
  float tolerance;
  bool stop;
};

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  const Flex options = Flex::Options(k);
  TARE_REQUIRE(k, options.is_map(), "bad custom options");
  data.tolerance = options["tolerance"].Float();
  data.stop = options["log_if_failed"].Bool() && data.tolerance >= .1;
  const Tensor in = k.input(0), reference = k.input(1);
  TARE_REQUIRE(k, reference.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32, "unsupported types");
  TARE_REQUIRE(k, reference.elements() >= in.elements(), "fewer references than values");
  TARE_REQUIRE(k, in.type() == kTfLiteFloat16 || in.affine(), "unquantized input");
  return k.ResizeOutputLike(0, in);
}

/// What the message of a failure calls the quantized value.
int32_t RawValue(Tensor t, int64_t i) {
  if (t.type() == kTfLiteInt8) return t.data<int8_t>()[i];
  if (t.type() == kTfLiteUInt8) return t.data<uint8_t>()[i];
  return t.type() == kTfLiteInt16 ? t.data<int16_t>()[i] : 0;
}

template <void (*dequantize)(Kernel k, float* to)>
Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const Tensor in = k.input(0);
  const auto* reference = k.input(1).data<float>();
  auto* out = k.output(0).data<float>();
  dequantize(k, out);
  const int64_t n = in.elements();
  const float most = data.tolerance * in.scale();
  double sum = 0, max = 0;
  for (int64_t i = 0; i < n; ++i) {
    const float value = out[i];
    out[i] = value - reference[i];
    const float difference = __builtin_fabsf(out[i]);
    if (data.stop && difference > most) {
      return k.Fail(
          "Mismatch: %f is quantized to %d with (%f, %d). abs(%f - %f) = %f > %f (tolerance) range percentage %f.\n",
          double{reference[i]}, static_cast<int>(RawValue(in, i)), double{in.scale()},
          static_cast<int>(in.zero_point()), double{reference[i]}, double{value}, double{difference}, double{most},
          double{data.tolerance});
    }
    sum += double{out[i]};
    max = difference > max ? difference : max;
  }
  if (data.stop) return kOk;
  const double mean = sum / static_cast<double>(n);
  double squares = 0;
  for (int64_t i = 0; i < n; ++i) squares += (out[i] - mean) * (out[i] - mean);
  (void)k.Fail("std: %f, mean: %f, max_diff: %f (scale: %f, zero_point: %d).\n",
               __builtin_elementwise_sqrt(squares / static_cast<double>(n)), mean, max, double{in.scale()},
               static_cast<int>(in.zero_point()));
  return kOk;
}

}  // namespace

#define TARE_NUMERIC_VERIFY(TYPES, dequantize) \
  TARE_CUSTOM_KERNEL(NUMERIC_VERIFY, TYPES,    \
                     {.prepare = Prepare, .eval = Eval<dequantize>, .inputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_NUMERIC_VERIFY(f16, DequantizeHalf)
TARE_NUMERIC_VERIFY(i8, DequantizeInteger<int8_t>)
TARE_NUMERIC_VERIFY(u8, DequantizeInteger<uint8_t>)
TARE_NUMERIC_VERIFY(i16, DequantizeInteger<int16_t>)

}  // namespace tare
