// The driver of depthwise convolution and pools. With a depth multiplier, the input rows of a window are first copied
// with each channel repeated, after which the op is one with multiplier 1: the copy is small against the products.
#include "kernels/nn/window_f32.h"

namespace tare {
namespace {

constexpr ptrdiff_t kCachedSize = 1 << 17;  // elements of an image that L2 still holds from the op before
constexpr ptrdiff_t kLine = 16;             // elements of a cache line

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

}  // namespace

void WindowF32::Plan() {
  units = g.batch * g.out_h;
  rows_at = Align(sizeof(WindowTap) * g.filter_h * g.filter_w);
  thread_scratch = rows_at + (g.out_c == g.in_c ? 0 : Align(sizeof(float) * g.filter_h * g.in_w * g.out_c));
}

void WindowF32::Run(int begin, int end, uint8_t* scratch) const {
  auto* table = reinterpret_cast<WindowTap*>(scratch);
  const ActivationRange range = FloatActivationRange(g.activation);
  const ptrdiff_t row_size = ptrdiff_t{g.in_w} * g.in_c;
  WindowRowF32 w;
  w.taps = table;
  w.channels = g.out_c;
  w.input_pixel = ptrdiff_t{g.stride_w} * g.out_c;
  w.weights = filter;
  w.bias = bias;
  w.min = range.min;
  w.max = range.max;
  w.out = output + ptrdiff_t{begin} * g.out_w * g.out_c;
  for (int unit = begin; unit < end; ++unit) {
    const int start_y = unit % g.out_h * g.stride_h - g.pad_h;
    const TapRange y = ValidTaps(start_y, g.filter_h, g.step_h(), g.in_h);
    ptrdiff_t tap_row = g.step_h() * row_size;
    const float* row = input + (ptrdiff_t{unit / g.out_h} * g.in_h + start_y + y.begin * g.step_h()) * row_size;
    if (const int multiplier = g.out_c / g.in_c; multiplier > 1) {
      auto* copy = reinterpret_cast<float*>(scratch + rows_at);
      for (int t = y.begin; t < y.end; ++t, row += tap_row) {
        for (ptrdiff_t i = 0; i < row_size; ++i) {
          for (int m = 0; m < multiplier; ++m) *copy++ = row[i];
        }
      }
      row = reinterpret_cast<const float*>(scratch + rows_at);
      tap_row = row_size * multiplier;
    }
    if (g.in_h * row_size > kCachedSize) {  // what the next output row sees first comes into L2 meanwhile
      const float* next = input + (ptrdiff_t{unit / g.out_h} * g.in_h + start_y + g.filter_h) * row_size;
      for (ptrdiff_t i = 0; i < row_size * g.stride_h; i += kLine) __builtin_prefetch(next + i, 0, 2);
    }
    for (int x = 0; x < g.out_w; x += w.pixels) {
      const int start_x = x * g.stride_w - g.pad_w;
      const TapRange taps = ValidTaps(start_x, g.filter_w, g.step_w(), g.in_w);
      w.tap_count = 0;
      for (int tap_y = y.begin; tap_y < y.end; ++tap_y) {
        for (int tap_x = taps.begin; tap_x < taps.end; ++tap_x) {
          table[w.tap_count++] = {(tap_y - y.begin) * tap_row + ptrdiff_t{tap_x} * g.step_w() * g.out_c,
                                  (ptrdiff_t{tap_y} * g.filter_w + tap_x) * g.out_c};
        }
      }
      w.pixels = 1;
      if (taps.end - taps.begin == g.filter_w) {  // and so for all pixels up to the right border
        const int last = (g.in_w - 1 - (g.filter_w - 1) * g.step_w() + g.pad_w) / g.stride_w;
        w.pixels = (last < g.out_w ? last + 1 : g.out_w) - x;
      }
      w.input = row + ptrdiff_t{start_x} * g.out_c;
      run(w);
      w.out += ptrdiff_t{w.pixels} * g.out_c;
    }
  }
}

Status RequestWindowF32Scratch(Kernel k, const ConvGeometry& g) {
  WindowF32 op;
  op.g = g;
  op.Plan();
  return k.RequestScratch(op.thread_scratch * k.threads());
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
  auto* scratch = k.scratch<uint8_t>();
  k.ParallelFor(op.units, int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w,
                [&](int begin, int end, int thread) { op.Run(begin, end, scratch + op.thread_scratch * thread); });
}

}  // namespace tare
