// Engines of the integer matrix product. The shorts' engine multiplies pairs of k on x86 (pmaddwd) and single ks on
// NEON (smlal by lane). The AVX512-VNNI one is compiled here by function attribute rather than as an ISA level of its
// own, because nothing else would use that level.
#include "kernels/micro/gemm_i8.h"

#include "kernels/micro/simd_i8.h"

namespace tare::TARE_ISA {
namespace {

constexpr int kPad = 32;  // multiple of k to which panels and rows are padded

// --- Shorts ---

#if defined(__SSE2__)
constexpr int kColumns = 2 * kIntLanes;
#if defined(__x86_64__)
constexpr int kRows = 6;
#else
constexpr int kRows = 2;
#endif
using Element = int32_t;  // what a panel interleaves: pairs of k
#else
constexpr int kColumns = 8;
#if defined(__aarch64__)
constexpr int kRows = 6;
#else
constexpr int kRows = 4;
#endif
using Element = int16_t;
#endif
static_assert(kRows * kColumns <= kMaxTileI8 && kPad % kShortLanes == 0);

/// Places of the rows of weights that make columns [from, from + n); columns beyond the last repeat it.
TARE_INLINE void ColumnStarts(const PanelI8& w, int from, int n, const uint8_t** starts) {
  TARE_ROLLED for (int i = 0; i < n; ++i) {
    starts[i] = w.weights + (from + i < w.columns ? from + i : w.columns - 1) * w.stride;
  }
}

TARE_INLINE int32_t Bias(const PanelI8& w, int column) {
  return w.bias ? w.bias[column < w.columns ? column : w.columns - 1] : 0;
}

#if defined(__AVX2__)
template <int... kIndices>
TARE_INLINE IntLanes Shuffle(IntLanes a, IntLanes b) {
  return __builtin_shufflevector(a, b, kIndices...);
}

TARE_INLINE void Transpose(IntLanes* v) {
  IntLanes r[kIntLanes];
  TARE_UNROLLED for (int i = 0; i < kIntLanes; i += 4) {
    const IntLanes t0 = Shuffle<0, 8, 1, 9, 4, 12, 5, 13>(v[i], v[i + 1]);
    const IntLanes t1 = Shuffle<2, 10, 3, 11, 6, 14, 7, 15>(v[i], v[i + 1]);
    const IntLanes t2 = Shuffle<0, 8, 1, 9, 4, 12, 5, 13>(v[i + 2], v[i + 3]);
    const IntLanes t3 = Shuffle<2, 10, 3, 11, 6, 14, 7, 15>(v[i + 2], v[i + 3]);
    r[i] = Shuffle<0, 1, 8, 9, 4, 5, 12, 13>(t0, t2);
    r[i + 1] = Shuffle<2, 3, 10, 11, 6, 7, 14, 15>(t0, t2);
    r[i + 2] = Shuffle<0, 1, 8, 9, 4, 5, 12, 13>(t1, t3);
    r[i + 3] = Shuffle<2, 3, 10, 11, 6, 7, 14, 15>(t1, t3);
  }
  TARE_UNROLLED for (int i = 0; i < 4; ++i) {
    v[i] = Shuffle<0, 1, 2, 3, 8, 9, 10, 11>(r[i], r[i + 4]);
    v[i + 4] = Shuffle<4, 5, 6, 7, 12, 13, 14, 15>(r[i], r[i + 4]);
  }
}

/// The panel: [k / 2][columns][2] shorts.
void PackPanel(const OperandsI8& operands, const PanelI8& w, void* panel) {
  auto* start = static_cast<int32_t*>(panel);
  TARE_ROLLED for (int j = 0; j < kColumns; ++j) start[j] = Bias(w, j);
  const auto flip = static_cast<int8_t>(operands.flip());
  const auto zero = static_cast<int16_t>(operands.weight_zero);
  for (int group = 0; group < kColumns; group += kIntLanes) {
    const uint8_t* from[kIntLanes];
    ColumnStarts(w, group, kIntLanes, from);
    uint8_t tail[kIntLanes][kShortLanes];
    auto* to = start + kColumns + group;
    for (int left = w.k; left > 0; left -= kShortLanes) {
      if (left < kShortLanes) {
        __builtin_memset(tail, operands.weight_zero ^ flip, sizeof(tail));
        TARE_ROLLED for (int i = 0; i < kIntLanes; ++i) {
          __builtin_memcpy(tail[i], from[i], left);
          from[i] = tail[i];
        }
      }
      IntLanes v[kIntLanes];
      TARE_UNROLLED for (int i = 0; i < kIntLanes; ++i) {
        v[i] = IntLanes(Widen(Load<ByteLanes>(from[i]) ^ flip) - zero);
        from[i] += kShortLanes;
      }
      Transpose(v);
      TARE_UNROLLED for (int i = 0; i < kIntLanes; ++i, to += kColumns) Store(to, v[i]);
    }
  }
}
#else
/// The panel: [k / 2][columns][2] shorts, or [k][columns]. Elements are stored one by one, which is half as fast as
/// transposing them in registers but takes a third of the bytes; packing is little against the products.
void PackPanel(const OperandsI8& operands, const PanelI8& w, void* panel) {
  auto* start = static_cast<int32_t*>(panel);
  const auto flip = static_cast<int8_t>(operands.flip());
  const auto zero = static_cast<int16_t>(operands.weight_zero);
  TARE_ROLLED for (int j = 0; j < kColumns; ++j) {
    start[j] = Bias(w, j);
    const uint8_t* from;
    ColumnStarts(w, j, 1, &from);
    auto* to = reinterpret_cast<Element*>(start + kColumns) + j;
    TARE_ROLLED for (int left = w.k; left > 0; left -= kShortLanes, from += kShortLanes) {
      ByteLanes bytes;
      if (left >= kShortLanes) {
        bytes = Load<ByteLanes>(from);
      } else {  // zero points beyond
        bytes = ByteLanes{} + static_cast<int8_t>(operands.weight_zero ^ flip);
        __builtin_memcpy(&bytes, from, left);
      }
      using Elements = Element __attribute__((vector_size(sizeof(ShortLanes))));
      const auto v = Elements(Widen(bytes ^ flip) - zero);
      TARE_UNROLLED for (size_t i = 0; i < sizeof(Elements) / sizeof(Element); ++i, to += kColumns)* to = v[i];
    }
  }
}
#endif

void PackRows(const OperandsI8& operands, const RowsI8& rows, void* packed, ptrdiff_t stride) {
  for (int r = 0; r < kRows; ++r) {
    auto* to = reinterpret_cast<int16_t*>(static_cast<uint8_t*>(packed) + r * stride);
    for (int s = 0; s < rows.segments; ++s, to += rows.length) {
      WidenI8(rows.rows[s * kRows + r], rows.length, operands, to);
    }
    *to = 0;  // where k is odd, its partner
  }
}

void RunTile(const OperandsI8&, const void* input, ptrdiff_t stride, const void* panel, int k, int, int32_t* out) {
  const auto* start = static_cast<const int32_t*>(panel);
  const auto* b = reinterpret_cast<const int16_t*>(start + kColumns);
  const auto* rows = static_cast<const int16_t*>(input);
  stride /= 2;
  constexpr int kVectors = kColumns / kIntLanes;
  IntLanes acc[kRows][kVectors];
  TARE_UNROLLED for (int r = 0; r < kRows; ++r) {
    TARE_UNROLLED for (int j = 0; j < kVectors; ++j) acc[r][j] = Load<IntLanes>(start + j * kIntLanes);
  }
#if defined(__SSE2__)
  TARE_ROLLED do {
    const ShortLanes b0 = Load<ShortLanes>(b), b1 = Load<ShortLanes>(b + kShortLanes);
    TARE_UNROLLED for (int r = 0; r < kRows; ++r) {
      const ShortLanes a = SplatPair(rows + r * stride);
      acc[r][0] = MultiplyAddPairs(acc[r][0], a, b0);
      acc[r][1] = MultiplyAddPairs(acc[r][1], a, b1);
    }
    rows += 2;
    b += 2 * kColumns;
  }
  while ((k -= 2) > 0);
#else
  TARE_ROLLED do {
    Short4 a[kRows];
    TARE_UNROLLED for (int r = 0; r < kRows; ++r) a[r] = Load<Short4>(rows + r * stride);
#define TARE_STEP(lane)                                                \
  {                                                                    \
    const Short8 v = Load<Short8>(b + lane * kColumns);                \
    TARE_UNROLLED for (int r = 0; r < kRows; ++r) {                    \
      acc[r][0] = MultiplyAddLane<lane>(acc[r][0], LowHalf(v), a[r]);  \
      acc[r][1] = MultiplyAddLane<lane>(acc[r][1], HighHalf(v), a[r]); \
    }                                                                  \
  }
    TARE_STEP(0)
    TARE_STEP(1)
    TARE_STEP(2)
    TARE_STEP(3)
#undef TARE_STEP
    rows += 4;
    b += 4 * kColumns;
  }
  while ((k -= 4) > 0);
#endif
  TARE_UNROLLED for (int r = 0; r < kRows; ++r) {
    TARE_UNROLLED for (int j = 0; j < kVectors; ++j) Store(out + r * kColumns + j * kIntLanes, acc[r][j]);
  }
}

TARE_INLINE int32_t Sum(IntLanes v) {
#if defined(__AVX2__)
  const Int4 q = __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
#else
  const Int4 q = v;
#endif
  return q[0] + q[1] + q[2] + q[3];
}

/// acc + a * b, summed over lanes in whatever way; for dot products.
TARE_INLINE IntLanes MultiplyAdd(IntLanes acc, ShortLanes a, ShortLanes b) {
#if defined(__SSE2__)
  return MultiplyAddPairs(acc, a, b);
#else
  acc += __builtin_convertvector(LowHalf(a), Int4) * __builtin_convertvector(LowHalf(b), Int4);
  return acc + __builtin_convertvector(HighHalf(a), Int4) * __builtin_convertvector(HighHalf(b), Int4);
#endif
}

#if defined(TARE_VNNI)

// --- Bytes, AVX512-VNNI: unsigned inputs (128 more than the int8 value) times signed weights ---

constexpr int kVnniRows = 7, kVnniColumns = 32;
static_assert(kVnniRows * kVnniColumns <= kMaxTileI8);

/// The panel: [k / 4][columns][4] bytes. Start values take back what the inputs' offset and zero point add.
TARE_VNNI void PackPanelVnni(const OperandsI8& operands, const PanelI8& w, void* panel) {
  auto* start = static_cast<int32_t*>(panel);
  auto* to = reinterpret_cast<uint8_t*>(start + kVnniColumns);
  for (int group = 0; group < kVnniColumns; group += 8) {
    const uint8_t* from[8];
    ColumnStarts(w, group, 8, from);
    __m256i sum = _mm256_setzero_si256();
    for (int k = 0; k < w.k; k += 32) {
      const __mmask32 valid = w.k - k < 32 ? (1u << (w.k - k)) - 1 : ~0u;
      IntLanes v[8];
      TARE_UNROLLED for (int i = 0; i < 8; ++i) v[i] = IntLanes(_mm256_maskz_loadu_epi8(valid, from[i] + k));
      Transpose(v);
      TARE_UNROLLED for (int i = 0; i < 8; ++i) {
        Store(to + (k + i * 4) * kVnniColumns + group * 4, v[i]);
        sum = _mm256_dpbusd_epi32(sum, _mm256_set1_epi8(1), __m256i(v[i]));
      }
    }
    Store(start + group, IntLanes(sum) * -(operands.input_zero + 128));
  }
  if (!w.bias) return;
  TARE_ROLLED for (int j = 0; j < kVnniColumns; ++j) start[j] += Bias(w, j);
}

TARE_VNNI void PackRowsVnni(const OperandsI8&, const RowsI8& rows, void* packed, ptrdiff_t stride) {
  const __m512i offset = _mm512_set1_epi8(-128);
  for (int r = 0; r < kVnniRows; ++r) {
    auto* to = static_cast<uint8_t*>(packed) + r * stride;
    for (int s = 0; s < rows.segments; ++s, to += rows.length) {
      const uint8_t* from = rows.rows[s * kVnniRows + r];
      int i = 0;
      TARE_ROLLED do {
        const int left = rows.length - i;
        const __mmask64 valid = left < 64 ? (uint64_t{1} << left) - 1 : ~uint64_t{0};
        const __m512i v = _mm512_xor_si512(_mm512_maskz_loadu_epi8(valid, from + i), offset);
        if (left < 64) {
          _mm512_mask_storeu_epi8(to + i, valid, v);
        } else {
          _mm512_storeu_si512(to + i, v);
        }
      }
      while ((i += 64) < rows.length);
    }
  }
}

TARE_VNNI void RunTileVnni(const OperandsI8&, const void* input, ptrdiff_t stride, const void* panel, int k, int,
                           int32_t* out) {
  const auto* start = static_cast<const int32_t*>(panel);
  const auto* b = reinterpret_cast<const uint8_t*>(start + kVnniColumns);
  const auto* rows = static_cast<const uint8_t*>(input);
  __m512i acc[kVnniRows][2];
  TARE_UNROLLED for (int r = 0; r < kVnniRows; ++r) {
    acc[r][0] = _mm512_loadu_si512(start);
    acc[r][1] = _mm512_loadu_si512(start + 16);
  }
  TARE_ROLLED do {
    const __m512i b0 = _mm512_loadu_si512(b), b1 = _mm512_loadu_si512(b + 64);
    TARE_UNROLLED for (int r = 0; r < kVnniRows; ++r) {
      const __m512i a = _mm512_set1_epi32(Load<int32_t>(rows + r * stride));
      acc[r][0] = _mm512_dpbusd_epi32(acc[r][0], a, b0);
      acc[r][1] = _mm512_dpbusd_epi32(acc[r][1], a, b1);
    }
    rows += 4;
    b += 4 * kVnniColumns;
  }
  while ((k -= 4) > 0);
  TARE_UNROLLED for (int r = 0; r < kVnniRows; ++r) {
    _mm512_storeu_si512(out + r * kVnniColumns, acc[r][0]);
    _mm512_storeu_si512(out + r * kVnniColumns + 16, acc[r][1]);
  }
}
#endif

}  // namespace

EngineI8 GetGemmI8([[maybe_unused]] const OperandsI8& operands) {
#if defined(TARE_VNNI)
  if (operands.flip() == 0 && operands.weight_zero == 0 && HasAvx512Vnni()) {
    return {kVnniRows, kVnniColumns, 1, kPad, false, false, PackPanelVnni, PackRowsVnni, RunTileVnni};
  }
#endif
  return {kRows, kColumns, sizeof(int16_t), kPad, false, false, PackPanel, PackRows, RunTile};
}

void WidenI8(const uint8_t* bytes, int n, const OperandsI8& operands, int16_t* out) {
  const ByteLanes flip = ByteLanes{} + static_cast<int8_t>(operands.flip());
  const ShortLanes zero = ShortLanes{} + static_cast<int16_t>(operands.input_zero);
  int i = 0;
  TARE_ROLLED for (; i <= n - kShortLanes; i += kShortLanes) {
    Store(out + i, Widen(Load<ByteLanes>(bytes + i) ^ flip) - zero);
  }
  TARE_ROLLED for (; i < n; ++i) {
    out[i] = static_cast<int16_t>(static_cast<int8_t>(bytes[i] ^ operands.flip()) - operands.input_zero);
  }
}

void RunGemvI8(const OperandsI8& operands, const GemvI8& gemv) {
  constexpr int kOutputs = 4;
  const PanelI8& w = gemv.weights;
  const ByteLanes flip = ByteLanes{} + static_cast<int8_t>(operands.flip());
  const int whole = w.k & -kShortLanes;
  int32_t row_sum = 0;
  if (operands.weight_zero) {
    TARE_ROLLED for (int k = 0; k < w.k; ++k) row_sum += gemv.row[k];
  }
  for (int j = 0; j < w.columns; j += kOutputs) {
    const uint8_t* from[kOutputs];
    ColumnStarts(w, j, kOutputs, from);
    IntLanes acc[kOutputs] = {};
    TARE_ROLLED for (int k = 0; k < whole; k += kShortLanes) {
      const ShortLanes a = Load<ShortLanes>(gemv.row + k);
      TARE_UNROLLED for (int i = 0; i < kOutputs; ++i) {
        acc[i] = MultiplyAdd(acc[i], a, Widen(Load<ByteLanes>(from[i] + k) ^ flip));
      }
    }
    TARE_ROLLED for (int i = 0; i < kOutputs && j + i < w.columns; ++i) {
      uint32_t sum = Sum(acc[i]);
      TARE_ROLLED for (int k = whole; k < w.k; ++k) {
        sum += static_cast<int8_t>(from[i][k] ^ operands.flip()) * gemv.row[k];
      }
      sum -= static_cast<uint32_t>(operands.weight_zero) * static_cast<uint32_t>(row_sum);
      gemv.out[j + i] = static_cast<int32_t>(sum + static_cast<uint32_t>(Bias(w, j + i)));
    }
  }
}

}  // namespace tare::TARE_ISA
