// The loop nest of depthwise convolution and pooling. Depthwise takes 4 pixels at a time, so that a weight is loaded
// once for 4 products. Channels beyond a multiple of the vector are done by a last vector that overlaps the one before.
#include "kernels/micro/window_f32.h"

#include "kernels/micro/simd_f32.h"

namespace tare::TARE_ISA {
namespace {

// A channel on its own looks like a vector, for tensors of fewer channels than a vector has lanes.
TARE_INLINE Vec LoadAs(Vec, const float* p) { return Load(p); }
TARE_INLINE float LoadAs(float, const float* p) { return *p; }
TARE_INLINE void StoreAs(float* p, Vec v) { Store(p, v); }
TARE_INLINE void StoreAs(float* p, float v) { *p = v; }
TARE_INLINE Vec SplatAs(Vec, float x) { return Splat(x); }
TARE_INLINE float SplatAs(float, float x) { return x; }
TARE_INLINE float Max(float bound, float x) { return x < bound ? bound : x; }
TARE_INLINE float Min(float bound, float x) { return x > bound ? bound : x; }

struct Depthwise {
  static constexpr bool kWeighted = true;
  template <class V>
  static TARE_INLINE V Start(const WindowRowF32& row, int c) {
    return row.bias ? LoadAs(V{}, row.bias + c) : V{};
  }
  template <class V>
  static TARE_INLINE V Add(V acc, V x, V w) {
#pragma clang fp contract(fast)
    return acc + x * w;
  }
  template <class V>
  static TARE_INLINE V Finish(const WindowRowF32&, V acc) {
    return acc;
  }
};

struct AveragePool {
  static constexpr bool kWeighted = false;
  template <class V>
  static TARE_INLINE V Start(const WindowRowF32&, int) {
    return V{};
  }
  template <class V>
  static TARE_INLINE V Add(V acc, V x, V) {
    return acc + x;
  }
  template <class V>
  static TARE_INLINE V Finish(const WindowRowF32& row, V acc) {
    return acc / SplatAs(V{}, static_cast<float>(row.taps_h * row.taps_w));
  }
};

struct MaxPool {
  static constexpr bool kWeighted = false;
  template <class V>
  static TARE_INLINE V Start(const WindowRowF32&, int) {
    return SplatAs(V{}, -__builtin_inff());
  }
  template <class V>
  static TARE_INLINE V Add(V acc, V x, V) {
    return Max(acc, x);
  }
  template <class V>
  static TARE_INLINE V Finish(const WindowRowF32&, V acc) {
    return acc;
  }
};

/// One vector of channels (or one channel) from `c` on of kPixels pixels.
template <class Op, class V, int kPixels>
TARE_INLINE void Column(const WindowRowF32& row, const float* in, float* out, int c) {
  V acc[kPixels];
  for (int p = 0; p < kPixels; ++p) acc[p] = Op::template Start<V>(row, c);
  const float* line = in + c;
  const float* weights = Op::kWeighted ? row.weights + c : nullptr;
  TARE_ROLLED for (int y = row.taps_h; y > 0; --y) {
    const float* tap = line;
    const float* weight = weights;
    TARE_ROLLED for (int x = row.taps_w; x > 0; --x) {
      V w = {};
      if constexpr (Op::kWeighted) w = LoadAs(V{}, weight);
      for (int p = 0; p < kPixels; ++p) acc[p] = Op::template Add<V>(acc[p], LoadAs(V{}, tap + p * row.input_pixel), w);
      tap += row.input_tap;
      if constexpr (Op::kWeighted) weight += row.channels;
    }
    line += row.input_row;
    if constexpr (Op::kWeighted) weights += row.weight_row;
  }
  for (int p = 0; p < kPixels; ++p) {
    const V v = Max(SplatAs(V{}, row.min), Op::template Finish<V>(row, acc[p]));
    StoreAs(out + p * row.channels + c, Min(SplatAs(V{}, row.max), v));
  }
}

template <class Op, int kPixels>
TARE_INLINE void Columns(const WindowRowF32& row, const float* in, float* out) {
  TARE_ROLLED for (int c = 0; c < row.channels; c += kLanes) {
    const int last = row.channels - kLanes;
    Column<Op, Vec, kPixels>(row, in, out, c < last ? c : last);
  }
}

template <class Op, int kPixels>
TARE_INLINE void Run(const WindowRowF32& row) {
  const float* in = row.input;
  float* out = row.out;
  int p = 0;
  const bool vectors = row.channels >= kLanes;
  if constexpr (kPixels > 1) {
    TARE_ROLLED for (; vectors && p + kPixels <= row.pixels; p += kPixels) {
      Columns<Op, kPixels>(row, in, out);
      in += kPixels * row.input_pixel;
      out += kPixels * row.channels;
    }
  }
  TARE_ROLLED for (; p < row.pixels; ++p) {
    if (vectors) {
      Columns<Op, 1>(row, in, out);
    } else {
      TARE_ROLLED for (int c = 0; c < row.channels; ++c) Column<Op, float, 1>(row, in, out, c);
    }
    in += row.input_pixel;
    out += row.channels;
  }
}

}  // namespace

void RunDepthwiseF32(const WindowRowF32& row) { Run<Depthwise, 4>(row); }
void RunAveragePoolF32(const WindowRowF32& row) { Run<AveragePool, 1>(row); }
void RunMaxPoolF32(const WindowRowF32& row) { Run<MaxPool, 1>(row); }

}  // namespace tare::TARE_ISA
