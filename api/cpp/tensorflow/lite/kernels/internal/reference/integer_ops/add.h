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

/// int16 as fractions of one.
inline void Mul(const ArithmeticParams& params, const RuntimeShape& input1_shape, const int16_t* input1_data,
                const RuntimeShape& input2_shape, const int16_t* input2_data, const RuntimeShape& output_shape,
                int8_t* output_data) {
  reference_ops::Mul(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}

// Any function of two numbers and the parameters.

inline void CheckArithmeticParams(const ArithmeticParams& params) {
  TFLITE_DCHECK_LE(params.quantized_activation_min, params.quantized_activation_max);
  TFLITE_DCHECK(params.input1_offset >= -127 && params.input1_offset <= 128);
  TFLITE_DCHECK(params.input2_offset >= -127 && params.input2_offset <= 128);
}
template <typename T>
inline void ElementWise(int size, const ArithmeticParams& params, const T* input1_data, const T* input2_data,
                        T* output_data, void (*check_arithmetic_params)(const ArithmeticParams&),
                        T (*binary_func)(T, T, const ArithmeticParams&)) {
  check_arithmetic_params(params);
  for (int i = 0; i < size; ++i) output_data[i] = binary_func(input1_data[i], input2_data[i], params);
}
template <typename T>
inline void BroadcastBinaryFunction6DSlow(const ArithmeticParams& params, const RuntimeShape& input1_shape,
                                          const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,
                                          const RuntimeShape& /*output_shape*/, T* output_data,
                                          void (*check_arithmetic_params)(const ArithmeticParams&),
                                          T (*binary_func)(T, T, const ArithmeticParams&)) {
  check_arithmetic_params(params);
  reference_ops::BroadcastBinary<T>(input1_shape, input1_data, input2_shape, input2_data, output_data,
                                    [&](T x, T y) { return binary_func(x, y, params); });
}
template <typename T>
inline void BroadcastBinaryFunction4DSlow(const ArithmeticParams& params, const RuntimeShape& input1_shape,
                                          const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,
                                          const RuntimeShape& output_shape, T* output_data,
                                          void (*check_arithmetic_params)(const ArithmeticParams&),
                                          T (*binary_func)(T, T, const ArithmeticParams&)) {
  BroadcastBinaryFunction6DSlow(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data,
                                check_arithmetic_params, binary_func);
}

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_ADD_H_
