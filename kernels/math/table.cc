// Building and reading the tables of 8-bit unary ops.
#include "kernels/math/table.h"

#include "kernels/math/numerics.h"

namespace tare {
namespace {

struct FloatFunction {
  float (*f)(float x);
  float scale, inverse_scale;
};

int32_t Requantize(const void* params, int32_t x) {
  const auto& p = *static_cast<const FloatFunction*>(params);
  return RoundToInt(p.f(p.scale * static_cast<float>(x)) * p.inverse_scale);
}

}  // namespace

Status PrepareTable(Kernel k, TableFunction f, const void* params, QuantizedRange range) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, in.type() == out.type() && IsQuantized(in) && IsQuantized(out), "bad quantization");
  uint8_t* table = k.data<ByteTable>()->at;
  for (int byte = 0; byte < 256; ++byte) {
    const int32_t x = in.type() == kTfLiteInt8 ? static_cast<int8_t>(byte) : byte;
    const int64_t y = int64_t{f(params, x - in.zero_point())} + out.zero_point();
    table[byte] = static_cast<uint8_t>(ClampInt(y, range.min, range.max));
  }
  return k.ResizeOutputLike(0, in);
}

Status PrepareFloatTable(Kernel k, float (*f)(float x)) {
  const FloatFunction params = {f, k.input(0).scale(), 1.f / k.output(0).scale()};
  return PrepareTable(k, Requantize, &params, TypeRange(k.output(0).type()));
}

Status EvalTable(Kernel k) {
  const uint8_t* table = k.data<ByteTable>()->at;
  const uint8_t* in = k.input(0).data<uint8_t>();
  uint8_t* out = k.output(0).data<uint8_t>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), 1, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) out[i] = table[in[i]];
  });
  return kOk;
}

Status EvalUnaryF32(Kernel k, float (*f)(float x)) {
  constexpr int64_t kCostOfExp = 50;
  const float* in = k.input(0).data<float>();
  float* out = k.output(0).data<float>();
  k.ParallelFor(static_cast<int>(k.input(0).elements()), kCostOfExp, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) out[i] = f(in[i]);
  });
  return kOk;
}

}  // namespace tare
