// Elementwise float loops. An operand that repeats along the row is spread over a vector once and then read again and
// again from there, so that one loop serves all three ways two rows can meet.
#include "kernels/micro/elementwise_f32.h"

#include "kernels/micro/simd_f32.h"

namespace tare::TARE_ISA {
namespace {

/// A row that is walked a vector at a time.
struct Walk {
  Walk(const void* row, int step) : at(static_cast<const float*>(row)), advance(step * kLanes) {
    if (step) return;
    repeated = Splat(*at);
    at = reinterpret_cast<const float*>(&repeated);
  }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  Vec Next() {
    const Vec v = Load(at);
    at += advance;
    return v;
  }
  const float* at;
  int advance;
  Vec repeated;
};

template <class Op>
TARE_INLINE void Row(const RowBounds& bounds, Walk& x, Walk& y, float* out, int n, Op op) {
  const Vec min = Splat(bounds.min), max = Splat(bounds.max);
  int i = 0;
  TARE_ROLLED
  for (; i + kLanes <= n; i += kLanes) Store(out + i, Clamp(op(x.Next(), y.Next()), min, max));
  if (i == n) return;
  // What is left goes through a vector too, so that its rounding and its NaNs are the same. A repeated operand has a
  // whole vector to read.
  float xs[kLanes] = {}, ys[kLanes] = {}, results[kLanes];
  TARE_ROLLED
  for (int j = 0; j < n - i; ++j) {
    xs[j] = x.at[j];
    ys[j] = y.at[j];
  }
  Store(results, Clamp(op(Load(xs), Load(ys)), min, max));
  TARE_ROLLED
  for (int j = 0; j < n - i; ++j) out[i + j] = results[j];
}

}  // namespace

#define TARE_ROW(Name, expression)                                                                        \
  void Name(const void* params, const void* x, int x_step, const void* y, int y_step, void* out, int n) { \
    Walk xs(x, x_step), ys(y, y_step);                                                                    \
    Row(*static_cast<const RowBounds*>(params), xs, ys, static_cast<float*>(out), n,                      \
        [](Vec a, Vec b) __attribute__((always_inline)) { return expression; });                          \
  }
TARE_ROW(AddRowF32, a + b)
TARE_ROW(SubRowF32, a - b)
TARE_ROW(MulRowF32, a* b)
TARE_ROW(DivRowF32, a / b)
#undef TARE_ROW

void RectifyF32(const float* x, float* out, int n, float slope, float min, float max) {
  const RowBounds bounds = {min, max};
  Walk xs(x, 1), slopes(&slope, 0);
  Row(bounds, xs, slopes, out, n, [](Vec a, Vec b) __attribute__((always_inline)) { return a < 0 ? a * b : a; });
}

void AddScaledF32(float* to, const float* x, float scale, int n) {
  const Vec scales = Splat(scale);
  int i = 0;
  TARE_ROLLED
  for (; i + kLanes <= n; i += kLanes) Store(to + i, MultiplyAdd(Load(to + i), Load(x + i), scales));
  TARE_ROLLED
  for (; i < n; ++i) to[i] += x[i] * scale;
}

}  // namespace tare::TARE_ISA
