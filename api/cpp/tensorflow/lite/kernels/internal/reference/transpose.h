// Transposition of up to six dimensions.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

template <typename T>
void Transpose(const TransposeParams& params, const RuntimeShape& input_shape, const T* input_data,
               const RuntimeShape& output_shape, T* output_data) {
  constexpr int kMost = kTransposeMaxDimensions;
  NdArrayDesc<kMost> input, output;
  CopyDimsToDesc<kMost>(RuntimeShape::ExtendedShape(kMost, input_shape), &input);
  CopyDimsToDesc<kMost>(RuntimeShape::ExtendedShape(kMost, output_shape), &output);
  const int ones = kMost - params.perm_count;
  NDOpsHelper<kMost>(output, [&](const int index[kMost]) {
    int from = 0;
    for (int i = 0; i < params.perm_count; ++i) from += index[ones + i] * input.strides[ones + params.perm[i]];
    *output_data++ = input_data[from];
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_TRANSPOSE_H_
