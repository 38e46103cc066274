// SOFTMAX of int16, in fixed point: exponentials over [-10, 0] and 1 / (1 + x) over [0, 1] are interpolated tables of
// 15-bit fractions; the sum is normalized by its leading zeros.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/table_i16.h"

namespace tare {
namespace {

struct Data {
  QuantizedMultiplier factor;  // of differences, so that -65535 is -10
  Table16 exp, reciprocal;
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k, in.rank() >= 1 && out.type() == kTfLiteInt16 && IsQuantized(in) && IsQuantized(out), "bad input");
  TARE_REQUIRE(k, (in.zero_point() | out.zero_point()) == 0, "zero points are not 0");
  Data& data = *k.data<Data>();
  const double beta = double{k.options().Scalar<float>(options::SoftmaxOptions::beta)};
  data.factor = QuantizeMultiplier(double{in.scale()} * beta / (10. / 65535.));
  FillTable16(data.exp, -10., 0., 2., Exp);
  FillTable16(data.reciprocal, 0., 1., 2., [](double x) { return 1. / (1. + x); });
  return k.ResizeOutputLike(0, in);
}

int16_t Saturate(int32_t x) { return static_cast<int16_t>(ClampInt(x, INT16_MIN, INT16_MAX)); }

void EvalRow(const Data& data, const int16_t* x, int16_t* y, int width) {
  int max = INT16_MIN;
  for (int i = 0; i < width; ++i) max = x[i] > max ? x[i] : max;
  int32_t sum = 0;  // 15 fractional bits
  for (int i = 0; i < width; ++i) {
    const int32_t scaled = MultiplyByQuantizedMultiplier(x[i] - max, data.factor);
    y[i] = LookUp16(data.exp, static_cast<int16_t>(ClampInt(int64_t{scaled} + INT16_MAX, INT16_MIN, INT16_MAX)));
    sum += y[i];
  }
  if (sum <= 0) return;
  const int zeros = __builtin_clz(static_cast<uint32_t>(sum));
  const auto normalized = static_cast<int32_t>(((int64_t{sum} << (zeros - 1)) + (1 << 13)) >> 14);
  const int32_t reciprocal = LookUp16(data.reciprocal, Saturate(normalized - (1 << 15) - (1 << 16)));
  const int shift = 31 - zeros;
  for (int i = 0; i < width; ++i) {
    const int64_t rounding = shift > 0 ? int64_t{1} << (shift - 1) : 0;
    y[i] = static_cast<int16_t>(ClampInt((int64_t{y[i]} * reciprocal + rounding) >> shift, 0, INT16_MAX));
  }
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const int width = in.dim(-1);
  // Sums of more than 65536 fractions could leave 32 bits.
  TARE_REQUIRE(k, width <= 1 << 16, "rows are too long");
  k.ParallelFor(static_cast<int>(width ? in.elements() / width : 0), int64_t{width} * 32,
                [&](int begin, int end, int /*thread*/) {
                  for (int row = begin; row < end; ++row) {
                    EvalRow(*k.data<Data>(), in.data<int16_t>() + int64_t{row} * width,
                            k.output(0).data<int16_t>() + int64_t{row} * width, width);
                  }
                });
  return kOk;
}

}  // namespace

TARE_KERNEL(SOFTMAX, i16, {.prepare = Prepare, .eval = Eval, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
