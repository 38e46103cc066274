// SOFTMAX: exp(beta * (x - max(x))) / sum, over the last dimension.
//
// The maximum is subtracted first so that exp cannot overflow. The quantized form looks the exponentials up: there are
// only 256 differences between a value and the maximum. Table, sum and quotient are floats in the reference's order,
// which makes it bit-exact.
#include "kernels/math/numerics.h"
#include "kernels/micro/exp_f32.h"
#include "kernels/micro/half.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Data {
  float beta;
  float table[256];  // exp(-beta * scale * i), of the quantized form
};

struct Rows {
  int count, width;
};

Rows RowsOf(Kernel k) {
  const Tensor in = k.input(0);
  return {in.dim(-1) ? static_cast<int>(in.Elements(0, in.rank() - 1)) : 0, in.dim(-1)};
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 1 && in.type() == k.output(0).type(), "bad input");
  k.data<Data>()->beta = k.options().Scalar<float>(options::SoftmaxOptions::beta);
  return k.ResizeOutputLike(0, in);
}

/// TensorFlow's has no beta.
Status PrepareTf(Kernel k) {
  TARE_RETURN_IF_ERROR(Prepare(k));
  k.data<Data>()->beta = 1;
  return kOk;
}

Status EvalF32(Kernel k) {
  const Rows rows = RowsOf(k);
  const float beta = k.data<Data>()->beta;
  constexpr int64_t kCostOfExp = 8;
  k.ParallelFor(rows.count, kCostOfExp * rows.width, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const float* x = k.input(0).data<float>() + int64_t{row} * rows.width;
      float* y = k.output(0).data<float>() + int64_t{row} * rows.width;
      float max = x[0];
      for (int i = 1; i < rows.width; ++i) max = x[i] > max ? x[i] : max;
      TARE_AT_LEVEL(false, ExpRowF32)(x, y, rows.width, max, beta);
      double sum = 0;
      for (int i = 0; i < rows.width; ++i) sum += y[i];
      const auto inverse = static_cast<float>(1. / sum);
      for (int i = 0; i < rows.width; ++i) y[i] *= inverse;
    }
  });
  return kOk;
}

Status PrepareTable(Kernel k) {
  TARE_RETURN_IF_ERROR(Prepare(k));
  Data& data = *k.data<Data>();
  const float step = -k.input(0).scale() * data.beta;
  for (int i = 0; i < 256; ++i) data.table[i] = static_cast<float>(Exp(step * static_cast<float>(i)));
  return kOk;
}

/// `flip` is 0x80 for int8: its bytes, seen as unsigned after the flip, have the values' order.
Status EvalTable(Kernel k, int flip) {
  const Rows rows = RowsOf(k);
  const Tensor out = k.output(0);
  const float* table = k.data<Data>()->table;
  const int zero = out.zero_point() + flip;
  const auto* x = k.input(0).data<uint8_t>();
  auto* y = out.data<uint8_t>();
  for (int row = rows.count; row > 0; --row, x += rows.width, y += rows.width) {
    int max = 0;
    for (int i = 0; i < rows.width; ++i) max = (x[i] ^ flip) > max ? x[i] ^ flip : max;
    float sum = 0;
    for (int i = 0; i < rows.width; ++i) sum += table[max - (x[i] ^ flip)];
    const float inverse = 1.f / (sum * out.scale());
    for (int i = 0; i < rows.width; ++i) {
      const float scaled = table[max - (x[i] ^ flip)] * inverse;  // not negative
      const int level = zero + (scaled < 512 ? static_cast<int>(double{scaled} + .5) : 512);
      y[i] = static_cast<uint8_t>((level < 0 ? 0 : level > 255 ? 255 : level) ^ flip);
    }
  }
  return kOk;
}

Status EvalI8(Kernel k) { return EvalTable(k, 0x80); }
Status EvalU8(Kernel k) { return EvalTable(k, 0); }

/// Exponentials are rounded to half before they are divided by their sum.
Status EvalF16(Kernel k) {
  const Rows rows = RowsOf(k);
  const float beta = k.data<Data>()->beta;
  const auto* x = k.input(0).data<uint16_t>();
  auto* y = k.output(0).data<uint16_t>();
  const auto real = [](uint16_t half) {
    float value;
    TARE_BEST(HalfToFloat)(&half, &value, 1);
    return value;
  };
  for (int row = rows.count; row > 0; --row, x += rows.width, y += rows.width) {
    float max = real(x[0]), sum = 0;
    for (int i = 1; i < rows.width; ++i) max = real(x[i]) > max ? real(x[i]) : max;
    for (int i = 0; i < rows.width; ++i) {
      const auto value = static_cast<float>(Exp(double{(real(x[i]) - max) * beta}));
      TARE_BEST(FloatToHalf)(&value, y + i, 1);
      sum += value;
    }
    for (int i = 0; i < rows.width; ++i) {
      const float value = real(y[i]) / sum;
      TARE_BEST(FloatToHalf)(&value, y + i, 1);
    }
  }
  return kOk;
}

}  // namespace

TARE_KERNEL(SOFTMAX, f32, {.prepare = Prepare, .eval = EvalF32, .data_bytes = sizeof(float), .in_place = 1})
TARE_KERNEL(SOFTMAX, f16, {.prepare = Prepare, .eval = EvalF16, .data_bytes = sizeof(float), .in_place = 1})
TARE_TF_KERNEL(Softmax, f32, {.prepare = PrepareTf, .eval = EvalF32, .data_bytes = sizeof(float), .in_place = 1})
TARE_KERNEL(SOFTMAX, i8, {.prepare = PrepareTable, .eval = EvalI8, .data_bytes = sizeof(Data), .in_place = 1})
TARE_KERNEL(SOFTMAX, u8, {.prepare = PrepareTable, .eval = EvalU8, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
