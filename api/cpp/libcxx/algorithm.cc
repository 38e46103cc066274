// std::sort of numbers and the sizes of hash tables, which libc++'s headers declare as compiled elsewhere.
#include <__hash_table>
#include <algorithm>
#include <cstddef>
#include <functional>

#include "api/cpp/libcxx/support.h"

_LIBCPP_BEGIN_NAMESPACE_STD

// The comparison's type only names the function; it cannot be called.
template <class Compare, class Iterator>
void __sort(Iterator first, Iterator last, Compare) {
  auto less = [](const auto& a, const auto& b) { return a < b; };
  std::__sort_dispatch<_ClassicAlgPolicy>(first, last, less);
}

#define TARE_SORT(T) template void __sort<__less<T>&, T*>(T*, T*, __less<T>&);
TARE_SORT(char)
TARE_SORT(signed char)
TARE_SORT(unsigned char)
TARE_SORT(short)
TARE_SORT(unsigned short)
TARE_SORT(int)
TARE_SORT(unsigned)
TARE_SORT(long)
TARE_SORT(unsigned long)
TARE_SORT(long long)
TARE_SORT(unsigned long long)
TARE_SORT(float)
TARE_SORT(double)
TARE_SORT(long double)
#undef TARE_SORT

size_t __next_prime(size_t n) {
  constexpr size_t kSmallest = 2;
  if (n == 0) return 0;
  if (n <= kSmallest) return kSmallest;
  const auto is_prime = [](size_t odd) {
    for (size_t d = 3; d <= odd / d; d += 2) {
      if (odd % d == 0) return false;
    }
    return true;
  };
  for (n |= 1; !is_prime(n); n += 2) {
    if (n > static_cast<size_t>(-1) - 4) tare::cxx::Die("a hash table of %zu buckets", n);
  }
  return n;
}

_LIBCPP_END_NAMESPACE_STD
