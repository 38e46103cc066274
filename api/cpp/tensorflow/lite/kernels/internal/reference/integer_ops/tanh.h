// tanh of int8 and int16, in fixed point.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TANH_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TANH_H_

#include "tensorflow/lite/kernels/internal/reference/fixed_activation.h"

namespace tflite {
namespace reference_integer_ops {

inline void Tanh(int32_t input_zero_point, int32_t input_range_radius, int32_t input_multiplier, int32_t input_shift,
                 const RuntimeShape& input_shape, const int8_t* input_data, const RuntimeShape& output_shape,
                 int8_t* output_data) {
  fixed_internal::TanhBytes(input_zero_point, input_range_radius, input_multiplier, input_shift,
                            MatchingFlatSize(input_shape, output_shape), input_data, output_data);
}
inline void Tanh(int32_t input_multiplier, int32_t input_left_shift, const RuntimeShape& input_shape,
                 const int16_t* ptr_input_data, const RuntimeShape& output_shape, int16_t* ptr_output_data) {
  fixed_internal::MapByTable(input_multiplier, input_left_shift, MatchingFlatSize(input_shape, output_shape),
                             ptr_input_data, ptr_output_data, fixed_internal::TanhByTable);
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_TANH_H_
