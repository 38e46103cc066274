// Sums and products that wrap around where the type is an integer, as the reference's do; floats are as usual. In 64
// bits without a sign, because the overflow of narrower and signed ones is undefined.
#ifndef TARE_KERNELS_MATH_WRAPPING_H_
#define TARE_KERNELS_MATH_WRAPPING_H_

#include <stdint.h>

namespace tare {

template <class T>
T WrappingAdd(T x, T y) {
  if constexpr (static_cast<T>(.5) != 0) {
    return x + y;
  } else {
    return static_cast<T>(static_cast<uint64_t>(x) + static_cast<uint64_t>(y));
  }
}

template <class T>
T WrappingMultiply(T x, T y) {
  if constexpr (static_cast<T>(.5) != 0) {
    return x * y;
  } else {
    return static_cast<T>(static_cast<uint64_t>(x) * static_cast<uint64_t>(y));
  }
}

}  // namespace tare

#endif  // TARE_KERNELS_MATH_WRAPPING_H_
