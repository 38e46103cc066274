// Rounding functions under names of their own, from when some C libraries lacked them.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_

#include <cmath>

namespace tflite {

/// Halves away from zero.
template <class T>
inline T TfLiteRound(const T x) {
  return std::round(x);
}

template <class T>
inline T TfLiteExpm1(const T x) {
  return std::expm1(x);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_
