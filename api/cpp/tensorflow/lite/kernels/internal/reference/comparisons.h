// Comparisons, element by element: Equal, NotEqual, Greater, … each plain, of quantized numbers (WithScaling), and
// broadcast.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_COMPARISONS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_COMPARISONS_H_

#include "tensorflow/lite/kernels/internal/reference/binary_function.h"

namespace tflite {
namespace reference_ops {

template <typename T>
using ComparisonFn = bool (*)(T, T);

template <typename T>
inline bool EqualFn(T lhs, T rhs) {
  return lhs == rhs;
}
template <typename T>
inline bool NotEqualFn(T lhs, T rhs) {
  return lhs != rhs;
}
template <typename T>
inline bool GreaterFn(T lhs, T rhs) {
  return lhs > rhs;
}
template <typename T>
inline bool GreaterEqualFn(T lhs, T rhs) {
  return lhs >= rhs;
}
template <typename T>
inline bool LessFn(T lhs, T rhs) {
  return lhs < rhs;
}
template <typename T>
inline bool LessEqualFn(T lhs, T rhs) {
  return lhs <= rhs;
}

template <typename T, ComparisonFn<T> F>
inline void ComparisonImpl(const ComparisonParams& /*op_params*/, const RuntimeShape& input1_shape,
                           const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,
                           const RuntimeShape& output_shape, bool* output_data) {
  const int size = MatchingFlatSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = F(input1_data[i], input2_data[i]);
}
template <ComparisonFn<float> F>
inline void Comparison(const ComparisonParams& op_params, const RuntimeShape& input1_shape, const float* input1_data,
                       const RuntimeShape& input2_shape, const float* input2_data, const RuntimeShape& output_shape,
                       bool* output_data) {
  ComparisonImpl<float, F>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}
template <typename T, ComparisonFn<T> F>
inline void BroadcastComparison4DSlowImpl(const ComparisonParams& /*op_params*/, const RuntimeShape& input1_shape,
                                          const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,
                                          const RuntimeShape& /*output_shape*/, bool* output_data) {
  BroadcastBinary<bool>(input1_shape, input1_data, input2_shape, input2_data, output_data, F);
}
template <ComparisonFn<float> F>
inline void BroadcastComparison4DSlow(const ComparisonParams& op_params, const RuntimeShape& input1_shape,
                                      const float* input1_data, const RuntimeShape& input2_shape,
                                      const float* input2_data, const RuntimeShape& output_shape, bool* output_data) {
  BroadcastComparison4DSlowImpl<float, F>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape,
                                          output_data);
}

/// Of numbers with scales of their own, brought to a common one.
template <typename T, ComparisonFn<int32_t> F>
inline void BroadcastComparison4DSlowWithScaling(const ComparisonParams& op_params, const RuntimeShape& input1_shape,
                                                 const T* input1_data, const RuntimeShape& input2_shape,
                                                 const T* input2_data, const RuntimeShape& /*output_shape*/,
                                                 bool* output_data) {
  const auto scaled = [&](int32_t x, int32_t multiplier, int shift) {
    return MultiplyByQuantizedMultiplierSmallerThanOneExp(x * (1 << op_params.left_shift), multiplier, shift);
  };
  BroadcastBinary<bool>(input1_shape, input1_data, input2_shape, input2_data, output_data, [&](T x, T y) {
    return F(scaled(op_params.input1_offset + x, op_params.input1_multiplier, op_params.input1_shift),
             scaled(op_params.input2_offset + y, op_params.input2_multiplier, op_params.input2_shift));
  });
}
template <typename T, ComparisonFn<int32_t> F>
inline void ComparisonWithScaling(const ComparisonParams& op_params, const RuntimeShape& input1_shape,
                                  const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,
                                  const RuntimeShape& output_shape, bool* output_data) {
  BroadcastComparison4DSlowWithScaling<T, F>(op_params, input1_shape, input1_data, input2_shape, input2_data,
                                             output_shape, output_data);
}

// Equal(params, …) and its relatives.
#define TARE_COMPARISON(name)                                                                                          \
  inline void name(const ComparisonParams& op_params, const RuntimeShape& input1_shape, const float* input1_data,      \
                   const RuntimeShape& input2_shape, const float* input2_data, const RuntimeShape& output_shape,       \
                   bool* output_data) {                                                                                \
    Comparison<name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);  \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  inline void name##NoScaling(const ComparisonParams& op_params, const RuntimeShape& input1_shape,                     \
                              const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,            \
                              const RuntimeShape& output_shape, bool* output_data) {                                   \
    ComparisonImpl<T, name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape,         \
                                output_data);                                                                          \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  inline void name##WithScaling(const ComparisonParams& op_params, const RuntimeShape& input1_shape,                   \
                                const T* input1_data, const RuntimeShape& input2_shape, const T* input2_data,          \
                                const RuntimeShape& output_shape, bool* output_data) {                                 \
    ComparisonWithScaling<T, name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape,  \
                                       output_data);                                                                   \
  }                                                                                                                    \
  inline void Broadcast4DSlow##name(const ComparisonParams& op_params, const RuntimeShape& input1_shape,               \
                                    const float* input1_data, const RuntimeShape& input2_shape,                        \
                                    const float* input2_data, const RuntimeShape& output_shape, bool* output_data) {   \
    BroadcastComparison4DSlow<name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data, output_shape, \
                                        output_data);                                                                  \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  inline void Broadcast4DSlow##name##NoScaling(                                                                        \
      const ComparisonParams& op_params, const RuntimeShape& input1_shape, const T* input1_data,                       \
      const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape, bool* output_data) {   \
    BroadcastComparison4DSlowImpl<T, name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data,        \
                                               output_shape, output_data);                                             \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  inline void Broadcast4DSlow##name##WithScaling(                                                                      \
      const ComparisonParams& op_params, const RuntimeShape& input1_shape, const T* input1_data,                       \
      const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape, bool* output_data) {   \
    BroadcastComparison4DSlowWithScaling<T, name##Fn>(op_params, input1_shape, input1_data, input2_shape, input2_data, \
                                                      output_shape, output_data);                                      \
  }
TARE_COMPARISON(Equal)
TARE_COMPARISON(NotEqual)
TARE_COMPARISON(Greater)
TARE_COMPARISON(GreaterEqual)
TARE_COMPARISON(Less)
TARE_COMPARISON(LessEqual)
#undef TARE_COMPARISON

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_COMPARISONS_H_
