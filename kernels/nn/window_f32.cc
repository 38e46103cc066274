// The driver of depthwise convolution and pools. With a depth multiplier, the input rows of a window are first copied
// with each channel repeated, after which the op is one with multiplier 1: the copy is small against the products.
#include "kernels/nn/window_f32.h"

namespace tare {

void WindowF32::Plan() {
  units = g.batch * g.out_h;
  thread_scratch = g.out_c == g.in_c ? 0 : (sizeof(float) * g.filter_h * g.in_w * g.out_c + 63) & ~size_t{63};
}

void WindowF32::Run(int begin, int end, uint8_t* scratch) const {
  const ActivationRange range = FloatActivationRange(g.activation);
  const size_t row_size = size_t{1} * g.in_w * g.in_c, tap = size_t{1} * g.dilation_w * g.out_c;
  for (int unit = begin; unit < end; ++unit) {
    const int start_y = unit % g.out_h * g.stride_h - g.pad_h;
    const TapRange y = ValidTaps(start_y, g.filter_h, g.dilation_h, g.in_h);
    const float* rows = input + (size_t{1} * (unit / g.out_h) * g.in_h + start_y + y.begin * g.dilation_h) * row_size;
    WindowRowF32 w = {};
    w.input_row = g.dilation_h * row_size;
    if (thread_scratch != 0) {
      auto* to = reinterpret_cast<float*>(scratch);
      const int multiplier = g.out_c / g.in_c;
      for (int t = y.begin; t < y.end; ++t, rows += w.input_row) {
        for (size_t i = 0; i < row_size; ++i) {
          for (int m = 0; m < multiplier; ++m) *to++ = rows[i];
        }
      }
      rows = reinterpret_cast<const float*>(scratch);
      w.input_row = row_size * multiplier;
    }
    w.bias = bias;
    w.channels = g.out_c;
    w.taps_h = y.end - y.begin;
    w.input_tap = tap;
    w.input_pixel = size_t{1} * g.stride_w * g.out_c;
    w.weight_row = size_t{1} * g.filter_w * g.out_c;
    w.min = range.min;
    w.max = range.max;
    w.out = output + size_t{1} * unit * g.out_w * g.out_c;
    for (int x = 0; x < g.out_w; x += w.pixels) {
      const int start_x = x * g.stride_w - g.pad_w;
      const TapRange taps = ValidTaps(start_x, g.filter_w, g.dilation_w, g.in_w);
      w.taps_w = taps.end - taps.begin;
      w.pixels = 1;
      if (w.taps_w == g.filter_w) {  // and so for all pixels up to the right border
        const int last = (g.in_w - 1 - (g.filter_w - 1) * g.dilation_w + g.pad_w) / g.stride_w;
        w.pixels = (last < g.out_w ? last + 1 : g.out_w) - x;
      }
      w.input = rows + (start_x + ptrdiff_t{taps.begin} * g.dilation_w) * g.out_c;
      if (filter) w.weights = filter + y.begin * w.weight_row + size_t{1} * taps.begin * g.out_c;
      run(w);
      w.out += size_t{1} * w.pixels * g.out_c;
    }
  }
}

Status RequestWindowF32Scratch(Kernel k, const ConvGeometry& g) {
  WindowF32 op;
  op.g = g;
  op.Plan();
  return op.thread_scratch ? k.RequestScratch(op.thread_scratch * k.threads()) : kOk;
}

void EvalWindowF32(Kernel k, const ConvGeometry& g, void (*loop)(const WindowRowF32&)) {
  WindowF32 op;
  op.g = g;
  op.run = loop;
  op.input = k.input(kConvInput).data<float>();
  op.filter = k.has_input(kConvFilter) ? k.input(kConvFilter).data<float>() : nullptr;
  op.bias = k.has_input(kConvBias) ? k.input(kConvBias).data<float>() : nullptr;
  op.output = k.output(0).data<float>();
  op.Plan();
  auto* scratch = op.thread_scratch ? k.scratch<uint8_t>() : nullptr;
  k.ParallelFor(op.units, int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w, [&](int begin, int end, int thread) {
    op.Run(begin, end, scratch ? scratch + op.thread_scratch * thread : nullptr);
  });
}

}  // namespace tare
