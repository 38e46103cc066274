// TOPK_V2, and TensorFlow's TopK, whose k is an attribute: the k largest elements of each row of the last dimension,
// the largest first, and where they were; of equal ones the first comes first. A heap of k indices whose root is the
// worst keeps it O(n log k).
#include "kernels/math/top_k.h"

#include "kernels/shape/strided.h"

namespace tare {
namespace {

template <bool attribute>
int64_t CountOf(Kernel k) {
  if constexpr (attribute) return k.options().Scalar<int32_t>(0);
  const Tensor count = k.input(1);
  return count.type() == kTfLiteInt16 ? *count.data<int16_t>() : *count.data<int32_t>();
}

template <bool attribute>
Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  const int64_t count = CountOf<attribute>(k);
  TARE_REQUIRE(k, count >= 0 && count <= in.dim(-1), "k is out of range");
  Shape shape;
  for (int d = 0; d < in.rank(); ++d) shape.dims[shape.rank++] = in.dim(d);
  shape.dims[shape.rank - 1] = static_cast<int32_t>(count);
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  return k.ResizeOutput(1, shape);
}

template <bool attribute>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= 1 && in.rank() <= kMaxRank && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, k.has_output(1) && k.output(1).type() == kTfLiteInt32, "indices are not int32");
  if constexpr (attribute) return Resize<true>(k);
  const Tensor count = k.input(1);
  TARE_REQUIRE(k, (count.type() == kTfLiteInt32 || count.type() == kTfLiteInt16) && count.elements() == 1, "bad k");
  if (count.is_constant()) return Resize<false>(k);
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(0));
  return k.SetOutputDynamic(1);
}

/// True when element `a` comes before element `b`.
template <class T>
bool Before(const T* x, int32_t a, int32_t b) {
  return x[a] > x[b] || (!(x[b] > x[a]) && a < b);
}

/// Moves the root down to where everything below it comes before it.
template <class T>
void SiftDown(const T* x, int32_t* heap, int n) {
  for (int at = 0;;) {
    int worst = at;
    for (int child = 2 * at + 1; child <= 2 * at + 2 && child < n; ++child) {
      if (Before(x, heap[worst], heap[child])) worst = child;
    }
    if (worst == at) return;
    const int32_t t = heap[at];
    heap[at] = heap[worst];
    heap[worst] = t;
    at = worst;
  }
}

}  // namespace

template <class T>
void TopK(const T* x, int n, int32_t* heap, int count) {
  int size = 0;
  for (int32_t i = 0; i < n; ++i) {
    if (size < count) {
      int at = size++;
      heap[at] = i;
      for (int up; at > 0 && Before(x, heap[up = (at - 1) / 2], heap[at]); at = up) {
        const int32_t t = heap[at];
        heap[at] = heap[up];
        heap[up] = t;
      }
    } else if (Before(x, i, heap[0])) {
      heap[0] = i;
      SiftDown(x, heap, size);
    }
  }
  while (size > 1) {  // the worst goes to the end
    const int32_t worst = heap[0];
    heap[0] = heap[--size];
    heap[size] = worst;
    SiftDown(x, heap, size);
  }
}

template void TopK(const float* x, int n, int32_t* heap, int count);

namespace {

template <class T, bool attribute>
Status Eval(Kernel k) {
  if (!attribute && !k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize<false>(k));
  const Tensor in = k.input(0);
  const int n = in.dim(-1), count = k.output(0).dim(-1);
  const int64_t rows = in.Elements(0, in.rank() - 1);
  for (int64_t row = 0; count > 0 && row < rows; ++row) {
    const T* x = in.data<T>() + row * n;
    T* values = k.output(0).data<T>() + row * count;
    int32_t* indices = k.output(1).data<int32_t>() + row * count;
    TopK(x, n, indices, count);
    for (int i = 0; i < count; ++i) values[i] = x[indices[i]];
  }
  return kOk;
}

}  // namespace

#define TARE_TOP_K(TYPES, T) \
  TARE_KERNEL(TOPK_V2, TYPES, {.prepare = Prepare<false>, .eval = Eval<T, false>, .inputs = {2, 2}, .outputs = {2, 2}})
TARE_TOP_K(f32_any, float)
TARE_TOP_K(i8, int8_t)
TARE_TOP_K(u8, uint8_t)
TARE_TOP_K(i16, int16_t)
TARE_TOP_K(i32, int32_t)
TARE_TOP_K(i64, int64_t)

#define TARE_TF_TOP_K(TYPES, T) \
  TARE_TF_KERNEL(TopK, TYPES, {.prepare = Prepare<true>, .eval = Eval<T, true>, .outputs = {2, 2}})
TARE_TF_TOP_K(f32, float)
TARE_TF_TOP_K(i32, int32_t)
TARE_TF_TOP_K(i64, int64_t)

}  // namespace tare
