// Depthwise convolution and pools on integers. The depthwise loop works on pairs of taps, whose products pmaddwd adds
// on x86; for that it interleaves the bytes of two taps before widening them. With AVX512-VNNI it takes four taps at
// once, as bytes.
#include "kernels/micro/window_i8.h"

#include "kernels/micro/simd_i8.h"

namespace tare::TARE_ISA {
namespace {

constexpr int kRows = 16, kColumns = sizeof(ByteLanes);
static_assert(kRows * kColumns <= kMaxTileI8);
constexpr int kVectors = kColumns / kIntLanes;
static_assert(kVectors == 2);

using Taps = const uint8_t* const*;

/// Place of a weight in the panel: by channel on x86, where pairs are multiplied, by tap on NEON.
TARE_INLINE int PanelIndex(int channel, int tap) {
#if defined(__SSE2__)
  return (tap >> 1) * 2 * kColumns + channel * 2 + (tap & 1);
#else
  return tap * kColumns + channel;
#endif
}

/// acc[channel] += a * weight of the first tap + b * weight of the second.
TARE_INLINE void AddPair(IntLanes* acc, ByteLanes a, ByteLanes b, const int16_t* weights) {
#if defined(__SSE2__)
#if defined(__AVX2__)
  const ByteLanes low = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const ByteLanes high = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#else
  const ByteLanes low = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  const ByteLanes high = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#endif
  acc[0] = MultiplyAddPairs(acc[0], Widen(low), Load<ShortLanes>(weights));
  acc[1] = MultiplyAddPairs(acc[1], Widen(high), Load<ShortLanes>(weights + kShortLanes));
#else
  const ByteLanes x[2] = {a, b};
  TARE_UNROLLED for (int t = 0; t < 2; ++t) {
    const Short8 v = Widen(x[t]), u = Load<Short8>(weights + t * kColumns);
    acc[0] += __builtin_convertvector(LowHalf(v), Int4) * __builtin_convertvector(LowHalf(u), Int4);
    acc[1] += __builtin_convertvector(HighHalf(v), Int4) * __builtin_convertvector(HighHalf(u), Int4);
  }
#endif
}

/// start = bias - input zero point * sum of weights; an odd last tap gets a partner of weight 0.
void PackDepthwise(const OperandsI8& operands, const PanelI8& w, void* panel) {
  auto* start = static_cast<uint32_t*>(panel);
  auto* packed = reinterpret_cast<int16_t*>(start + kColumns);
  TARE_ROLLED for (int c = 0; c < kColumns; ++c) {
    const int from = c < w.columns ? c : 0;
    start[c] = static_cast<uint32_t>(w.bias ? w.bias[from] : 0);
    TARE_ROLLED for (int tap = 0; tap < w.k; ++tap) {
      const int value = static_cast<int8_t>(w.weights[tap * w.stride + from] ^ operands.flip()) - operands.weight_zero;
      start[c] -= static_cast<uint32_t>(operands.input_zero * value);
      packed[PanelIndex(c, tap)] = static_cast<int16_t>(value);
    }
    if (w.k & 1) packed[PanelIndex(c, w.k)] = 0;
  }
}

void RunDepthwise(const OperandsI8& operands, const void* input, ptrdiff_t channel, const void* panel, int k, int rows,
                  int32_t* out) {
  const auto* start = static_cast<const int32_t*>(panel);
  const auto sign = static_cast<int8_t>(operands.flip());
  auto* taps = static_cast<Taps>(input);
  TARE_ROLLED for (int r = 0; r < rows; ++r, ++taps, out += kColumns) {
    IntLanes acc[kVectors] = {Load<IntLanes>(start), Load<IntLanes>(start + kIntLanes)};
    const auto* w = reinterpret_cast<const int16_t*>(start + kColumns);
    Taps tap = taps;
    int left = k;
    TARE_ROLLED do {
      AddPair(acc, Load<ByteLanes>(tap[0] + channel) ^ sign, Load<ByteLanes>(tap[rows] + channel) ^ sign, w);
      tap += ptrdiff_t{2} * rows;
      w += 2 * kColumns;
    }
    while ((left -= 2) > 0);
    Store(out, acc[0]);
    Store(out + kIntLanes, acc[1]);
  }
}

#if defined(TARE_VNNI)

// --- Four taps at once: unsigned inputs (128 more than the int8 value) times signed weights ---

constexpr int kVnniRows = 8, kVnniColumns = 32;
static_assert(kVnniRows * kVnniColumns <= kMaxTileI8);

/// Where interleaving four taps of 32 channels puts a channel: registers of 8.
TARE_INLINE int VnniLane(int channel) { return channel % 16 / 4 * 8 + channel / 16 * 4 + channel % 4; }

/// The panel: start values, then [k / 4][columns][4] bytes, channels as VnniLane() has them. Start values take back
/// what the inputs' offset and zero point add.
void PackDepthwiseVnni(const OperandsI8& operands, const PanelI8& w, void* panel) {
  auto* start = static_cast<uint32_t*>(panel);
  auto* packed = reinterpret_cast<int8_t*>(start + kVnniColumns);
  __builtin_memset(packed, 0, ((w.k + 3) & -4) * kVnniColumns);
  TARE_ROLLED for (int c = 0; c < kVnniColumns; ++c) {
    const int from = c < w.columns ? c : 0, to = VnniLane(c);
    start[to] = static_cast<uint32_t>(w.bias ? w.bias[from] : 0);
    TARE_ROLLED for (int tap = 0; tap < w.k; ++tap) {
      const auto value = static_cast<int8_t>(w.weights[tap * w.stride + from]);
      start[to] -= static_cast<uint32_t>((operands.input_zero + 128) * value);
      packed[(tap / 4 * kVnniColumns + to) * 4 + tap % 4] = value;
    }
  }
}

TARE_VNNI void RunDepthwiseVnni(const OperandsI8&, const void* input, ptrdiff_t channel, const void* panel, int k,
                                int rows, int32_t* out) {
  const auto* start = static_cast<const int32_t*>(panel);
  const __m256i offset = _mm256_set1_epi8(-128);
  auto* taps = static_cast<Taps>(input);
  TARE_ROLLED for (int r = 0; r < rows; ++r, ++taps, out += kVnniColumns) {
    __m256i acc[4];
    TARE_UNROLLED for (int i = 0; i < 4; ++i) acc[i] = Load<__m256i>(start + i * 8);
    const auto* w = start + kVnniColumns;
    Taps tap = taps;
    int left = k;
    TARE_ROLLED do {
      __m256i x[4];
      TARE_UNROLLED for (int t = 0; t < 4; ++t, tap += rows) x[t] = Load<__m256i>(*tap + channel) ^ offset;
      const __m256i low01 = _mm256_unpacklo_epi8(x[0], x[1]), high01 = _mm256_unpackhi_epi8(x[0], x[1]);
      const __m256i low23 = _mm256_unpacklo_epi8(x[2], x[3]), high23 = _mm256_unpackhi_epi8(x[2], x[3]);
      acc[0] = _mm256_dpbusd_epi32(acc[0], _mm256_unpacklo_epi16(low01, low23), Load<__m256i>(w));
      acc[1] = _mm256_dpbusd_epi32(acc[1], _mm256_unpackhi_epi16(low01, low23), Load<__m256i>(w + 8));
      acc[2] = _mm256_dpbusd_epi32(acc[2], _mm256_unpacklo_epi16(high01, high23), Load<__m256i>(w + 16));
      acc[3] = _mm256_dpbusd_epi32(acc[3], _mm256_unpackhi_epi16(high01, high23), Load<__m256i>(w + 24));
      w += kVnniColumns;
    }
    while ((left -= 4) > 0);
    Store(out, _mm256_permute2x128_si256(acc[0], acc[1], 0x20));
    Store(out + 8, _mm256_permute2x128_si256(acc[2], acc[3], 0x20));
    Store(out + 16, _mm256_permute2x128_si256(acc[0], acc[1], 0x31));
    Store(out + 24, _mm256_permute2x128_si256(acc[2], acc[3], 0x31));
  }
}
#endif

void RunAveragePool(const OperandsI8& operands, const void* input, ptrdiff_t channel, const void* panel, int k,
                    int rows, int32_t* out) {
  const auto& range = *static_cast<const PoolI8*>(panel);
  const auto sign = static_cast<int8_t>(operands.flip());
  auto* bytes = reinterpret_cast<uint8_t*>(out);
  auto* taps = static_cast<Taps>(input);
  TARE_ROLLED for (int r = 0; r < rows; ++r, ++taps) {
    IntLanes acc[kVectors] = {};
    int count = 0;
    TARE_ROLLED for (int t = 0; t < k; ++t) {
      const uint8_t* at = taps[t * rows];
      if (!at) continue;
      ++count;
      const ByteLanes x = Load<ByteLanes>(at + channel) ^ sign;
      using Half = int8_t __attribute__((vector_size(kColumns / 2)));
      Half half[2];
      __builtin_memcpy(half, &x, kColumns);
      TARE_UNROLLED for (int i = 0; i < kVectors; ++i) acc[i] += __builtin_convertvector(half[i], IntLanes);
    }
    int32_t sums[kColumns];
    __builtin_memcpy(sums, acc, sizeof(sums));
    __builtin_assume(count > 0);  // a window always meets the input
    TARE_ROLLED for (const int32_t s : sums) {
      const int sum = s + operands.flip() * count, half = count / 2;
      const int y = (sum > 0 ? sum + half : sum - half) / count;
      *bytes++ = static_cast<uint8_t>(y < range.min ? range.min : y > range.max ? range.max : y);
    }
  }
}

void RunMaxPool(const OperandsI8& operands, const void* input, ptrdiff_t channel, const void* panel, int k, int rows,
                int32_t* out) {
  const auto& range = *static_cast<const PoolI8*>(panel);
  const auto sign = static_cast<int8_t>(operands.flip());
  const ByteLanes min = ByteLanes{} + static_cast<int8_t>(range.min ^ operands.flip());
  const ByteLanes max = ByteLanes{} + static_cast<int8_t>(range.max ^ operands.flip());
  auto* bytes = reinterpret_cast<uint8_t*>(out);
  auto* taps = static_cast<Taps>(input);
  TARE_ROLLED for (int r = 0; r < rows; ++r, ++taps, bytes += kColumns) {
    ByteLanes best = min;
    TARE_ROLLED for (int t = 0; t < k; ++t) {
      const uint8_t* at = taps[t * rows];
      if (!at) continue;
      const ByteLanes x = Load<ByteLanes>(at + channel) ^ sign;
      best = x > best ? x : best;
    }
    best = best > max ? max : best;
    Store(bytes, best ^ sign);
  }
}

}  // namespace

EngineI8 GetDepthwiseI8([[maybe_unused]] const OperandsI8& operands, [[maybe_unused]] int channels) {
#if defined(TARE_VNNI)
  if (operands.flip() == 0 && operands.weight_zero == 0 && channels >= kVnniColumns && HasAvx512Vnni()) {
    return {kVnniRows, kVnniColumns, 1, 4, true, false, PackDepthwiseVnni, nullptr, RunDepthwiseVnni};
  }
#endif
  return {kRows, kColumns, sizeof(int16_t), 2, true, false, PackDepthwise, nullptr, RunDepthwise};
}

EngineI8 GetAveragePoolI8() { return {kRows, kColumns, 0, 2, true, true, nullptr, nullptr, RunAveragePool}; }

EngineI8 GetMaxPoolI8() { return {kRows, kColumns, 0, 2, true, true, nullptr, nullptr, RunMaxPool}; }

}  // namespace tare::TARE_ISA
