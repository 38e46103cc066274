// The loop nest of depthwise convolution and pooling. Depthwise takes 4 pixels at a time, so that a weight is loaded
// once for 4 products, and 2 vectors of each: with AVX2 that is a whole cache line, and loads of both its halves can go
// together where loads of the same half of different lines meet in one bank (1.6 times faster on Zen 4). What is left
// beyond a multiple of the vector, or of 4 pixels, is done by a last step that overlaps the one before.
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
    return acc / SplatAs(V{}, static_cast<float>(row.tap_count));
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

constexpr size_t kFloatBytes = sizeof(float);
template <class V>
constexpr int kLanesOf = sizeof(V) / kFloatBytes;

/// kVecs vectors of channels (or one channel) from `c` on of kPixels pixels from `p` on.
template <class Op, class V, int kPixels, int kVecs>
TARE_INLINE void Column(const WindowRowF32& row, int p, int c) {
  V acc[kPixels][kVecs];
  const float* pixel[kPixels];
  TARE_UNROLLED for (int i = 0; i < kPixels; ++i) {
    TARE_UNROLLED for (int v = 0; v < kVecs; ++v) acc[i][v] = Op::template Start<V>(row, c + v * kLanesOf<V>);
    pixel[i] = row.input + (p + i) * row.input_pixel + c;
  }
  const float* weights = Op::kWeighted ? row.weights + c : nullptr;
  const WindowTap *tap = row.taps, *end = tap + row.tap_count;
  if (tap != end) TARE_ROLLED do {
      V w[kVecs] = {};
      if constexpr (Op::kWeighted) {
        TARE_UNROLLED for (int v = 0; v < kVecs; ++v) w[v] = LoadAs(V{}, weights + tap->weight + v * kLanesOf<V>);
      }
      TARE_UNROLLED for (int i = 0; i < kPixels; ++i) {
        TARE_UNROLLED for (int v = 0; v < kVecs; ++v) {
          acc[i][v] = Op::template Add<V>(acc[i][v], LoadAs(V{}, pixel[i] + tap->input + v * kLanesOf<V>), w[v]);
        }
      }
    }
  while (++tap != end);
  TARE_UNROLLED for (int i = 0; i < kPixels; ++i) {
    TARE_UNROLLED for (int v = 0; v < kVecs; ++v) {
      const V x = Max(SplatAs(V{}, row.min), Op::template Finish<V>(row, acc[i][v]));
      StoreAs(row.out + ptrdiff_t{p + i} * row.channels + c + v * kLanesOf<V>, Min(SplatAs(V{}, row.max), x));
    }
  }
}

/// All channels and pixels, in steps that overlap at the end. There are at least as many of both as a step takes.
template <class Op, class V, int kPixels, int kVecs>
TARE_INLINE void Steps(const WindowRowF32& row) {
  constexpr int kChannels = kVecs * kLanesOf<V>;
  const int last_c = row.channels - kChannels, last_p = row.pixels - kPixels;
  TARE_ROLLED for (int p = 0; p < row.pixels; p += kPixels) {
    TARE_ROLLED for (int c = 0; c < row.channels; c += kChannels) {
      Column<Op, V, kPixels, kVecs>(row, p < last_p ? p : last_p, c < last_c ? c : last_c);
    }
  }
}

template <class Op, int kPixels>
TARE_INLINE void Run(const WindowRowF32& given) {
  const WindowRowF32 row = given;  // a copy that stores to the output cannot change: its members stay in registers
  if (kPixels > 1 && row.pixels >= kPixels && row.channels >= 2 * kLanes) return Steps<Op, Vec, kPixels, 2>(row);
  if (row.channels >= kLanes) return Steps<Op, Vec, 1, 1>(row);
  return Steps<Op, float, 1, 1>(row);
}

}  // namespace

void RunDepthwiseF32(const WindowRowF32& row) { Run<Depthwise, 4>(row); }
void RunAveragePoolF32(const WindowRowF32& row) { Run<AveragePool, 1>(row); }
void RunMaxPoolF32(const WindowRowF32& row) { Run<MaxPool, 1>(row); }

}  // namespace tare::TARE_ISA
