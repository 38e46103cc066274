// Functions of two tensors, element by element, with and without broadcasting, of up to six dimensions; and the
// arithmetic among them, quantized where the type has eight or sixteen bits.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_

#include <cmath>
#include <complex>
#include <type_traits>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

template <typename R, typename T1, typename T2>
inline void BinaryFunction(const RuntimeShape& input1_shape, const T1* input1_data, const RuntimeShape& input2_shape,
                           const T2* input2_data, const RuntimeShape& output_shape, R* output_data, R (*func)(T1, T2)) {
  const int size = MatchingFlatSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = func(input1_data[i], input2_data[i]);
}

/// `func` may be any function object.
template <typename R, typename T1, typename T2, typename Function>
inline void BroadcastBinary(const RuntimeShape& input1_shape, const T1* input1_data, const RuntimeShape& input2_shape,
                            const T2* input2_data, R* output_data, const Function& func) {
  constexpr int kMost = 6;
  NdArrayDesc<kMost> desc1, desc2;
  NdArrayDescsForElementwiseBroadcast(input1_shape, input2_shape, &desc1, &desc2);
  R* to = output_data;
  NDOpsHelper<kMost>(desc1, [&](const int index[kMost]) {
    *to++ =
        static_cast<R>(func(input1_data[SubscriptToIndex(desc1, index)], input2_data[SubscriptToIndex(desc2, index)]));
  });
}

template <typename R, typename T1, typename T2>
inline void BroadcastBinaryFunction4DSlow(const RuntimeShape& input1_shape, const T1* input1_data,
                                          const RuntimeShape& input2_shape, const T2* input2_data,
                                          const RuntimeShape& /*output_shape*/, R* output_data, R (*func)(T1, T2)) {
  BroadcastBinary<R>(input1_shape, input1_data, input2_shape, input2_data, output_data, func);
}

/// How two elements are combined: clamped to the parameters' activation, and, if quantized, brought to a common scale.
template <typename T>
struct Arithmetic {
  static constexpr bool kQuantized = std::is_integral_v<T> && sizeof(T) < 4;

  static T Clamped(const ArithmeticParams& params, T x) {
    T low, high;
    GetActivationParams(params, &low, &high);
    return ActivationFunctionWithMinMax<T>(x, low, high);
  }
  static T ClampedQuantized(const ArithmeticParams& params, int32_t x) {
    return static_cast<T>(
        ActivationFunctionWithMinMax(x, params.quantized_activation_min, params.quantized_activation_max));
  }
  static int32_t Scaled(int32_t x, int left_shift, int32_t multiplier, int shift) {
    return MultiplyByQuantizedMultiplierSmallerThanOneExp(x * (1 << left_shift), multiplier, shift);
  }
  /// x / y: x with all its headroom times the reciprocal of y, which is not 0.
  static int32_t Quotient(const ArithmeticParams& params, int32_t x, int32_t y) {
    if (y < 0) {
      x = -x;
      y = -y;
    }
    int bits;
    const int32_t reciprocal = GetReciprocal(y, 31, &bits);
    const int headroom = CountLeadingSignBits(x);
    const int32_t quotient = MultiplyByQuantizedMultiplierGreaterThanOne(x, reciprocal, headroom);
    const int shift = params.output_shift - bits - headroom;
    if (shift >= -31) return MultiplyByQuantizedMultiplierSmallerThanOneExp(quotient, params.output_multiplier, shift);
    // Shifts by 32 and more are what x86 makes of them: modulo 32, with a rounding of 1 for what is not negative.
    const int32_t scaled = SaturatingRoundingDoublingHighMul(quotient, params.output_multiplier);
    return WrappingAdd(scaled >> (-shift & 31), scaled >= 0 ? 1 : 0);
  }

  /// x + sign * y.
  static T Sum(const ArithmeticParams& params, T x, T y, int sign) {
    if constexpr (kQuantized) {
      const int32_t a =
          Scaled(params.input1_offset + x, params.left_shift, params.input1_multiplier, params.input1_shift);
      const int32_t b =
          Scaled(params.input2_offset + y, params.left_shift, params.input2_multiplier, params.input2_shift);
      return ClampedQuantized(
          params, params.output_offset + Scaled(a + sign * b, 0, params.output_multiplier, params.output_shift));
    } else if constexpr (std::is_arithmetic_v<T>) {
      return Clamped(params, sign > 0 ? static_cast<T>(x + y) : static_cast<T>(x - y));
    } else {
      return sign > 0 ? x + y : x - y;
    }
  }
  static T Add(const ArithmeticParams& params, T x, T y) { return Sum(params, x, y, 1); }
  static T Sub(const ArithmeticParams& params, T x, T y) { return Sum(params, x, y, -1); }
  static T Mul(const ArithmeticParams& params, T x, T y) {
    if constexpr (kQuantized) {
      const int32_t product = (params.input1_offset + x) * (params.input2_offset + y);
      return ClampedQuantized(
          params,
          params.output_offset + MultiplyByQuantizedMultiplier(product, params.output_multiplier, params.output_shift));
    } else if constexpr (std::is_arithmetic_v<T>) {
      return Clamped(params, static_cast<T>(x * y));
    } else {
      return x * y;
    }
  }
  static T Div(const ArithmeticParams& params, T x, T y) {
    if constexpr (kQuantized) {
      return ClampedQuantized(
          params, params.output_offset + Quotient(params, params.input1_offset + x, params.input2_offset + y));
    } else {
      return Clamped(params, static_cast<T>(x / y));
    }
  }
};

// Equal numbers of elements; broadcast, under the names that kernels of several numbers of dimensions have had.
#define TARE_BROADCAST(BroadcastName, Name)                                                                         \
  template <typename T, bool = false>                                                                               \
  inline void BroadcastName(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data, \
                            const RuntimeShape& input2_shape, const T* input2_data,                                 \
                            const RuntimeShape& /*output_shape*/, T* output_data) {                                 \
    BroadcastBinary<T>(input1_shape, input1_data, input2_shape, input2_data, output_data,                           \
                       [&](T x, T y) { return Arithmetic<T>::Name(params, x, y); });                                \
  }
#define TARE_ARITHMETIC(Name)                                                                                    \
  template <typename T>                                                                                          \
  inline void Name(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,       \
                   const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape,     \
                   T* output_data) {                                                                             \
    const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);                             \
    for (int i = 0; i < size; ++i) output_data[i] = Arithmetic<T>::Name(params, input1_data[i], input2_data[i]); \
  }                                                                                                              \
  TARE_BROADCAST(Broadcast##Name##4DSlow, Name)                                                                  \
  TARE_BROADCAST(Broadcast##Name##5DSlow, Name)                                                                  \
  TARE_BROADCAST(Broadcast##Name##6DSlow, Name)                                                                  \
  TARE_BROADCAST(Broadcast##Name##Slow, Name)
TARE_ARITHMETIC(Add)
TARE_ARITHMETIC(Mul)
TARE_ARITHMETIC(Sub)
TARE_ARITHMETIC(Div)
TARE_BROADCAST(BroadcastQuantSubSlow, Sub)
#undef TARE_ARITHMETIC
#undef TARE_BROADCAST

template <typename T>
inline void SubWithActivation(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,
                              const RuntimeShape& input2_shape, const T* input2_data, const RuntimeShape& output_shape,
                              T* output_data) {
  Sub(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}

/// x + sign * y of int16 whose scales are powers of two: the operand with a shift is divided by a power of two.
struct PowerOfTwoSum {
  const ArithmeticParams& params;
  int sign;

  int16_t operator()(int16_t x, int16_t y) const {
    const int32_t a = RoundingDivideByPOT(x, -params.input1_shift), b = RoundingDivideByPOT(y, -params.input2_shift);
    return Arithmetic<int16_t>::ClampedQuantized(params, std::min(std::max(a + sign * b, -32768), 32767));
  }
};

inline void Add(const ArithmeticParams& params, const RuntimeShape& input1_shape, const int16_t* input1_data,
                const RuntimeShape& input2_shape, const int16_t* input2_data, const RuntimeShape& output_shape,
                int16_t* output_data, bool pot_scale = true) {
  if (!pot_scale) {
    return Add<int16_t>(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
  }
  const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);
  const PowerOfTwoSum sum{params, 1};
  for (int i = 0; i < size; ++i) output_data[i] = sum(input1_data[i], input2_data[i]);
}
inline void Sub16(const ArithmeticParams& params, const RuntimeShape& input1_shape, const int16_t* input1_data,
                  const RuntimeShape& input2_shape, const int16_t* input2_data, const RuntimeShape& output_shape,
                  int16_t* output_data) {
  const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);
  const PowerOfTwoSum difference{params, -1};
  for (int i = 0; i < size; ++i) output_data[i] = difference(input1_data[i], input2_data[i]);
}
inline void BroadcastSub16POTSlow(const ArithmeticParams& params, const RuntimeShape& input1_shape,
                                  const int16_t* input1_data, const RuntimeShape& input2_shape,
                                  const int16_t* input2_data, const RuntimeShape& /*output_shape*/,
                                  int16_t* output_data) {
  BroadcastBinary<int16_t>(input1_shape, input1_data, input2_shape, input2_data, output_data,
                           PowerOfTwoSum{params, -1});
}
/// int16 as fractions of one.
inline void Mul(const ArithmeticParams& /*params*/, const RuntimeShape& input1_shape, const int16_t* input1_data,
                const RuntimeShape& input2_shape, const int16_t* input2_data, const RuntimeShape& output_shape,
                int16_t* output_data) {
  const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) output_data[i] = SaturatingRoundingDoublingHighMul(input1_data[i], input2_data[i]);
}
/// int16 as fractions of one, to 8 bits as fractions of one half of their range.
template <typename T, typename = std::enable_if_t<sizeof(T) == 1>>
inline void Mul(const ArithmeticParams& params, const RuntimeShape& input1_shape, const int16_t* input1_data,
                const RuntimeShape& input2_shape, const int16_t* input2_data, const RuntimeShape& output_shape,
                T* output_data) {
  const int size = MatchingElementsSize(input1_shape, input2_shape, output_shape);
  for (int i = 0; i < size; ++i) {
    const int32_t product = SaturatingRoundingDoublingHighMul(input1_data[i], input2_data[i]);
    output_data[i] = Arithmetic<T>::ClampedQuantized(params, params.output_offset + RoundingDivideByPOT(product, 8));
  }
}

template <typename T, typename Op, int N = 6>
inline void MaximumMinimumBroadcastSlow(const RuntimeShape& input1_shape, const T* input1_data,
                                        const RuntimeShape& input2_shape, const T* input2_data,
                                        const RuntimeShape& /*output_shape*/, T* output_data, Op op) {
  BroadcastBinary<T>(input1_shape, input1_data, input2_shape, input2_data, output_data, op);
}
/// With a scalar.
template <typename T>
inline void Minimum(const RuntimeShape& input1_shape, const T* input1_data, const T* input2_data,
                    const RuntimeShape& /*output_shape*/, T* output_data) {
  for (int i = 0; i < input1_shape.FlatSize(); ++i) output_data[i] = std::min(input1_data[i], input2_data[0]);
}
template <typename T>
inline void Maximum(const RuntimeShape& input1_shape, const T* input1_data, const T* input2_data,
                    const RuntimeShape& /*output_shape*/, T* output_data) {
  for (int i = 0; i < input1_shape.FlatSize(); ++i) output_data[i] = std::max(input1_data[i], input2_data[0]);
}

template <typename T>
inline void Pow(const RuntimeShape& input1_shape, const T* input1_data, const RuntimeShape& /*input2_shape*/,
                const T* input2_data, const RuntimeShape& /*output_shape*/, T* output_data) {
  for (int i = 0; i < input1_shape.FlatSize(); ++i) {
    output_data[i] = static_cast<T>(std::pow(input1_data[i], input2_data[i]));
  }
}
template <typename T>
inline void BroadcastPow4DSlow(const RuntimeShape& input1_shape, const T* input1_data, const RuntimeShape& input2_shape,
                               const T* input2_data, const RuntimeShape& /*output_shape*/, T* output_data) {
  BroadcastBinary<T>(input1_shape, input1_data, input2_shape, input2_data, output_data,
                     [](T x, T y) { return std::pow(x, y); });
}

/// The quotient rounded down, and what is left of it: of the divisor's sign.
template <typename T>
inline T FloorDiv(T input1, T input2) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(input1 / input2 - (input1 % input2 != 0 && (input1 < 0) != (input2 < 0)));
  } else {
    return std::floor(input1 / input2);
  }
}
template <typename T>
inline T FloorMod(T input1, T input2) {
  T rest;
  if constexpr (std::is_integral_v<T>) {
    rest = static_cast<T>(input1 % input2);
  } else {
    rest = std::fmod(input1, input2);
  }
  return rest != 0 && (input2 < 0) != (rest < 0) ? static_cast<T>(rest + input2) : rest;
}

/// Quantized: x where it is positive, x * alpha elsewhere.
template <typename T, typename U>
inline void BroadcastPrelu4DSlow(const PreluParams& params, const RuntimeShape& input_shape, const T* input_data,
                                 const RuntimeShape& alpha_shape, const U* alpha_data,
                                 const RuntimeShape& /*output_shape*/, T* output_data) {
  BroadcastBinary<T>(input_shape, input_data, alpha_shape, alpha_data, output_data, [&](T x, U alpha) {
    const int32_t value = params.input_offset + x;
    const int32_t scaled = value >= 0
                               ? MultiplyByQuantizedMultiplier(value, params.output_multiplier_1, params.output_shift_1)
                               : MultiplyByQuantizedMultiplier(value * (params.alpha_offset + alpha),
                                                               params.output_multiplier_2, params.output_shift_2);
    return ActivationFunctionWithMinMax<int32_t>(scaled + params.output_offset, std::numeric_limits<T>::min(),
                                                 std::numeric_limits<T>::max());
  });
}
template <typename T, typename U>
inline void Prelu(const PreluParams& params, const RuntimeShape& input_shape, const T* input_data,
                  const RuntimeShape& alpha_shape, const U* alpha_data, const RuntimeShape& output_shape,
                  T* output_data) {
  BroadcastPrelu4DSlow(params, input_shape, input_data, alpha_shape, alpha_data, output_shape, output_data);
}

/// The sum of tensors of one shape.
template <typename T>
inline void AddN(const RuntimeShape& input_shape, size_t num_inputs, const T* const* input_data, T* output_data) {
  for (int i = 0; i < input_shape.FlatSize(); ++i) {
    T sum = 0;
    for (size_t n = 0; n < num_inputs; ++n) sum = static_cast<T>(sum + input_data[n][i]);
    output_data[i] = sum;
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BINARY_FUNCTION_H_
