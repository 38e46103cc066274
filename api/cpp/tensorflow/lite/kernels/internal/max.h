// fmax of floats under a name of its own, from when some C libraries lacked it.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MAX_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MAX_H_

#include <cmath>

namespace tflite {

template <class T>
inline T TfLiteMax(const T& x, const T& y) {
  return std::fmax(x, y);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MAX_H_
