// Tensors one after another along an axis.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_

#include <string.h>

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

template <typename Scalar>
inline void Concatenation(const ConcatenationParams& params, const RuntimeShape* const* input_shapes,
                          const Scalar* const* input_data, const RuntimeShape& output_shape, Scalar* output_data) {
  int outer = 1, inner = 1;
  for (int i = 0; i < params.axis; ++i) outer *= output_shape.Dims(i);
  for (int i = params.axis + 1; i < output_shape.DimensionsCount(); ++i) inner *= output_shape.Dims(i);
  for (int o = 0; o < outer; ++o) {
    for (int t = 0; t < params.inputs_count; ++t) {
      const auto count = static_cast<size_t>(input_shapes[t]->Dims(params.axis) * inner);
      memcpy(output_data, input_data[t] + static_cast<size_t>(o) * count, count * sizeof(Scalar));
      output_data += count;
    }
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONCATENATION_H_
