// Sums along an axis so far.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CUMSUM_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CUMSUM_H_

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// `exclusive`: without the element itself; `reverse`: from the end.
template <typename T>
inline void CumSum(const T* input_data, const RuntimeShape& shape, int32_t axis, bool exclusive, bool reverse,
                   T* output_data) {
  const int rank = shape.DimensionsCount();
  if (axis < 0) axis += rank;
  int outer = 1, inner = 1;
  for (int d = 0; d < axis; ++d) outer *= shape.Dims(d);
  for (int d = axis + 1; d < rank; ++d) inner *= shape.Dims(d);
  const int size = shape.Dims(axis);
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < inner; ++i) {
      T sum = 0;
      for (int k = 0; k < size; ++k) {
        const int at = (o * size + (reverse ? size - 1 - k : k)) * inner + i;
        const T value = input_data[at];
        output_data[at] = exclusive ? sum : static_cast<T>(sum + value);
        sum = static_cast<T>(sum + value);
      }
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CUMSUM_H_
