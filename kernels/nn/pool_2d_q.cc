// AVERAGE_POOL_2D and MAX_POOL_2D, int8 and uint8: the mean, rounded half away from zero, or the largest of the
// window's elements that lie inside the input. Input and output have the same quantization, so nothing is scaled.
#include "kernels/nn/window_i8.h"

namespace tare {
namespace {

struct Data {
  ConvGeometry g;
  QuantizedRange range;
};

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  const Tensor input = k.input(0), output = k.output(0);
  TARE_REQUIRE(k, output.type() == input.type(), "types differ");
  TARE_REQUIRE(k, IsQuantized(input) && IsQuantized(output), "unquantized tensors");
  TARE_RETURN_IF_ERROR(PreparePool2D(k, data.g));
  data.range = QuantizedActivationRange(data.g.activation, output);
  WindowI8 op;
  op.g = data.g;
  op.Plan();
  TARE_REQUIRE(k, op.thread_scratch < SIZE_MAX / 8 / k.threads(), "Out of memory");
  return k.RequestScratch(op.thread_scratch * k.threads());
}

struct Context {
  uint8_t* out;
  QuantizedRange range;
};

/// x clamped to the range, as the byte that the tensor holds.
uint8_t Clamp(const QuantizedRange& range, int x) {
  return static_cast<uint8_t>(x < range.min ? range.min : x > range.max ? range.max : x);
}

void RunAverage(const WindowI8& op, const WindowRowI8& row, ptrdiff_t pixel, int32_t* sums) {
  const auto& to = *static_cast<const Context*>(op.context);
  TARE_BEST(RunSumPoolI8)(row, sums);
  const int count = row.tap_count, half = count / 2, offset = op.flip * count;
  uint8_t* out = to.out + pixel * row.channels;
  for (ptrdiff_t i = 0; i < ptrdiff_t{row.pixels} * row.channels; ++i) {
    const int sum = sums[i] + offset;
    out[i] = Clamp(to.range, (sum > 0 ? sum + half : sum - half) / count);
  }
}

void RunMax(const WindowI8& op, const WindowRowI8& row, ptrdiff_t pixel, int32_t*) {
  const auto& to = *static_cast<const Context*>(op.context);
  uint8_t* out = to.out + pixel * row.channels;
  TARE_BEST(RunMaxPoolI8)(row, out);
  if (op.g.activation == Activation::kNone) return;
  for (ptrdiff_t i = 0; i < ptrdiff_t{row.pixels} * row.channels; ++i) {
    out[i] = Clamp(to.range, op.flip ? out[i] : static_cast<int8_t>(out[i]));
  }
}

Status Eval(Kernel k, decltype(WindowI8::run) run) {
  const auto& data = *k.data<Data>();
  const Context to = {k.output(0).data<uint8_t>(), data.range};
  WindowI8 op;
  op.g = data.g;
  op.flip = k.input(0).type() == kTfLiteUInt8 ? 128 : 0;
  op.input = k.input(0).data<uint8_t>();
  op.zeros = nullptr;
  op.run = run;
  op.context = &to;
  op.Plan();
  op.RunAll(k, k.scratch<uint8_t>());
  return kOk;
}

Status EvalAverage(Kernel k) { return Eval(k, RunAverage); }
Status EvalMax(Kernel k) { return Eval(k, RunMax); }

}  // namespace

TARE_KERNEL(AVERAGE_POOL_2D, i8, {.prepare = Prepare, .eval = EvalAverage, .data_bytes = sizeof(Data)})
TARE_KERNEL(AVERAGE_POOL_2D, u8, {.prepare = Prepare, .eval = EvalAverage, .data_bytes = sizeof(Data)})
TARE_KERNEL(MAX_POOL_2D, i8, {.prepare = Prepare, .eval = EvalMax, .data_bytes = sizeof(Data)})
TARE_KERNEL(MAX_POOL_2D, u8, {.prepare = Prepare, .eval = EvalMax, .data_bytes = sizeof(Data)})

}  // namespace tare
