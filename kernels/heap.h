// A heap as std::push_heap and std::pop_heap of libstdc++ arrange it, so that of equal elements the same one comes out
// first as in the reference. less(a, b): b comes out before a.
#ifndef TARE_KERNELS_HEAP_H_
#define TARE_KERNELS_HEAP_H_

namespace tare {

/// Lets `value` rise from the hole at `hole`, at most to `top`.
template <class T, class Less>
void Rise(T* heap, int hole, int top, T value, Less less) {
  for (int up; hole > top && less(heap[up = (hole - 1) / 2], value); hole = up) heap[hole] = heap[up];
  heap[hole] = value;
}

/// Lets the hole at `hole` sink to a leaf of a heap of `n`, then `value` rise from there.
template <class T, class Less>
void Sink(T* heap, int hole, int n, T value, Less less) {
  const int top = hole;
  int child = hole;
  while (child < (n - 1) / 2) {
    child = 2 * (child + 1);
    if (less(heap[child], heap[child - 1])) --child;
    heap[hole] = heap[child];
    hole = child;
  }
  if ((n & 1) == 0 && child == (n - 2) / 2) {
    child = 2 * child + 1;
    heap[hole] = heap[child];
    hole = child;
  }
  Rise(heap, hole, top, value, less);
}

/// Removes the first of `n` elements; it is behind the others afterwards.
template <class T, class Less>
void Pop(T* heap, int n, Less less) {
  const T value = heap[n - 1];
  heap[n - 1] = heap[0];
  if (n > 1) Sink(heap, 0, n - 1, value, less);
}

}  // namespace tare

#endif  // TARE_KERNELS_HEAP_H_
