// The place of the largest or smallest element along an axis; the first of equal ones.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_ARG_MIN_MAX_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_ARG_MIN_MAX_H_

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// `cmp(a, b)`: whether a goes before b.
template <typename T1, typename T2, typename T3, typename Cmp>
inline void ArgMinMax(const RuntimeShape& input1_shape, const T1* input1_data, const T3* input2_data,
                      const RuntimeShape& /*output_shape*/, T2* output_data, const Cmp& cmp) {
  const int rank = input1_shape.DimensionsCount();
  int axis = static_cast<int>(input2_data[0]);
  if (axis < 0) axis += rank;
  int outer = 1, inner = 1;
  for (int d = 0; d < axis; ++d) outer *= input1_shape.Dims(d);
  for (int d = axis + 1; d < rank; ++d) inner *= input1_shape.Dims(d);
  const int size = input1_shape.Dims(axis);
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < inner; ++i) {
      const T1* from = input1_data + o * size * inner + i;
      int best = 0;
      for (int k = 1; k < size; ++k) best = cmp(from[k * inner], from[best * inner]) ? k : best;
      output_data[o * inner + i] = static_cast<T2>(best);
    }
  }
}
template <typename T1, typename T2, typename T3>
inline void ArgMinMax(const RuntimeShape& input1_shape, const T1* input1_data, const T3* input2_data,
                      const RuntimeShape& output_shape, T2* output_data, bool is_arg_max) {
  ArgMinMax(input1_shape, input1_data, input2_data, output_shape, output_data,
            [&](T1 a, T1 b) { return is_arg_max ? a > b : a < b; });
}
template <typename T1, typename T2, typename T3>
inline void ArgMax(const RuntimeShape& input1_shape, const T1* input1_data, const T3* input2_data,
                   const RuntimeShape& output_shape, T2* output_data) {
  ArgMinMax(input1_shape, input1_data, input2_data, output_shape, output_data, true);
}
template <typename T1, typename T2, typename T3>
inline void ArgMax(const RuntimeShape& input1_shape, const T1* input1_data, const RuntimeShape& /*input2_shape*/,
                   const T3* input2_data, const RuntimeShape& output_shape, T2* output_data) {
  ArgMinMax(input1_shape, input1_data, input2_data, output_shape, output_data, true);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_ARG_MIN_MAX_H_
