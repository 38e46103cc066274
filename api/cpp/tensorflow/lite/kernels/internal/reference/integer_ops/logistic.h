// The logistic function of int8 and int16, in fixed point.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_LOGISTIC_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_LOGISTIC_H_

#include "tensorflow/lite/kernels/internal/reference/fixed_activation.h"

namespace tflite {
namespace reference_integer_ops {

inline void Logistic(int32_t input_zero_point, int32_t input_range_radius, int32_t input_multiplier,
                     int32_t input_left_shift, int32_t input_size, const int8_t* input_data, int8_t* output_data) {
  fixed_internal::LogisticBytes(input_zero_point, input_range_radius, input_multiplier, input_left_shift, input_size,
                                input_data, output_data);
}
inline void Logistic(int32_t input_multiplier, int32_t input_left_shift, int32_t input_size,
                     const int16_t* ptr_input_data, int16_t* ptr_output_data) {
  fixed_internal::MapByTable(input_multiplier, input_left_shift, input_size, ptr_input_data, ptr_output_data,
                             fixed_internal::LogisticByTable);
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_LOGISTIC_H_
