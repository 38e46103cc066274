// A sort as std::sort of libstdc++ does it, so that equal elements get the order that they have in the reference:
// quicksort about the median of three while there are more than 16, heapsort where that goes too deep, and insertion in
// the end (Musser, "Introspective sorting and selection algorithms", 1997).
#ifndef TARE_KERNELS_SORT_H_
#define TARE_KERNELS_SORT_H_

#include "kernels/heap.h"

namespace tare {

inline constexpr int kSortThreshold = 16;

/// Moves elements from [first, last) apart: those before the pivot, which is the median of three, and the others, whose
/// first place is returned.
template <class T, class Before>
int PartitionAboutMedian(T* x, int first, int last, Before before) {
  const auto swap = [x](int i, int j) {
    const T t = x[i];
    x[i] = x[j];
    x[j] = t;
  };
  const int a = first + 1, b = first + (last - first) / 2, c = last - 1;
  if (before(x[a], x[b])) {
    swap(first, before(x[b], x[c]) ? b : before(x[a], x[c]) ? c : a);
  } else {
    swap(first, before(x[a], x[c]) ? a : before(x[b], x[c]) ? c : b);
  }
  for (int low = first + 1, high = last;; ++low) {
    while (before(x[low], x[first])) ++low;
    --high;
    while (before(x[first], x[high])) --high;
    if (low >= high) return low;
    swap(low, high);
  }
}

/// The part of the sort that leaves at most kSortThreshold elements out of place in a row.
template <class T, class Before>
void SortRoughly(T* x, int first, int last, int depth, Before before) {
  while (last - first > kSortThreshold) {
    if (depth-- == 0) {
      T* heap = x + first;
      const int n = last - first;
      for (int i = (n - 2) / 2; i >= 0; --i) Sink(heap, i, n, heap[i], before);
      for (int i = n; i > 1; --i) Pop(heap, i, before);
      return;
    }
    const int cut = PartitionAboutMedian(x, first, last, before);
    SortRoughly(x, cut, last, depth, before);
    last = cut;
  }
}

/// Sorts `n` elements; before(a, b) is a strict order.
template <class T, class Before>
void Sort(T* x, int n, Before before) {
  int depth = 0;
  for (int i = n; i > 1; i /= 2) depth += 2;
  SortRoughly(x, 0, n, depth, before);
  for (int i = 1; i < n; ++i) {
    const T value = x[i];
    int at = i;
    // What is out of place further on belongs behind the first ones.
    const bool is_first = i < kSortThreshold && before(value, x[0]);
    while (at > 0 && (is_first || before(value, x[at - 1]))) {
      x[at] = x[at - 1];
      --at;
    }
    x[at] = value;
  }
}

}  // namespace tare

#endif  // TARE_KERNELS_SORT_H_
