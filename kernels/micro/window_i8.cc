// Depthwise convolution and pools on integers. The depthwise loop works on pairs of taps, whose products pmaddwd adds
// on x86; for that it interleaves the bytes of two taps before widening them. Channels that do not fill a block are
// done by a last block that overlaps the one before.
#include "kernels/micro/window_i8.h"

#include "kernels/micro/simd_i8.h"

namespace tare::TARE_ISA {
namespace {

constexpr int kBlock = kDepthwiseI8Block;
constexpr int kVectors = kBlock / kIntLanes;

/// Place of a weight in its block's pair: by channel on x86, where pairs are multiplied, by tap on NEON.
TARE_INLINE int PairIndex(int channel, int tap) {
#if defined(__SSE2__)
  return channel * 2 + tap;
#else
  return tap * kBlock + channel;
#endif
}

/// acc[channel] += x0 * weight of the first tap + x1 * weight of the second, for kBlocks blocks `stride` shorts apart.
template <int kBlocks>
TARE_INLINE void AddPair(IntLanes (*acc)[kVectors], const uint8_t* x0, const uint8_t* x1, uint8_t flip,
                         const int16_t* weights, ptrdiff_t stride) {
  const auto sign = static_cast<int8_t>(flip);
#if defined(__AVX2__)
  if constexpr (kBlocks == 2) {
    const Byte16 a = Load<Byte16>(x0) ^ sign, b = Load<Byte16>(x1) ^ sign;
    const Byte16 low = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const Byte16 high = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    acc[0][0] = MultiplyAddPairs(acc[0][0], Widen(low), Load<ShortLanes>(weights));
    acc[1][0] = MultiplyAddPairs(acc[1][0], Widen(high), Load<ShortLanes>(weights + stride));
    return;
  }
#endif
  TARE_UNROLLED for (int i = 0; i < kBlocks; ++i) {
    const Byte8 a = Load<Byte8>(x0 + i * kBlock) ^ sign, b = Load<Byte8>(x1 + i * kBlock) ^ sign;
    const int16_t* w = weights + i * stride;
#if defined(__AVX2__)
    const Byte16 both = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    acc[i][0] = MultiplyAddPairs(acc[i][0], Widen(both), Load<ShortLanes>(w));
#elif defined(__SSE2__)
    const Byte8 low = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    const Byte8 high = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    acc[i][0] = MultiplyAddPairs(acc[i][0], Widen(low), Load<ShortLanes>(w));
    acc[i][1] = MultiplyAddPairs(acc[i][1], Widen(high), Load<ShortLanes>(w + kShortLanes));
#else
    const Byte8 x[2] = {a, b};
    TARE_UNROLLED for (int t = 0; t < 2; ++t) {
      const Short8 v = Widen(x[t]), u = Load<Short8>(w + t * kBlock);
      acc[i][0] += __builtin_convertvector(LowHalf(v), Int4) * __builtin_convertvector(LowHalf(u), Int4);
      acc[i][1] += __builtin_convertvector(HighHalf(v), Int4) * __builtin_convertvector(HighHalf(u), Int4);
    }
#endif
  }
}

/// Channels [c, c + kBlocks * kBlock) of all pixels.
template <int kBlocks>
TARE_INLINE void DepthwiseBlocks(const DepthwiseI8& d, int c, const int16_t* weights, ptrdiff_t stride) {
  const uint8_t* at = d.row.input + c;
  int32_t* out = d.out + c;
  for (int pixel = 0; pixel < d.row.pixels; ++pixel, at += d.row.input_pixel, out += d.row.channels) {
    IntLanes acc[kBlocks][kVectors];
    TARE_UNROLLED for (int i = 0; i < kBlocks * kVectors; ++i) {
      acc[i / kVectors][i % kVectors] = Load<IntLanes>(d.start + c + i * kIntLanes);
    }
    const int16_t* w = weights;
    int t = 0;
    TARE_ROLLED do {
      AddPair<kBlocks>(acc, at + d.row.taps[t], at + d.row.taps[t + 1], d.row.flip, w, stride);
      w += 2 * kBlock;
    }
    while ((t += 2) < d.row.tap_count);
    TARE_UNROLLED for (int i = 0; i < kBlocks * kVectors; ++i) {
      Store(out + i * kIntLanes, acc[i / kVectors][i % kVectors]);
    }
  }
}

}  // namespace

void PackDepthwiseI8(const DepthwiseWeightsI8& w, int16_t* packed, int32_t* start) {
  for (int from = 0; from < w.channels; from += kBlock) {
    const int c = from + kBlock <= w.channels || w.channels < kBlock ? from : w.channels - kBlock;
    uint32_t sums[kBlock] = {};
    for (int tap = 0; tap < 2 * DepthwiseI8Pairs(w.taps); ++tap) {
      TARE_ROLLED for (int i = 0; i < kBlock; ++i) {
        int value = 0;
        if (tap < w.taps && c + i < w.channels) {
          value = static_cast<int8_t>(w.weights[ptrdiff_t{tap} * w.channels + c + i] ^ w.flip) - w.zero_point;
        }
        sums[i] += static_cast<uint32_t>(value);
        packed[PairIndex(i, tap & 1)] = static_cast<int16_t>(value);
      }
      if (tap & 1) packed += 2 * kBlock;
    }
    TARE_ROLLED for (int i = 0; i < kBlock && c + i < w.channels; ++i) {
      const auto bias = static_cast<uint32_t>(w.bias ? w.bias[c + i] : 0);
      start[c + i] = static_cast<int32_t>(bias - static_cast<uint32_t>(w.input_zero) * sums[i]);
    }
  }
}

void RunDepthwiseI8(const DepthwiseI8& d) {
  const ptrdiff_t stride = ptrdiff_t{kBlock} * d.row.tap_count;  // shorts of a block
  const int channels = d.row.channels;
  const int16_t* w = d.weights;
  int c = 0;
#if defined(__AVX2__)
  for (; c <= channels - 2 * kBlock; c += 2 * kBlock, w += 2 * stride) DepthwiseBlocks<2>(d, c, w, stride);
#endif
  for (; c < channels && channels >= kBlock; c += kBlock, w += stride) {
    DepthwiseBlocks<1>(d, c <= channels - kBlock ? c : channels - kBlock, w, stride);
  }
  if (channels >= kBlock) return;
  for (int pixel = 0; pixel < d.row.pixels; ++pixel) {
    TARE_ROLLED for (c = 0; c < channels; ++c) {
      const uint8_t* at = d.row.input + pixel * d.row.input_pixel + c;
      auto sum = static_cast<uint32_t>(d.start[c]);
      TARE_ROLLED for (int t = 0; t < d.row.tap_count; ++t) {
        const int weight = d.weights[(t >> 1) * 2 * kBlock + PairIndex(c, t & 1)];
        sum += static_cast<uint32_t>(static_cast<int8_t>(at[d.row.taps[t]] ^ d.row.flip) * weight);
      }
      d.out[pixel * channels + c] = static_cast<int32_t>(sum);
    }
  }
}

void RunSumPoolI8(const WindowRowI8& row, int32_t* out) {
  constexpr int kStep = sizeof(ByteLanes);
  const auto sign = static_cast<int8_t>(row.flip);
  for (int pixel = 0; pixel < row.pixels; ++pixel, out += row.channels) {
    const uint8_t* at = row.input + pixel * row.input_pixel;
    int c = 0;
    for (; c <= row.channels - kStep; c += kStep) {
      IntLanes acc[2] = {};
      TARE_ROLLED for (int t = 0; t < row.tap_count; ++t) {
        const ByteLanes x = Load<ByteLanes>(at + row.taps[t] + c) ^ sign;
        using Half = int8_t __attribute__((vector_size(kStep / 2)));
        Half half[2];
        __builtin_memcpy(half, &x, kStep);
        acc[0] += __builtin_convertvector(half[0], IntLanes);
        acc[1] += __builtin_convertvector(half[1], IntLanes);
      }
      Store(out + c, acc[0]);
      Store(out + c + kIntLanes, acc[1]);
    }
    TARE_ROLLED for (; c < row.channels; ++c) {
      uint32_t sum = 0;
      TARE_ROLLED for (int t = 0; t < row.tap_count; ++t) sum += static_cast<int8_t>(at[row.taps[t] + c] ^ row.flip);
      out[c] = static_cast<int32_t>(sum);
    }
  }
}

void RunMaxPoolI8(const WindowRowI8& row, uint8_t* out) {
  constexpr int kStep = sizeof(Byte16);
  const auto sign = static_cast<int8_t>(row.flip);
  for (int pixel = 0; pixel < row.pixels; ++pixel, out += row.channels) {
    const uint8_t* at = row.input + pixel * row.input_pixel;
    int c = 0;
    for (; c <= row.channels - kStep; c += kStep) {
      Byte16 best = Load<Byte16>(at + row.taps[0] + c) ^ sign;
      TARE_ROLLED for (int t = 1; t < row.tap_count; ++t) {
        const Byte16 x = Load<Byte16>(at + row.taps[t] + c) ^ sign;
        best = x > best ? x : best;
      }
      Store(out + c, best ^ sign);
    }
    TARE_ROLLED for (; c < row.channels; ++c) {
      auto best = static_cast<int8_t>(at[row.taps[0] + c] ^ row.flip);
      TARE_ROLLED for (int t = 1; t < row.tap_count; ++t) {
        const auto x = static_cast<int8_t>(at[row.taps[t] + c] ^ row.flip);
        if (x > best) best = x;
      }
      out[c] = static_cast<uint8_t>(best) ^ row.flip;
    }
  }
}

}  // namespace tare::TARE_ISA
