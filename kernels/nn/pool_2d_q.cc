// AVERAGE_POOL_2D and MAX_POOL_2D, int8 and uint8: the mean, rounded half away from zero, or the largest of the
// window's elements that lie inside the input. Input and output have the same quantization, so nothing is scaled.
#include "kernels/micro/window_i8.h"
#include "kernels/nn/conv_i8.h"

namespace tare {
namespace {

constexpr ConvKindI8 kAverage = {[](bool, const OperandsI8&, int) { return base::GetAveragePoolI8(); }, nullptr};
constexpr ConvKindI8 kMax = {[](bool wide, const OperandsI8&, int) { return TARE_AT_LEVEL(wide, GetMaxPoolI8)(); },
                             nullptr};

struct Data {
  ConvI8 conv;
  PoolI8 range;
};

Status Prepare(Kernel k, const ConvKindI8& kind) {
  auto& data = *k.data<Data>();
  const Tensor input = k.input(0), output = k.output(0);
  TARE_REQUIRE(k, output.type() == input.type() && IsQuantized(input) && IsQuantized(output), "bad quantization");
  TARE_RETURN_IF_ERROR(PreparePool2D(k, data.conv.g));
  const QuantizedRange range = QuantizedActivationRange(data.conv.g.activation, output);
  data.range = {range.min, range.max};
  data.conv.operands = OperandsOf(input.type(), 0, 0);
  data.conv.kind = kind;
  return RequestConvI8Scratch(k, data.conv);
}

Status PrepareAverage(Kernel k) { return Prepare(k, kAverage); }
Status PrepareMax(Kernel k) { return Prepare(k, kMax); }

void Store(const ConvI8& conv, const ConvSums& s) {
  const auto* from = reinterpret_cast<const uint8_t*>(s.sums);
  auto* to =
      static_cast<uint8_t*>(const_cast<void*>(conv.context)) + ptrdiff_t{s.first_pixel} * conv.g.out_c + s.column;
  for (int r = 0; r < s.rows; ++r, from += s.stride, to += conv.g.out_c) __builtin_memcpy(to, from, s.columns);
}

Status Eval(Kernel k) {
  auto& data = *k.data<Data>();
  data.conv.input = k.input(0).data<uint8_t>();
  data.conv.filter = reinterpret_cast<const uint8_t*>(&data.range);
  data.conv.store = Store;
  data.conv.context = k.output(0).data<uint8_t>();
  data.conv.RunAll(k, k.scratch<uint8_t>());
  return kOk;
}

}  // namespace

TARE_KERNEL(AVERAGE_POOL_2D, i8, {.prepare = PrepareAverage, .eval = Eval, .data_bytes = sizeof(Data)})
TARE_KERNEL(AVERAGE_POOL_2D, u8, {.prepare = PrepareAverage, .eval = Eval, .data_bytes = sizeof(Data)})
TARE_KERNEL(MAX_POOL_2D, i8, {.prepare = PrepareMax, .eval = Eval, .data_bytes = sizeof(Data)})
TARE_KERNEL(MAX_POOL_2D, u8, {.prepare = PrepareMax, .eval = Eval, .data_bytes = sizeof(Data)})

}  // namespace tare
