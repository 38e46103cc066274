// The k largest of a row: TOPK_V2, and the orders of scores that other kernels need.
#ifndef TARE_KERNELS_MATH_TOP_K_H_
#define TARE_KERNELS_MATH_TOP_K_H_

#include <stdint.h>

namespace tare {

/// Writes where the `count` <= n largest elements of `x` are, the largest first; of equal ones the first comes first.
template <class T>
void TopK(const T* x, int n, int32_t* indices, int count);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_TOP_K_H_
