// The vector types and the few operations that the integer inner loops need, over the compiler's vector types, so that
// one source serves SSSE3, SSE4, AVX2 and NEON. Everything is in an unnamed namespace inside the ISA level's, hence
// private to each object: nothing of one level can be merged with another's.
#ifndef TARE_KERNELS_MICRO_SIMD_I8_H_
#define TARE_KERNELS_MICRO_SIMD_I8_H_

#include <stddef.h>
#include <stdint.h>

#include "kernels/micro/isa.h"

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define TARE_INLINE __attribute__((always_inline, unused)) inline

// Before the AVX512-VNNI forms (isa.h). Lambdas do not inherit it.
#if defined(__AVX2__) && defined(TARE_VNNI_FORMS)
#define TARE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#endif

namespace tare::TARE_ISA {
namespace {

/// Products of int8 or uint8 differences are summed in int32; that sum may wrap, as in the reference.
using Int4 = int32_t __attribute__((vector_size(16)));
using Int8 = int32_t __attribute__((vector_size(32)));
using Short4 = int16_t __attribute__((vector_size(8)));
using Short8 = int16_t __attribute__((vector_size(16)));
using Short16 = int16_t __attribute__((vector_size(32)));
using Byte8 = int8_t __attribute__((vector_size(8)));
using Byte16 = int8_t __attribute__((vector_size(16)));

/// Tensors are only promised to be aligned to their elements: a struct, because an alignment below the vector's own
/// needs a type that can carry it.
template <class V>
struct __attribute__((packed, may_alias)) InMemory {
  V v;
};
template <class V>
TARE_INLINE V Load(const void* p) {
  return static_cast<const InMemory<V>*>(p)->v;
}
template <class V>
TARE_INLINE void Store(void* p, V v) {
  static_cast<InMemory<V>*>(p)->v = v;
}

#if defined(__AVX2__)
using IntLanes = Int8;  // the widest register of int32, and what it holds of the others
using ShortLanes = Short16;
using ByteLanes = Byte16;
#else
using IntLanes = Int4;
using ShortLanes = Short8;
using ByteLanes = Byte8;
#endif
inline constexpr int kIntLanes = sizeof(IntLanes) / 4;
inline constexpr int kShortLanes = 2 * kIntLanes;

TARE_INLINE ShortLanes Widen(ByteLanes v) { return __builtin_convertvector(v, ShortLanes); }

#if defined(__SSE2__)
/// acc + a[2i] * b[2i] + a[2i + 1] * b[2i + 1] in lane i. No intermediate overflow for |a|, |b| <= 255.
TARE_INLINE IntLanes MultiplyAddPairs(IntLanes acc, ShortLanes a, ShortLanes b) {
#if defined(__AVX2__)
  return acc + IntLanes(_mm256_madd_epi16(__m256i(a), __m256i(b)));
#else
  return acc + IntLanes(_mm_madd_epi16(__m128i(a), __m128i(b)));
#endif
}

/// Two neighbouring shorts at `p` in every pair of lanes.
TARE_INLINE ShortLanes SplatPair(const int16_t* p) {
  int32_t pair;
  __builtin_memcpy(&pair, p, 4);
#if defined(__AVX2__)
  return ShortLanes(_mm256_set1_epi32(pair));
#else
  return ShortLanes(_mm_set1_epi32(pair));
#endif
}
#elif defined(__ARM_NEON)
/// acc + a * b[lane].
template <int kLane>
TARE_INLINE Int4 MultiplyAddLane(Int4 acc, Short4 a, Short4 b) {
  return Int4(vmlal_lane_s16(int32x4_t(acc), int16x4_t(a), int16x4_t(b), kLane));
}
#endif
TARE_INLINE Short4 LowHalf(Short8 v) { return __builtin_shufflevector(v, v, 0, 1, 2, 3); }
TARE_INLINE Short4 HighHalf(Short8 v) { return __builtin_shufflevector(v, v, 4, 5, 6, 7); }

}  // namespace
}  // namespace tare::TARE_ISA

#endif  // TARE_KERNELS_MICRO_SIMD_I8_H_
