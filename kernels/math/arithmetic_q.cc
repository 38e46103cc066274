// ADD, SUB and MUL of quantized tensors (int8, uint8) with broadcasting and fused activation.
//
// Sums bring both inputs to a common scale of 2^-20 of twice the larger one, add, and scale the result; as an input has
// only 256 values, the first step is a table. The reference's ADD rounds that step differently in its vector loops
// (whole groups of 8 or 16 elements of a row) and behind them; everything else rounds twice (high multiply, then
// shift, ties away from zero). Results are scaled in the convolutions' inner loop, as rows of 8 equal channels.
#include "kernels/activation.h"
#include "kernels/fixed_point.h"
#include "kernels/math/broadcast.h"
#include "kernels/math/numerics.h"
#include "kernels/micro/requant_i8.h"

namespace tare {
namespace {

constexpr int kChannels = 8;  // of the inner loop
constexpr int kBatch = 512;   // elements on their way to it; a multiple of kPiece

struct Product {
  Broadcast broadcast;
  QuantizedMultiplier multiplier;
  int32_t factors[3][kChannels];  // multiplier, shift and rounding, for the inner loop
  QuantizedRange range;
  int32_t zero, zeros[2];  // of the output and the inputs
};

struct Sum : Product {
  int sign;                       // of the second input
  int group;                      // elements of the vector loops; 1 = there are none
  bool wraps;                     // scaled sums can exceed 16 bits, which the vector loops do not saturate
  QuantizedMultiplier inputs[2];  // to the common scale
  int32_t table[2][256];          // values of the vector loops, by the input's byte
};

constexpr int kHeadroom = 20;  // bits that sums are shifted up by

void SetMultiplier(Product& data, double factor) {
  data.multiplier = QuantizeMultiplier(factor);
  for (int i = 0; i < kChannels; ++i) {
    data.factors[0][i] = data.multiplier.multiplier;
    data.factors[1][i] = data.multiplier.shift;
    data.factors[2][i] = -1;  // ties away from zero
  }
}

Status PrepareProduct(Kernel k) {
  const Tensor x = k.input(0), y = k.input(1), out = k.output(0);
  TARE_REQUIRE(k, y.type() == x.type() && out.type() == x.type(), "types differ");
  TARE_REQUIRE(k, IsQuantized(x) && IsQuantized(y) && IsQuantized(out), "unquantized tensors");
  Product& data = *k.data<Product>();
  const auto activation =
      static_cast<Activation>(k.options().Scalar<int8_t>(options::AddOptions::fused_activation_function));
  data.range = QuantizedActivationRange(activation, out);
  data.zero = out.zero_point();
  data.zeros[0] = x.zero_point();
  data.zeros[1] = y.zero_point();
  SetMultiplier(data, double{x.scale() * y.scale() / out.scale()});
  return PrepareBroadcast(k, data.broadcast);
}

/// An input's distance from its zero point on the common scale, rounded twice.
int32_t Rescale(const Sum& data, int i, int32_t value) {
  return MultiplyByQuantizedMultiplier((value - data.zeros[i]) * (1 << kHeadroom), data.inputs[i]);
}

int32_t ValueOf(TfLiteType type, int byte) { return type == kTfLiteInt8 ? static_cast<int8_t>(byte) : byte; }

Status PrepareSum(Kernel k, int sign) {
  TARE_RETURN_IF_ERROR(PrepareProduct(k));
  const Tensor x = k.input(0), y = k.input(1);
  Sum& data = *k.data<Sum>();
  data.sign = sign;
  const double twice_max = 2. * (x.scale() > y.scale() ? x.scale() : y.scale());
  SetMultiplier(data, twice_max / (double{1 << kHeadroom} * k.output(0).scale()));
  const BroadcastPath path = sign < 0 ? BroadcastPath::kGeneric : PathOf(data.broadcast);
  const bool is_signed = x.type() == kTfLiteInt8;
  // The int8 loop over both inputs applies the shift before the multiplication; the others cut off what they shift out.
  const bool shift_first = path == BroadcastPath::kElementwise && is_signed;
  data.group = path == BroadcastPath::kGeneric ? 1 : shift_first ? 16 : 8;
  int32_t largest = 0;
  for (int i = 0; i < 2; ++i) {
    const QuantizedMultiplier m = QuantizeMultiplier(k.input(i).scale() / twice_max);  // at most 1/2: no left shift
    int32_t largest_scaled = 0;
    data.inputs[i] = m;
    for (int byte = 0; byte < 256; ++byte) {
      const int32_t value = ValueOf(x.type(), byte);
      int32_t scaled = Rescale(data, i, value);
      if (data.group > 1) {
        const int left = kHeadroom + (shift_first && m.shift < 0 ? m.shift : 0);
        const int32_t distance = value - data.zeros[i];
        const int32_t shifted = left >= 0 ? distance * (1 << left) : distance >> -left;
        const int behind = shift_first || m.shift > 0 ? 0 : -m.shift;
        scaled = SaturatingRoundingDoublingHighMul(shifted, m.multiplier) >> behind;
      }
      data.table[i][byte] = scaled;
      const int32_t size = scaled < 0 ? -scaled : scaled;
      if (size > largest_scaled) largest_scaled = size;
    }
    largest += largest_scaled;
  }
  constexpr int kMargin = 256 + 1;  // a zero point, and the rounding of negative values
  data.wraps = data.group > 1 && MultiplyByQuantizedMultiplier(largest, data.multiplier) > INT16_MAX - kMargin;
  return kOk;
}

Status PrepareAdd(Kernel k) { return PrepareSum(k, 1); }
Status PrepareSub(Kernel k) { return PrepareSum(k, -1); }

uint8_t Finish(const Product& data, int32_t sum_or_product, bool wraps) {
  int64_t result = int64_t{MultiplyByQuantizedMultiplier(sum_or_product, data.multiplier)} + data.zero;
  if (wraps) result = static_cast<int16_t>(result);  // as the vector loops' lanes do
  return static_cast<uint8_t>(ClampInt(result, data.range.min, data.range.max));
}

/// Scales up to kBatch sums or products, none of which wraps.
void FinishBatch(const Product& data, const int32_t* values, uint8_t* out, int n) {
  RequantI8 r = {};
  r.channel = {data.factors[0], data.factors[1], data.factors[2]};
  r.zero_point = data.zero;
  r.min = data.range.min;
  r.max = data.range.max;
  r.sums = values;
  r.out = out;
  r.sums_stride = r.out_stride = r.columns = kChannels;
  r.rows = n / kChannels;
  Requantize(r);
  for (int i = n & -kChannels; i < n; ++i) out[i] = Finish(data, values[i], false);
}

template <TfLiteType type>
void SumRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Sum*>(params);
  const int grouped = n - n % data.group;
  int32_t sums[kBatch];
  for (int from = 0; from < n; from += kBatch) {
    const int count = n - from < kBatch ? n - from : kBatch;
    uint8_t* to = static_cast<uint8_t*>(out) + from;
    for (int i = from; i < from + count; ++i) {
      const int a = static_cast<const uint8_t*>(x)[i * x_step], b = static_cast<const uint8_t*>(y)[i * y_step];
      sums[i - from] = i < grouped ? data.table[0][a] + data.sign * data.table[1][b]
                                   : Rescale(data, 0, ValueOf(type, a)) + Rescale(data, 1, ValueOf(type, b));
    }
    if (!data.wraps) {
      FinishBatch(data, sums, to, count);
      continue;
    }
    for (int i = 0; i < count; ++i) to[i] = Finish(data, sums[i], from + i < grouped);
  }
}

template <TfLiteType type>
void ProductRow(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  const auto& data = *static_cast<const Product*>(params);
  int32_t products[kBatch];
  for (int from = 0; from < n; from += kBatch) {
    const int count = n - from < kBatch ? n - from : kBatch;
    for (int i = from; i < from + count; ++i) {
      const int a = static_cast<const uint8_t*>(x)[i * x_step], b = static_cast<const uint8_t*>(y)[i * y_step];
      products[i - from] = (ValueOf(type, a) - data.zeros[0]) * (ValueOf(type, b) - data.zeros[1]);
    }
    FinishBatch(data, products, static_cast<uint8_t*>(out) + from, count);
  }
}

template <RowFunction row>
Status Eval(Kernel k) {
  const Product& data = *k.data<Product>();
  EvalBroadcast(k, data.broadcast, 8, row, &data);
  return kOk;
}

}  // namespace

#define TARE_ARITHMETIC(OP, TYPES, PREPARE, ROW, DATA) \
  TARE_KERNEL(OP, TYPES,                               \
              {.prepare = PREPARE, .eval = Eval<ROW>, .inputs = {2, 2}, .data_bytes = sizeof(DATA), .in_place = 3})
TARE_ARITHMETIC(ADD, i8, PrepareAdd, SumRow<kTfLiteInt8>, Sum)
TARE_ARITHMETIC(ADD, u8, PrepareAdd, SumRow<kTfLiteUInt8>, Sum)
TARE_ARITHMETIC(SUB, i8, PrepareSub, SumRow<kTfLiteInt8>, Sum)
TARE_ARITHMETIC(SUB, u8, PrepareSub, SumRow<kTfLiteUInt8>, Sum)
TARE_ARITHMETIC(MUL, i8, PrepareProduct, ProductRow<kTfLiteInt8>, Product)
TARE_ARITHMETIC(MUL, u8, PrepareProduct, ProductRow<kTfLiteUInt8>, Product)

}  // namespace tare
