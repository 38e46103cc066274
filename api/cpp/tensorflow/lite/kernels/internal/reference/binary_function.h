// Functions of two tensors, element by element, with and without broadcasting; and the arithmetic among them.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

template <typename R, typename T1, typename T2>
inline void BinaryFunction(const RuntimeShape& input1_shape, const T1* input1_data, const RuntimeShape& input2_shape,
                           const T2* input2_data, const RuntimeShape& output_shape, R* output_data, R (*func)(T1, T2)) {
  const int size = MatchingFlatSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = func(input1_data[i], input2_data[i]);
}

/// Up to four dimensions. `func` may be any function object.
template <typename R, typename T1, typename T2, typename Function>
inline void BroadcastBinaryFunction4DWith(const RuntimeShape& input1_shape, const T1* input1_data,
                                          const RuntimeShape& input2_shape, const T2* input2_data, R* output_data,
                                          const Function& func) {
  NdArrayDesc<4> desc1, desc2;
  NdArrayDescsForElementwiseBroadcast(input1_shape, input2_shape, &desc1, &desc2);
  R* to = output_data;
  NDOpsHelper<4>(desc1, [&](const int index[4]) {
    *to++ = func(input1_data[SubscriptToIndex<4>(desc1, index)], input2_data[SubscriptToIndex<4>(desc2, index)]);
  });
}

template <typename R, typename T1, typename T2>
inline void BroadcastBinaryFunction4DSlow(const RuntimeShape& input1_shape, const T1* input1_data,
                                          const RuntimeShape& input2_shape, const T2* input2_data,
                                          const RuntimeShape& /*output_shape*/, R* output_data, R (*func)(T1, T2)) {
  BroadcastBinaryFunction4DWith<R>(input1_shape, input1_data, input2_shape, input2_data, output_data, func);
}

// Add, Mul, Sub and Div of numbers that are not quantized, clamped to the parameters' activation.
#define TARE_ARITHMETIC(Name, op)                                                                                   \
  template <typename T>                                                                                             \
  inline void Name(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,          \
                   const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape,        \
                   T* output_data) {                                                                                \
    T low, high;                                                                                                    \
    GetActivationParams(params, &low, &high);                                                                       \
    const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);                                \
    for (int i = 0; i < size; ++i) {                                                                                \
      output_data[i] = ActivationFunctionWithMinMax<T>(input1_data[i] op input2_data[i], low, high);                \
    }                                                                                                               \
  }                                                                                                                 \
  template <typename T>                                                                                             \
  inline void Broadcast##Name##4DSlow(const ArithmeticParams& params, const RuntimeShape& input1_shape,             \
                                      const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data, \
                                      const RuntimeShape& /*output_shape*/, T* output_data) {                       \
    T low, high;                                                                                                    \
    GetActivationParams(params, &low, &high);                                                                       \
    BroadcastBinaryFunction4DWith<T>(input1_shape, input1_data, input2_shape, input2_data, output_data,             \
                                     [&](T a, T b) { return ActivationFunctionWithMinMax<T>(a op b, low, high); }); \
  }
TARE_ARITHMETIC(Add, +)
TARE_ARITHMETIC(Mul, *)
TARE_ARITHMETIC(Sub, -)
TARE_ARITHMETIC(Div, /)
#undef TARE_ARITHMETIC

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_
