// int8 rows divided by their Euclidean norm.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_L2NORMALIZATION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_L2NORMALIZATION_H_

#include "tensorflow/lite/kernels/internal/reference/softmax.h"

namespace tflite {
namespace reference_integer_ops {

inline void L2Normalization(int32_t input_zero_point, int32_t outer_size, int32_t depth, const int8_t* input_data,
                            int8_t* output_data) {
  reference_ops::QuantizedL2Normalization(input_zero_point, outer_size, depth, input_data, output_data, 0);
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_L2NORMALIZATION_H_
