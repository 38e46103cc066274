// The driver of integer depthwise convolution and pools. With a depth multiplier, the input rows of a window are first
// copied with each channel repeated, after which the op is one with multiplier 1: the copy is small against the
// products.
#include "kernels/nn/window_i8.h"

namespace tare {
namespace {

constexpr size_t kSumsBytes = 16 << 10;

constexpr size_t Align(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

}  // namespace

void WindowI8::Plan() {
  units = g.batch * g.out_h;
  const size_t pixel_bytes = sizeof(int32_t) * g.out_c;
  const size_t pixels = kSumsBytes / pixel_bytes;
  max_pixels = pixels < 1 ? 1 : static_cast<int>(pixels);
  rows_at = Align(sizeof(ptrdiff_t) * (g.filter_h * g.filter_w + 1));
  sums_at = rows_at + (g.out_c == g.in_c ? 0 : Align(size_t{1} * g.filter_h * g.in_w * g.out_c));
  thread_scratch = sums_at + Align(pixel_bytes * max_pixels);
}

void WindowI8::Run(int begin, int end, uint8_t* scratch) const {
  auto* taps = reinterpret_cast<ptrdiff_t*>(scratch);
  auto* sums = reinterpret_cast<int32_t*>(scratch + sums_at);
  const ptrdiff_t row_size = ptrdiff_t{g.in_w} * g.in_c;
  WindowRowI8 w;
  w.taps = taps;
  w.channels = g.out_c;
  w.flip = flip;
  w.input_pixel = ptrdiff_t{g.stride_w} * g.out_c;
  // Windows from here on reach beyond the right border.
  const int whole_until = (g.in_w - 1 - (g.filter_w - 1) * g.dilation_w + g.pad_w) / g.stride_w + 1;
  for (int unit = begin; unit < end; ++unit) {
    const int start_y = unit % g.out_h * g.stride_h - g.pad_h;
    const TapRange y = ValidTaps(start_y, g.filter_h, g.dilation_h, g.in_h);
    ptrdiff_t tap_row = g.dilation_h * row_size;
    const uint8_t* row = input + (ptrdiff_t{unit / g.out_h} * g.in_h + start_y + y.begin * g.dilation_h) * row_size;
    if (const int multiplier = g.out_c / g.in_c; multiplier > 1) {
      uint8_t* copy = scratch + rows_at;
      for (int t = y.begin; t < y.end; ++t, row += tap_row) {
        for (ptrdiff_t i = 0; i < row_size; ++i) {
          for (int m = 0; m < multiplier; ++m) *copy++ = row[i];
        }
      }
      row = scratch + rows_at;
      tap_row = row_size * multiplier;
    }
    for (int x = 0; x < g.out_w; x += w.pixels) {
      const int start_x = x * g.stride_w - g.pad_w;
      const TapRange valid = ValidTaps(start_x, g.filter_w, g.dilation_w, g.in_w);
      w.pixels = 1;
      if (valid.begin == 0 && valid.end == g.filter_w) {  // and so for all pixels up to the right border
        w.pixels = (whole_until < g.out_w ? whole_until : g.out_w) - x;
        if (w.pixels > max_pixels) w.pixels = max_pixels;
      }
      w.input = row + ptrdiff_t{start_x} * g.out_c;
      w.tap_count = 0;
      for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
        for (int tap_x = 0; tap_x < g.filter_w; ++tap_x) {
          if (tap_y >= y.begin && tap_y < y.end && tap_x >= valid.begin && tap_x < valid.end) {
            taps[w.tap_count++] = (tap_y - y.begin) * tap_row + ptrdiff_t{tap_x} * g.dilation_w * g.out_c;
          } else if (zeros) {
            taps[w.tap_count++] = zeros - w.input;
          }
        }
      }
      if (zeros && (w.tap_count & 1)) {  // the partner, whose weights are 0
        taps[w.tap_count] = taps[0];
        ++w.tap_count;
      }
      run(*this, w, ptrdiff_t{unit} * g.out_w + x, sums);
    }
  }
}

void WindowI8::RunAll(Kernel kernel, uint8_t* scratch) const {
  kernel.ParallelFor(units, int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w / 4,
                     [&](int begin, int end, int thread) { Run(begin, end, scratch + thread_scratch * thread); });
}

}  // namespace tare
