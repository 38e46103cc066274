// Sums and products of int8 and int16, each operand with a scale of its own. The formulas are in binary_function.h.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_ADD_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_ADD_H_

#include "tensorflow/lite/kernels/internal/reference/binary_function.h"

namespace tflite {
namespace reference_integer_ops {

#define TARE_INTEGER_OP(Name)                                                                                         \
  template <typename T>                                                                                               \
  inline void Name(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,            \
                   const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape,          \
                   T* output_data) {                                                                                  \
    reference_ops::Name<T>(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);  \
  }                                                                                                                   \
  template <typename T>                                                                                               \
  inline void Name##Elementwise(int size, const ArithmeticParams& params, const T* input1_data, const T* input2_data, \
                                T* output_data) {                                                                     \
    for (int i = 0; i < size; ++i) {                                                                                  \
      output_data[i] = reference_ops::Arithmetic<T>::Name(params, input1_data[i], input2_data[i]);                    \
    }                                                                                                                 \
  }                                                                                                                   \
  using reference_ops::Broadcast##Name##4DSlow;                                                                       \
  using reference_ops::Broadcast##Name##6DSlow;
TARE_INTEGER_OP(Add)
TARE_INTEGER_OP(Mul)
#undef TARE_INTEGER_OP

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_ADD_H_
