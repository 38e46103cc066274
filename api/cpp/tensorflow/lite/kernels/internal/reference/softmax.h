// exp(beta * (x - max)) / sum over the last dimension.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_

#include <algorithm>
#include <cmath>

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

inline void Softmax(const SoftmaxParams& params, const RuntimeShape& input_shape, const float* input_data,
                    const RuntimeShape& output_shape, float* output_data) {
  const int last = input_shape.DimensionsCount() - 1;
  const int rows = MatchingFlatSizeSkipDim(input_shape, last, output_shape);
  const int depth = MatchingDim(input_shape, last, output_shape, last);
  for (int r = 0; r < rows; ++r, input_data += depth, output_data += depth) {
    const float largest = *std::max_element(input_data, input_data + depth);
    float sum = 0;
    for (int i = 0; i < depth; ++i) {
      output_data[i] = std::exp((input_data[i] - largest) * static_cast<float>(params.beta));
      sum += output_data[i];
    }
    for (int i = 0; i < depth; ++i) output_data[i] /= sum;
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SOFTMAX_H_
