// Where the taps of a convolution's windows lie in its input: the table of pointers that the matrix tiles
// read, for a few output pixels at once. Where windows lie wholly inside their input rows, one
// pointer may cover a whole filter row, which is what makes layers of few channels (images) efficient.
#ifndef TARE_KERNELS_NN_TAPS_H_
#define TARE_KERNELS_NN_TAPS_H_

#include "kernels/nn/conv_geometry.h"

namespace tare {

/// How the taps of a tile lie: `count` pieces of `length` elements.
struct Segments {
  int count, length;
};

/// Fills table[segment][row] with the taps of `rows` pixels from output pixel `first` on (counted over batch, y, x);
/// pixels beyond `count` repeat the last. Taps outside the input are `outside`. `join`: a segment may be a filter row.
template <class T>
Segments LocateTaps(const ConvGeometry& g, const T* input, int group, int first, int count, int rows, bool join,
                    const T* outside, const T** table) {
  if (g.in_h * g.in_w == g.out_h * g.out_w && g.filter_h * g.filter_w == 1) {  // pixel by pixel, most often
    const T* from = input + size_t{1} * first * g.in_c + group * g.filter_c;
    for (int r = 0; r < rows; ++r) {
      *table++ = from;
      if (r + 1 < count) from += g.in_c;
    }
    return {1, g.filter_c};
  }
  int x = first % g.out_w, y = first / g.out_w % g.out_h, image = first / g.out_w / g.out_h;
  // The tile's leftmost and rightmost pixels: all of a row, when it goes on in the next one.
  const bool wraps = x + count > g.out_w;
  const int left = wraps ? 0 : x, right = wraps ? g.out_w - 1 : x + count - 1;
  join &= g.step_w() == 1 && g.group_count() == 1 && left * g.stride_w >= g.pad_w &&
          right * g.stride_w - g.pad_w + g.filter_w <= g.in_w;
  const int taps_w = join ? 1 : g.filter_w;
  const int segments = g.filter_h * taps_w;
  const ptrdiff_t step = ptrdiff_t{g.stride_w} * g.in_c;
  for (int r = 0; r < count; x = 0) {  // the pixels of one output row at a time
    const int here = count - r < g.out_w - x ? count - r : g.out_w - x;
    const T* from = input + ptrdiff_t{image} * g.in_h * g.in_w * g.in_c + group * g.filter_c;
    const T** to = table + r;
    for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
      const int in_y = y * g.stride_h - g.pad_h + tap_y * g.step_h();
      const unsigned width = in_y >= 0 && in_y < g.in_h ? g.in_w : 0;
      for (int tap_x = 0; tap_x < taps_w; ++tap_x, to += rows - here) {
        int in_x = x * g.stride_w - g.pad_w + tap_x * g.step_w();
        const T* tap = from + (ptrdiff_t{in_y} * g.in_w + in_x) * g.in_c;
        for (const T** end = to + here; to != end; in_x += g.stride_w, tap += step) {
          *to++ = static_cast<unsigned>(in_x) < width ? tap : outside;
        }
      }
    }
    r += here;
    if (++y < g.out_h) continue;
    y = 0;
    ++image;
  }
  for (int s = 0; s < segments && count < rows; ++s, table += rows) {
    for (int r = count; r < rows; ++r) table[r] = table[count - 1];
  }
  return {segments, join ? g.filter_w * g.filter_c : g.filter_c};
}

}  // namespace tare

#endif  // TARE_KERNELS_NN_TAPS_H_
