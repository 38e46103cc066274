// fmin of floats under a name of its own, from when some C libraries lacked it.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_

#include <cmath>

namespace tflite {

template <class T>
inline T TfLiteMin(const T& x, const T& y) {
  return std::fmin(x, y);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_
