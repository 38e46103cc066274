// Requantization. The two roundings fold into one 64-bit shift: with p = x * multiplier and a right shift of r >= 1,
// ((p + 2^30 >> 31) + 2^(r-1)) >> r is (p + 2^30 + 2^(30+r)) >> (31 + r), because nested floors compose; ties go away
// from zero when 2^31 less is added to a negative p. NEON has both roundings as instructions and keeps them apart.
#include "kernels/micro/requant_i8.h"

#include "kernels/micro/simd_i8.h"

namespace tare::TARE_ISA {
namespace {

TARE_INLINE int32_t Scale(const RequantChannels& channel, int c, int32_t x) {
  const int left = channel.shift[c] > 0 ? channel.shift[c] : 0, right = left - channel.shift[c];
  const int64_t p = int64_t{static_cast<int32_t>(static_cast<uint32_t>(x) << left)} * channel.multiplier[c];
  int64_t half = int64_t{1} << 30;
  if (right) half += (int64_t{1} << (30 + right)) + (p < 0 ? int64_t{channel.away[c]} * (int64_t{1} << 31) : 0);
  return static_cast<int32_t>((p + half) >> (31 + right));
}

#if defined(__AVX2__)
constexpr int kStep = 8;

/// What `kStep` channels need, from their multipliers and shifts.
struct Channels {
  __m256i left, multiplier, multiplier_odd;
  __m256i half[2], half_negative[2], right[2];  // of even and odd lanes
  __m256i sign;                                 // where the sign bit that was flipped ends up
};

TARE_INLINE Channels Prepare(const RequantChannels& channel, int c) {
  Channels q;
  const auto load = [&](const int32_t* p) { return Load<__m256i>(p + c); };
  const __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi64x(1);
  const __m256i shift = load(channel.shift);
  q.multiplier = load(channel.multiplier);
  q.multiplier_odd = _mm256_srli_epi64(q.multiplier, 32);
  q.left = _mm256_max_epi32(shift, zero);
  const __m256i right = _mm256_sub_epi32(q.left, shift), right_of_sign = _mm256_sub_epi32(_mm256_set1_epi32(32), right);
  q.sign = _mm256_sllv_epi32(_mm256_set1_epi32(1), right_of_sign);
  const __m256i away = _mm256_and_si256(load(channel.away), _mm256_cmpgt_epi32(right, zero));
  TARE_UNROLLED for (int i = 0; i < 2; ++i) {
    const auto lanes = [&](__m256i v) {
      return i ? _mm256_srli_epi64(v, 32) : _mm256_and_si256(v, _mm256_set1_epi64x(0xffffffff));
    };
    const __m256i r = lanes(right);
    q.right[i] = _mm256_add_epi64(r, _mm256_set1_epi64x(31));
    // 2^30, the flipped sign bit, and 2^(30 + r) unless r = 0
    const __m256i second = _mm256_andnot_si256(_mm256_cmpeq_epi64(r, zero),
                                               _mm256_sllv_epi64(one, _mm256_add_epi64(r, _mm256_set1_epi64x(30))));
    q.half[i] = _mm256_add_epi64(second, _mm256_set1_epi64x(static_cast<int64_t>(1ull << 63 | 1 << 30)));
    q.half_negative[i] = _mm256_sub_epi64(q.half[i], _mm256_slli_epi64(_mm256_srli_epi64(lanes(away), 31), 31));
  }
  return q;
}

TARE_INLINE __m256i Product(__m256i x, __m256i multiplier, const Channels& q, int odd) {
  const __m256i p = _mm256_mul_epi32(x, multiplier);
  const __m256i half = __m256i(_mm256_blendv_pd(__m256d(q.half[odd]), __m256d(q.half_negative[odd]), __m256d(p)));
  return _mm256_srlv_epi64(_mm256_add_epi64(p, half), q.right[odd]);
}

/// Results of kStep channels as shorts, saturated.
TARE_INLINE __m128i Shorts(const Channels& q, const int32_t* sums) {
  const __m256i x = _mm256_sllv_epi32(Load<__m256i>(sums), q.left);
  const __m256i even = Product(x, q.multiplier, q, 0);
  const __m256i odd = Product(_mm256_srli_epi64(x, 32), q.multiplier_odd, q, 1);
  const __m256i y = _mm256_sub_epi32(_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa), q.sign);
  return _mm_packs_epi32(_mm256_castsi256_si128(y), _mm256_extracti128_si256(y, 1));
}
#elif defined(__ARM_NEON)
constexpr int kStep = 8;

struct Channels {
  int32x4_t multiplier[2], left[2], right[2], away[2];
};

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
    const int32x4_t x = vqrdmulhq_s32(vshlq_s32(Load<int32x4_t>(sums + 4 * i), q.left[i]), q.multiplier[i]);
    // A negative x loses 1 before the shift where ties go away from zero: both signs set gives -1.
    const int32x4_t less = vshrq_n_s32(vandq_s32(x, q.away[i]), 31);
    y[i] = vqmovn_s32(vrshlq_s32(vaddq_s32(x, less), q.right[i]));
  }
  return vcombine_s16(y[0], y[1]);
}
#endif

}  // namespace

void RunRequantI8(const RequantI8& r) {
  int c = 0;
#if defined(__AVX2__) || defined(__ARM_NEON)
  for (; c <= r.columns - kStep; c += kStep) {
    const Channels q = Prepare(r.channel, c);
    const int32_t* sums = r.sums + c;
    uint8_t* out = r.out + c;
    TARE_ROLLED for (int i = 0; i < r.rows; ++i, sums += r.sums_stride, out += r.out_stride) {
#if defined(__AVX2__)
      __m128i y = _mm_adds_epi16(Shorts(q, sums), _mm_set1_epi16(static_cast<int16_t>(r.zero_point)));
      y = _mm_max_epi16(y, _mm_set1_epi16(static_cast<int16_t>(r.min)));
      y = _mm_min_epi16(y, _mm_set1_epi16(static_cast<int16_t>(r.max)));
      y = _mm_and_si128(y, _mm_set1_epi16(255));
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out), _mm_packus_epi16(y, y));
#else
      int16x8_t y = vqaddq_s16(Shorts(q, sums), vdupq_n_s16(static_cast<int16_t>(r.zero_point)));
      y = vmaxq_s16(y, vdupq_n_s16(static_cast<int16_t>(r.min)));
      y = vminq_s16(y, vdupq_n_s16(static_cast<int16_t>(r.max)));
      vst1_s8(reinterpret_cast<int8_t*>(out), vmovn_s16(y));
#endif
    }
  }
#endif
  for (; c < r.columns; ++c) {
    const int32_t* sums = r.sums + c;
    uint8_t* out = r.out + c;
    TARE_ROLLED for (int i = 0; i < r.rows; ++i, sums += r.sums_stride, out += r.out_stride) {
      const int64_t y = int64_t{Scale(r.channel, c, *sums)} + r.zero_point;
      *out = static_cast<uint8_t>(y < r.min ? r.min : y > r.max ? r.max : y);
    }
  }
}

}  // namespace tare::TARE_ISA
