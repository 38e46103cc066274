// Unpacking is plain loops, which compilers turn into vectors: an element's place in its byte is a constant in each of
// them. Products run over rows of weights, so that sums of blocks stay in their lanes and need no adding across.
#include "kernels/micro/narrow.h"

#include "kernels/micro/simd_i8.h"

namespace tare::TARE_ISA {
namespace {

/// acc + w[2i] * x[0] + w[2i + 1] * x[1] in lane i.
IntLanes AddProducts(IntLanes acc, ShortLanes w, const int16_t* x) {
#if defined(__SSE2__)
  return MultiplyAddPairs(acc, w, SplatPair(x));
#else
  const Short4 even = __builtin_shufflevector(w, w, 0, 2, 4, 6), odd = __builtin_shufflevector(w, w, 1, 3, 5, 7);
  const Short4 pair = {x[0], x[1], 0, 0};
  return MultiplyAddLane<1>(MultiplyAddLane<0>(acc, even, pair), odd, pair);
#endif
}

}  // namespace

void UnpackI4(const uint8_t* packed, ptrdiff_t n, int8_t* out) {
  for (ptrdiff_t i = 0; i < n / 2; ++i) {
    out[2 * i] = static_cast<int8_t>(static_cast<int8_t>(packed[i] << 4) >> 4);
    out[2 * i + 1] = static_cast<int8_t>(static_cast<int8_t>(packed[i]) >> 4);
  }
  if (n % 2) out[n - 1] = static_cast<int8_t>(static_cast<int8_t>(packed[n / 2] << 4) >> 4);
}

void UnpackI2(const uint8_t* packed, ptrdiff_t n, int8_t* out) {
  for (ptrdiff_t i = 0; i < n / 4; ++i) {
    out[4 * i] = static_cast<int8_t>(static_cast<int8_t>(packed[i] << 6) >> 6);
    out[4 * i + 1] = static_cast<int8_t>(static_cast<int8_t>(packed[i] << 4) >> 6);
    out[4 * i + 2] = static_cast<int8_t>(static_cast<int8_t>(packed[i] << 2) >> 6);
    out[4 * i + 3] = static_cast<int8_t>(static_cast<int8_t>(packed[i]) >> 6);
  }
  for (ptrdiff_t i = n / 4 * 4; i < n; ++i) {
    out[i] = static_cast<int8_t>(static_cast<int8_t>(packed[i / 4] << (6 - i % 4 * 2)) >> 6);
  }
}

void ScaleI8(const int8_t* x, ptrdiff_t n, float scale, float* out) {
  for (ptrdiff_t i = 0; i < n; ++i) out[i] = static_cast<float>(x[i]) * scale;
}

void DotBlocks(const int16_t* x, int stride, const int8_t* panel, const float* scales, int size, int blocks,
               float* out) {
  using FloatLanes = float __attribute__((vector_size(4 * kIntLanes)));
  constexpr int kParts = kBlockRows / kIntLanes;
  FloatLanes sums[kParts] = {};
  for (int b = 0; b < blocks; ++b, x += stride, scales += kBlockRows) {
    IntLanes dots[kParts] = {};
    for (int k = 0; k < size; k += 2, panel += ptrdiff_t{2} * kBlockRows) {
      TARE_UNROLLED for (int part = 0; part < kParts; ++part) {
        const ShortLanes w = Widen(Load<ByteLanes>(panel + ptrdiff_t{part} * kShortLanes));
        dots[part] = AddProducts(dots[part], w, x + k);
      }
    }
    TARE_UNROLLED for (int part = 0; part < kParts; ++part) {
      sums[part] +=
          __builtin_convertvector(dots[part], FloatLanes) * Load<FloatLanes>(scales + ptrdiff_t{part} * kIntLanes);
    }
  }
  __builtin_memcpy(out, sums, sizeof(sums));
}

}  // namespace tare::TARE_ISA
