// Requantization. The two roundings fold into one 64-bit shift: with p = x * multiplier and a right shift of r >= 1,
// ((p + 2^30 >> 31) + 2^(r-1)) >> r is (p + 2^30 + 2^(30+r)) >> (31 + r), because nested floors compose; ties go away
// from zero when 2^31 less is added to a negative p. NEON has both roundings as instructions and keeps them apart; SSE
// has no 64-bit shift by lane and computes the fold in doubles. The AVX512 form is taken where the engines have it.
#include "kernels/micro/requant_i8.h"

#include "kernels/micro/simd_i8.h"
#include "runtime/features.h"

namespace tare::TARE_ISA {
namespace {

TARE_INLINE int32_t Scale(const RequantChannels& channel, int c, int32_t x) {
  const int left = channel.shift[c] > 0 ? channel.shift[c] : 0, right = left - channel.shift[c];
  const int64_t p = int64_t{static_cast<int32_t>(static_cast<uint32_t>(x) << left)} * channel.multiplier[c];
  int64_t half = int64_t{1} << 30;
  if (right)
    half += (int64_t{1} << (30 + right)) +
            (features::ties_away && p < 0 ? int64_t{channel.away[c]} * (int64_t{1} << 31) : 0);
  return static_cast<int32_t>((p + half) >> (31 + right));
}

/// One by one, whatever the shifts: column `c`, where `sums` and `out` are, and those after it, at most `step`.
TARE_INLINE void RequantizeEach(const RequantI8& r, int c, int step, const int32_t* sums, uint8_t* out) {
  const int left = r.columns - c;
  TARE_ROLLED for (int i = 0; i < r.rows; ++i, sums += r.sums_stride, out += r.out_stride) {
    TARE_ROLLED for (int j = 0; j < step && j < left; ++j) {
      const int64_t y = int64_t{Scale(r.channel, c + j, sums[j])} + r.zero_point;
      out[j] = static_cast<uint8_t>(y < r.min ? r.min : y > r.max ? r.max : y);
    }
  }
}

/// In all lanes of shorts.
struct Bounds {
  ShortLanes zero_point, min, max;
};

#if defined(__AVX2__)
constexpr int kStep = 8;

/// What `kStep` channels need, from their multipliers and shifts. The upper half of a sum p + half is taken as an
/// int32, for which r - 1 is left to shift.
struct Channels {
  __m256i multiplier, multiplier_odd;
  __m256i half[2], half_negative[2];  // of even and odd lanes
  __m256i right;                      // r - 1
  bool away;
};

/// True where the vector form can take kStep channels from `c` on: where all shift right.
TARE_INLINE bool Fits(const RequantChannels& channel, int c) {
  return _mm256_movemask_ps(Load<__m256>(channel.shift + c)) == 0xff;
}

TARE_INLINE Channels Prepare(const RequantChannels& channel, int c) {
  Channels q;
  const __m256i shift = Load<__m256i>(channel.shift + c), away = Load<__m256i>(channel.away + c);
  q.multiplier = Load<__m256i>(channel.multiplier + c);
  q.multiplier_odd = _mm256_shuffle_epi32(q.multiplier, 0xf5);
  q.right = _mm256_sub_epi32(_mm256_set1_epi32(-1), shift);
  q.away = features::ties_away && !_mm256_testz_si256(away, away);
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    const auto lanes = [&](__m256i v) {
      return i ? _mm256_srli_epi64(v, 32) : _mm256_and_si256(v, _mm256_set1_epi64x(0xffffffff));
    };
    // 2^30 + 2^(30 + r)
    const __m256i second = _mm256_sllv_epi64(_mm256_set1_epi64x(int64_t{1} << 31), lanes(q.right));
    q.half[i] = _mm256_add_epi64(second, _mm256_set1_epi64x(1 << 30));
    if (!q.away) continue;
    q.half_negative[i] = _mm256_sub_epi64(q.half[i], _mm256_slli_epi64(_mm256_srli_epi64(lanes(away), 31), 31));
  }
  return q;
}

TARE_INLINE __m256i Sum(const Channels& q, __m256i p, int odd) {
  __m256i half = q.half[odd];
  if (q.away) half = __m256i(_mm256_blendv_pd(__m256d(half), __m256d(q.half_negative[odd]), __m256d(p)));
  return _mm256_add_epi64(p, half);
}

TARE_INLINE __m256i Scale(const Channels& q, const int32_t* sums) {
  const __m256i x = Load<__m256i>(sums);
  const __m256i even = Sum(q, _mm256_mul_epi32(x, q.multiplier), 0);
  const __m256i odd = Sum(q, _mm256_mul_epi32(_mm256_shuffle_epi32(x, 0xf5), q.multiplier_odd), 1);
  return _mm256_srav_epi32(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa), q.right);
}

/// Two rows of kStep columns.
TARE_INLINE void TwoRows(const Bounds& bounds, const Channels& q, const int32_t* sums, ptrdiff_t sums_next,
                         uint8_t* out, ptrdiff_t out_next) {
  __m256i y = _mm256_packs_epi32(Scale(q, sums), Scale(q, sums + sums_next));
  y = _mm256_adds_epi16(y, __m256i(bounds.zero_point));
  y = _mm256_min_epi16(_mm256_max_epi16(y, __m256i(bounds.min)), __m256i(bounds.max));
  y = _mm256_and_si256(y, _mm256_set1_epi16(255));
  y = _mm256_packus_epi16(y, y);  // lanes: 4 bytes of each row, twice
  const __m128i rows = _mm_unpacklo_epi32(_mm256_castsi256_si128(y), _mm256_extracti128_si256(y, 1));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(out), rows);
  _mm_storeh_pi(reinterpret_cast<__m64*>(out + out_next), __m128(rows));
}
#elif defined(__SSE2__)
constexpr int kStep = 4;
// Double precision is exact where it matters: results that do not saturate have |p + half| < 2^(41 + r).
constexpr int kGreatestRight = 12;
constexpr int kOffset = 512;  // makes results positive, so that truncation rounds down

using Double2 = double __attribute__((vector_size(16)));

struct Channels {
  Double2 multiplier[2], half[2], away[2];
};

TARE_INLINE bool Fits(const RequantChannels& channel, int c) {
  return _mm_movemask_ps(__m128(Load<Int4>(channel.shift + c) < -kGreatestRight)) == 0;
}

/// 2^exponent of lanes 2 * i and 2 * i + 1.
TARE_INLINE Double2 PowerOfTwo(Int4 exponent, int i) {
  const Int4 high = (exponent + 1023) << 20, zero = {};
  return Double2(i ? __builtin_shufflevector(zero, high, 0, 6, 0, 7) : __builtin_shufflevector(zero, high, 0, 4, 0, 5));
}

TARE_INLINE Double2 ToDouble(Int4 v, int i) {
  return _mm_cvtepi32_pd(i ? _mm_shuffle_epi32(__m128i(v), 0xee) : __m128i(v));
}

TARE_INLINE Channels Prepare(const RequantChannels& channel, int c) {
  Channels q;
  const Int4 shift = Load<Int4>(channel.shift + c), multiplier = Load<Int4>(channel.multiplier + c);
  const Int4 right = shift < 0, away = Load<Int4>(channel.away + c) & right;
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    q.multiplier[i] = ToDouble(multiplier, i) * PowerOfTwo(shift - 31, i);
    const Double2 first = PowerOfTwo((shift & right) - 1, i);  // 2^30 / 2^(31 + r)
    q.half[i] = first + kOffset - .5 * ToDouble(right, i);
    q.away[i] = 2 * first * ToDouble(away, i);
  }
  return q;
}

/// Four results, kOffset too large, at least 0 and saturated.
TARE_INLINE Int4 Scale(const Channels& q, const int32_t* sums) {
  const Int4 x = Load<Int4>(sums);
  __m128i y[2];
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    Double2 v = ToDouble(x, i) * q.multiplier[i];
    const auto away = [&] { return Double2(_mm_and_pd(_mm_cmplt_pd(v, _mm_setzero_pd()), q.away[i])); };
    v = _mm_max_pd(features::ties_away ? v + q.half[i] + away() : v + q.half[i], _mm_setzero_pd());
    y[i] = _mm_cvttpd_epi32(_mm_min_pd(v, _mm_set1_pd(2 * kOffset)));
  }
  return Int4(_mm_unpacklo_epi64(y[0], y[1]));
}

TARE_INLINE void TwoRows(const Bounds& bounds, const Channels& q, const int32_t* sums, ptrdiff_t sums_next,
                         uint8_t* out, ptrdiff_t out_next) {
  __m128i y = _mm_packs_epi32(__m128i(Scale(q, sums)), __m128i(Scale(q, sums + sums_next)));
  y = _mm_adds_epi16(y, __m128i(bounds.zero_point - kOffset));
  y = _mm_min_epi16(_mm_max_epi16(y, __m128i(bounds.min)), __m128i(bounds.max));
  y = _mm_and_si128(y, _mm_set1_epi16(255));
  const Int4 bytes = Int4(_mm_packus_epi16(y, y));
  Store(out, bytes[0]);
  Store(out + out_next, bytes[1]);
}
#elif defined(__ARM_NEON)
constexpr int kStep = 8;

struct Channels {
  int32x4_t multiplier[2], left[2], right[2], away[2];
};

TARE_INLINE bool Fits(const RequantChannels&, int) { return true; }

TARE_INLINE Channels Prepare(const RequantChannels& channel, int c) {
  Channels q;
  const int32x4_t zero = vdupq_n_s32(0);
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    const int32x4_t shift = Load<int32x4_t>(channel.shift + c + 4 * i);
    q.multiplier[i] = Load<int32x4_t>(channel.multiplier + c + 4 * i);
    q.left[i] = vmaxq_s32(shift, zero);
    q.right[i] = vminq_s32(shift, zero);
    q.away[i] = vandq_s32(Load<int32x4_t>(channel.away + c + 4 * i), q.right[i]);
  }
  return q;
}

TARE_INLINE int16x8_t Shorts(const Channels& q, const int32_t* sums) {
  int16x4_t y[2];
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    int32x4_t x = vqrdmulhq_s32(vshlq_s32(Load<int32x4_t>(sums + 4 * i), q.left[i]), q.multiplier[i]);
    // A negative x loses 1 before the shift where ties go away from zero: both signs set gives -1.
    if (features::ties_away) x = vaddq_s32(x, vshrq_n_s32(vandq_s32(x, q.away[i]), 31));
    y[i] = vqmovn_s32(vrshlq_s32(x, q.right[i]));
  }
  return vcombine_s16(y[0], y[1]);
}

TARE_INLINE void TwoRows(const Bounds& bounds, const Channels& q, const int32_t* sums, ptrdiff_t sums_next,
                         uint8_t* out, ptrdiff_t out_next) {
  TARE_UNROLLED for (int i = 0; i < 2; ++i, sums += sums_next, out += out_next) {
    int16x8_t y = vqaddq_s16(Shorts(q, sums), int16x8_t(bounds.zero_point));
    y = vminq_s16(vmaxq_s16(y, int16x8_t(bounds.min)), int16x8_t(bounds.max));
    vst1_s8(reinterpret_cast<int8_t*>(out), vmovn_s16(y));
  }
}
#endif

static_assert(kStep <= kRequantStep);

}  // namespace

#if defined(TARE_VNNI)
/// The AVX2 form with 16 channels at once; columns beyond the last are masked.
TARE_VNNI void RunRequantVnni(const RequantI8& r) {
  constexpr int kLanes = 16;
  const __m512i low = _mm512_set1_epi32(r.min - r.zero_point), high = _mm512_set1_epi32(r.max - r.zero_point);
  const __m128i zero_point = _mm_set1_epi8(static_cast<char>(r.zero_point));
  const __m512i first = _mm512_set1_epi64(1 << 30), lower = _mm512_set1_epi64(0xffffffff);
  for (int c = 0; c < r.columns; c += kLanes) {
    const int left = r.columns - c;
    const auto valid = static_cast<__mmask16>(left < kLanes ? (1 << left) - 1 : 0xffff);
    const __m512i shift = _mm512_mask_loadu_epi32(_mm512_set1_epi32(-1), valid, r.channel.shift + c);
    if (_mm512_cmpge_epi32_mask(shift, _mm512_setzero_si512())) {
      RequantizeEach(r, c, kLanes, r.sums + c, r.out + c);
      continue;
    }
    const __m512i multiplier = _mm512_maskz_loadu_epi32(valid, r.channel.multiplier + c);
    const __m512i multiplier_odd = _mm512_srli_epi64(multiplier, 32);
    const __m512i right = _mm512_sub_epi32(_mm512_set1_epi32(-1), shift);  // r - 1
    const __m512i half[2] = {
        _mm512_add_epi64(first, _mm512_sllv_epi64(_mm512_slli_epi64(first, 1), _mm512_and_si512(right, lower))),
        _mm512_add_epi64(first, _mm512_sllv_epi64(_mm512_slli_epi64(first, 1), _mm512_srli_epi64(right, 32)))};
    __m512i away[2] = {};  // -2^31 where ties go away from zero
    bool any_away = false;
    if (features::ties_away) {
      const __m512i lanes = _mm512_maskz_loadu_epi32(valid, r.channel.away + c);
      any_away = _mm512_test_epi32_mask(lanes, lanes) != 0;
      away[0] = _mm512_slli_epi64(_mm512_srai_epi64(_mm512_slli_epi64(lanes, 32), 63), 31);
      away[1] = _mm512_slli_epi64(_mm512_srai_epi64(lanes, 63), 31);
    }
    const int32_t* sums = r.sums + c;
    uint8_t* out = r.out + c;
    const ptrdiff_t sums_stride = r.sums_stride, out_stride = r.out_stride;
    TARE_ROLLED for (int rows = r.rows; rows > 0; --rows, sums += sums_stride, out += out_stride) {
      const __m512i x = _mm512_maskz_loadu_epi32(valid, sums);
      __m512i p[2] = {_mm512_mul_epi32(x, multiplier), _mm512_mul_epi32(_mm512_srli_epi64(x, 32), multiplier_odd)};
      TARE_UNROLLED for (int odd = 0; odd < 2; ++odd) {
        const __m512i sum = _mm512_add_epi64(p[odd], half[odd]);
        if (any_away) {
          const __mmask8 negative = _mm512_cmplt_epi64_mask(p[odd], _mm512_setzero_si512());
          p[odd] = _mm512_mask_add_epi64(sum, negative, sum, away[odd]);
        } else {
          p[odd] = sum;
        }
      }
      __m512i y = _mm512_mask_mov_epi32(_mm512_srli_epi64(p[0], 32), 0xaaaa, p[1]);  // the upper halves
      y = _mm512_srav_epi32(y, right);
      y = _mm512_min_epi32(_mm512_max_epi32(y, low), high);
      const __m128i bytes = _mm_add_epi8(_mm512_cvtepi32_epi8(y), zero_point);
      if (left >= kLanes) {
        Store(out, bytes);
      } else {
        _mm_mask_storeu_epi8(out, valid, bytes);
      }
    }
  }
}
#endif

void RunRequantI8(const RequantI8& r) {
  const auto lanes = [](int32_t v) { return ShortLanes{} + static_cast<int16_t>(v); };
  const Bounds bounds = {lanes(r.zero_point), lanes(r.min), lanes(r.max)};
  for (int c = 0; c < r.columns; c += kStep) {
    const int32_t* sums = r.sums + c;
    uint8_t* out = r.out + c;
    const int left = r.columns - c;
    if (!Fits(r.channel, c)) {
      RequantizeEach(r, c, kStep, sums, out);
      continue;
    }
    const Channels q = Prepare(r.channel, c);
    const ptrdiff_t sums_stride = r.sums_stride, out_stride = r.out_stride;
    TARE_ROLLED for (int rows = r.rows; rows > 0; rows -= 2, sums += 2 * sums_stride, out += 2 * out_stride) {
      const bool whole = left >= kStep, two = rows > 1;
      uint8_t bytes[2 * kStep] = {};
      TwoRows(bounds, q, sums, two ? sums_stride : 0, whole ? out : bytes, !whole ? kStep : two ? out_stride : 0);
      TARE_ROLLED for (int j = 0; j < left && !whole; ++j) {
        out[j] = bytes[j];
        if (two) out[out_stride + j] = bytes[kStep + j];
      }
    }
  }
}

}  // namespace tare::TARE_ISA
