// Normalizations over the last dimension: softmax, its logarithm, and division by the Euclidean norm; and local
// response normalization. Softmax of integers is in fixed_softmax.h.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_

#include <algorithm>
#include <cmath>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/reference/fixed_softmax.h"

namespace tflite {
namespace reference_ops {

/// Calls `row(input, output, depth)` for each vector of the last dimension.
template <typename In, typename Out, typename Row>
inline void ForEachRow(const RuntimeShape& input_shape, const In* input_data, const RuntimeShape& output_shape,
                       Out* output_data, const Row& row) {
  const int last = input_shape.DimensionsCount() - 1;
  const int rows = MatchingFlatSizeSkipDim(input_shape, last, output_shape);
  const int depth = MatchingDim(input_shape, last, output_shape, last);
  for (int r = 0; r < rows; ++r) row(input_data + r * depth, output_data + r * depth, depth);
}

inline void Softmax(const SoftmaxParams& params, const RuntimeShape& input_shape, const float* input_data,
                    const RuntimeShape& output_shape, float* output_data) {
  ForEachRow(input_shape, input_data, output_shape, output_data, [&](const float* in, float* out, int depth) {
    const float largest = *std::max_element(in, in + depth);
    float sum = 0;
    for (int i = 0; i < depth; ++i) {
      out[i] = std::exp((in[i] - largest) * static_cast<float>(params.beta));
      sum += out[i];
    }
    for (int i = 0; i < depth; ++i) out[i] /= sum;
  });
}

inline void LogSoftmax(const SoftmaxParams& /*params*/, const RuntimeShape& input_shape, const float* input_data,
                       const RuntimeShape& output_shape, float* output_data) {
  ForEachRow(input_shape, input_data, output_shape, output_data, [](const float* in, float* out, int depth) {
    const float largest = *std::max_element(in, in + depth);
    float sum = 0;
    for (int i = 0; i < depth; ++i) sum += std::exp(in[i] - largest);
    const float log_sum = std::log(sum);
    for (int i = 0; i < depth; ++i) out[i] = in[i] - largest - log_sum;
  });
}

inline void L2Normalization(const L2NormalizationParams& /*op_params*/, const RuntimeShape& input_shape,
                            const float* input_data, const RuntimeShape& output_shape, float* output_data,
                            float epsilon = 1e-6f) {
  ForEachRow(input_shape, input_data, output_shape, output_data, [&](const float* in, float* out, int depth) {
    float squares = 0;
    for (int i = 0; i < depth; ++i) squares += in[i] * in[i];
    const float norm = std::max(std::sqrt(squares), epsilon);
    for (int i = 0; i < depth; ++i) out[i] = in[i] / norm;
  });
}
/// Results are in units of 1/128, around 128 for uint8 and around 0 for int8.
template <typename T>
inline void QuantizedL2Normalization(int32_t input_zero_point, int32_t rows, int32_t depth, const T* input_data,
                                     T* output_data, int32_t output_zero_point) {
  for (int32_t r = 0; r < rows; ++r, input_data += depth, output_data += depth) {
    int32_t squares = 0;
    for (int32_t i = 0; i < depth; ++i) {
      const int32_t x = input_data[i] - input_zero_point;
      squares += x * x;
    }
    int32_t multiplier;
    int shift;
    GetInvSqrtQuantizedMultiplierExp(squares, -1, &multiplier, &shift);
    for (int32_t i = 0; i < depth; ++i) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(128 * (input_data[i] - input_zero_point), multiplier, shift);
      output_data[i] = static_cast<T>(ActivationFunctionWithMinMax<int32_t>(
          output_zero_point + scaled, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
  }
}
inline void L2Normalization(const L2NormalizationParams& op_params, const RuntimeShape& input_shape,
                            const uint8_t* input_data, const RuntimeShape& output_shape, uint8_t* output_data) {
  const int last = input_shape.DimensionsCount() - 1;
  QuantizedL2Normalization(op_params.input_zero_point, MatchingFlatSizeSkipDim(input_shape, last, output_shape),
                           input_shape.Dims(last), input_data, output_data, 128);
}

/// Each element divided by a power of the squares around it.
inline void LocalResponseNormalization(const LocalResponseNormalizationParams& op_params,
                                       const RuntimeShape& input_shape, const float* input_data,
                                       const RuntimeShape& output_shape, float* output_data) {
  ForEachRow(input_shape, input_data, output_shape, output_data, [&](const float* in, float* out, int depth) {
    for (int i = 0; i < depth; ++i) {
      float squares = 0;
      for (int k = std::max(0, i - op_params.range); k < std::min(depth, i + op_params.range); ++k) {
        squares += in[k] * in[k];
      }
      const float base = static_cast<float>(op_params.bias) + static_cast<float>(op_params.alpha) * squares;
      out[i] = in[i] * std::pow(base, static_cast<float>(-op_params.beta));
    }
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_
