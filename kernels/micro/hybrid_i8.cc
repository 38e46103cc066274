// Quantization on the fly. Values are clamped before they become integers, so that no float leaves the integers' range.
#include "kernels/micro/hybrid_i8.h"

#include "kernels/micro/simd_f32.h"

namespace tare::TARE_ISA {
namespace {

using IntVec = int32_t __attribute__((vector_size(kLanes * 4)));
using ByteVec = int8_t __attribute__((vector_size(kLanes)));

/// The quantized values of one vector.
TARE_INLINE ByteVec Quantize(Vec v, float inverse_scale, float zero, float min) {
#pragma clang fp contract(off)
  const Vec low = Splat(min), high = Splat(127), half = Splat(.5f);
  v = v * inverse_scale + zero;
  v = v < high ? v : high;
  v = v > low ? v : low;
  v += v < 0 ? -half : half;
  return __builtin_convertvector(__builtin_convertvector(v, IntVec), ByteVec);
}

}  // namespace

void RangeF32(const float* x, ptrdiff_t n, float* min, float* max) {
  Vec low = Splat(*min), high = Splat(*max);
  ptrdiff_t i = 0;
  TARE_ROLLED for (; i <= n - kLanes; i += kLanes) {
    const Vec v = Load(x + i);
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  TARE_ROLLED for (int lane = 0; lane < kLanes; ++lane) {
    if (low[lane] < *min) *min = low[lane];
    if (high[lane] > *max) *max = high[lane];
  }
  TARE_ROLLED for (; i < n; ++i) {
    if (x[i] < *min) *min = x[i];
    if (x[i] > *max) *max = x[i];
  }
}

void QuantizeF32(const float* x, ptrdiff_t n, float inverse_scale, float zero, float min, uint8_t* out) {
  ptrdiff_t i = 0;
  TARE_ROLLED for (; i <= n - kLanes; i += kLanes) {
    const ByteVec bytes = Quantize(Load(x + i), inverse_scale, zero, min);
    __builtin_memcpy(out + i, &bytes, kLanes);
  }
  TARE_ROLLED for (; i < n; ++i) out[i] = static_cast<uint8_t>(Quantize(Splat(x[i]), inverse_scale, zero, min)[0]);
}

void RunDequantizeSumsI8(const DequantizeSumsI8& d) {
#pragma clang fp contract(off)
  const Vec low = Splat(d.min), high = Splat(d.max);
  const bool product = d.scale_last < 0;
  int c = 0;
  for (; c <= (product ? d.columns : d.scale_last) - kLanes; c += kLanes) {
    Vec first = d.channel_step ? Load(d.channel_scale + c) : Splat(*d.channel_scale);
    if (product) first *= d.scale;
    const Vec second = Splat(product ? 1 : d.scale), bias = d.bias ? Load(d.bias + c) : Vec{};
    TARE_ROLLED for (int r = 0; r < d.rows; ++r) {
      IntVec sums;
      __builtin_memcpy(&sums, d.sums + r * d.sums_stride + c, sizeof(sums));
      Store(d.out + r * d.out_stride + c, Clamp(__builtin_convertvector(sums, Vec) * first * second + bias, low, high));
    }
  }
  TARE_ROLLED for (; c < d.columns; ++c) {
    float first = d.channel_scale[c * d.channel_step], second = d.scale;
    if (product) {
      first *= second;
      second = 1;
    } else if (c >= d.scale_last) {
      second = first;
      first = d.scale;
    }
    const float bias = d.bias ? d.bias[c] : 0;
    TARE_ROLLED for (int r = 0; r < d.rows; ++r) {
      const float y = static_cast<float>(d.sums[r * d.sums_stride + c]) * first * second + bias;
      d.out[r * d.out_stride + c] = y < d.min ? d.min : y > d.max ? d.max : y;
    }
  }
}

}  // namespace tare::TARE_ISA
