// Packs the weights once per run, which costs as much as one output pixel, and hands the rest to the window driver.
#include "kernels/nn/depthwise_i8.h"

namespace tare {
namespace {

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

/// Places of the parts of the scratch, in bytes.
struct Layout {
  size_t start, zeros, threads;

  explicit Layout(const ConvGeometry& g) {
    const int blocks = (g.out_c + kDepthwiseI8Block - 1) / kDepthwiseI8Block;
    start = Align(sizeof(int16_t) * 2 * kDepthwiseI8Block * blocks * DepthwiseI8Pairs(g.filter_h * g.filter_w));
    zeros = start + Align(sizeof(int32_t) * g.out_c);
    threads = zeros + Align(size_t{1} * g.in_w * g.out_c);
  }
};

struct Packed {
  const DepthwiseConvI8* conv;
  const int16_t* weights;
  const int32_t* start;
};

void RunRow(const WindowI8& op, const WindowRowI8& row, ptrdiff_t pixel, int32_t* sums) {
  const auto& p = *static_cast<const Packed*>(op.context);
  TARE_BEST(RunDepthwiseI8)({row, p.weights, p.start, sums});
  p.conv->store(*p.conv, {sums, pixel, row.pixels, row.channels});
}

}  // namespace

void DepthwiseConvI8::Run(Kernel k, uint8_t* scratch) const {
  const Layout layout(g);
  auto* weights = reinterpret_cast<int16_t*>(scratch);
  auto* start = reinterpret_cast<int32_t*>(scratch + layout.start);
  TARE_BEST(PackDepthwiseI8)
  ({filter, g.filter_h * g.filter_w, g.out_c, operands.flip, operands.weight_zero, operands.input_zero, bias}, weights,
   start);
  __builtin_memset(scratch + layout.zeros, operands.input_zero ^ operands.flip, size_t{1} * g.in_w * g.out_c);
  const Packed packed = {this, weights, start};
  WindowI8 op;
  op.g = g;
  op.flip = operands.flip;
  op.input = input;
  op.zeros = scratch + layout.zeros;
  op.run = RunRow;
  op.context = &packed;
  op.Plan();
  op.RunAll(k, scratch + layout.threads);
}

Status RequestDepthwiseI8Scratch(Kernel k, const ConvGeometry& g, size_t more) {
  TARE_REQUIRE(k,
               int64_t{g.filter_h} * g.filter_w * g.out_c < kGeometryLimit &&
                   int64_t{g.filter_h} * g.in_w * g.out_c < kGeometryLimit,
               "too large");
  WindowI8 op;
  op.g = g;
  op.Plan();
  TARE_REQUIRE(k, op.thread_scratch < SIZE_MAX / 8 / k.threads(), "Out of memory");
  return k.RequestScratch(more + Layout(g).threads + op.thread_scratch * k.threads());
}

}  // namespace tare
