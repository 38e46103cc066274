// The few vector operations that the float inner loops need, over the compiler's vector types, so that one source
// serves SSE, AVX2+FMA and NEON. Everything is in an unnamed namespace inside the ISA level's, hence private to each
// object: nothing of one level can be merged with another's.
#ifndef TARE_KERNELS_MICRO_SIMD_F32_H_
#define TARE_KERNELS_MICRO_SIMD_F32_H_

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define TARE_INLINE __attribute__((always_inline, unused)) inline

namespace tare::TARE_ISA {
namespace {

#if defined(__AVX2__)
inline constexpr int kLanes = 8;
#else
inline constexpr int kLanes = 4;
#endif
using Vec = float __attribute__((vector_size(kLanes * 4)));
using Quad = float __attribute__((vector_size(16)));
// Loads and stores go through these: tensors are only promised to be aligned to their elements.
// Structs, because an alignment below the vector's own needs a type that can carry it.
struct __attribute__((packed, may_alias)) VecInMemory {
  Vec v;
};
struct __attribute__((packed, may_alias)) QuadInMemory {
  Quad v;
};

TARE_INLINE Vec Load(const float* p) { return reinterpret_cast<const VecInMemory*>(p)->v; }
TARE_INLINE Quad LoadQuad(const float* p) { return reinterpret_cast<const QuadInMemory*>(p)->v; }
TARE_INLINE void Store(float* p, Vec v) { reinterpret_cast<VecInMemory*>(p)->v = v; }
TARE_INLINE Vec Splat(float x) {
#if defined(__AVX2__)
  return Vec{x, x, x, x, x, x, x, x};
#else
  return Vec{x, x, x, x};
#endif
}

// For the transposition of 4×4 blocks, one in each half of an AVX vector.
/// 4 values at p[0] + at and, where a vector has 8 lanes, 4 at p[4] + at.
TARE_INLINE Vec LoadQuads(const float* const* p, ptrdiff_t at) {
#if defined(__AVX2__)
  return __builtin_shufflevector(LoadQuad(p[0] + at), LoadQuad(p[4] + at), 0, 1, 2, 3, 4, 5, 6, 7);
#else
  return Load(p[0] + at);
#endif
}
/// Of each half: a0 b0 a1 b1; a2 b2 a3 b3; a0 a1 b0 b1; a2 a3 b2 b3.
#if defined(__AVX2__)
TARE_INLINE Vec ZipLow(Vec a, Vec b) { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13); }
TARE_INLINE Vec ZipHigh(Vec a, Vec b) { return __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15); }
TARE_INLINE Vec ZipPairsLow(Vec a, Vec b) { return __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13); }
TARE_INLINE Vec ZipPairsHigh(Vec a, Vec b) { return __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15); }
#else
TARE_INLINE Vec ZipLow(Vec a, Vec b) { return __builtin_shufflevector(a, b, 0, 4, 1, 5); }
TARE_INLINE Vec ZipHigh(Vec a, Vec b) { return __builtin_shufflevector(a, b, 2, 6, 3, 7); }
TARE_INLINE Vec ZipPairsLow(Vec a, Vec b) { return __builtin_shufflevector(a, b, 0, 1, 4, 5); }
TARE_INLINE Vec ZipPairsHigh(Vec a, Vec b) { return __builtin_shufflevector(a, b, 2, 3, 6, 7); }
#endif

/// acc + a * b: one rounding where the level has FMA, two elsewhere.
TARE_INLINE Vec MultiplyAdd(Vec acc, Vec a, Vec b) {
#pragma clang fp contract(fast)
  return acc + a * b;
}

/// Larger and smaller of both; a NaN in `x` stays (on x86 the second operand wins).
TARE_INLINE Vec Max(Vec bound, Vec x) {
#if defined(__AVX2__)
  return _mm256_max_ps(bound, x);
#elif defined(__SSE2__)
  return _mm_max_ps(bound, x);
#elif defined(__ARM_NEON)
  return vmaxq_f32(bound, x);
#else
  return bound > x ? bound : x;
#endif
}
TARE_INLINE Vec Min(Vec bound, Vec x) {
#if defined(__AVX2__)
  return _mm256_min_ps(bound, x);
#elif defined(__SSE2__)
  return _mm_min_ps(bound, x);
#elif defined(__ARM_NEON)
  return vminq_f32(bound, x);
#else
  return bound < x ? bound : x;
#endif
}
TARE_INLINE Vec Clamp(Vec x, Vec min, Vec max) { return Min(max, Max(min, x)); }

/// Sum of the lanes.
TARE_INLINE float Sum(Vec v) {
#if defined(__AVX2__)
  Quad q = _mm256_castps256_ps128(v) + _mm256_extractf128_ps(v, 1);
#else
  Quad q = v;
#endif
  q += __builtin_shufflevector(q, q, 2, 3, 2, 3);
  return q[0] + q[1];
}

}  // namespace
}  // namespace tare::TARE_ISA

#endif  // TARE_KERNELS_MICRO_SIMD_F32_H_
