// The dense form of a sparse tensor.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DENSIFY_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DENSIFY_H_

#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/types.h"
#include "tensorflow/lite/kernels/internal/utils/sparsity_format_converter.h"

namespace tflite {
namespace reference_ops {

/// A sparsity that does not fit the shape is reported to the context; the output is not written then.
template <typename T>
inline void Densify(const TfLiteSparsity* sparsity, const RuntimeShape& /*input_shape*/, const T* input_data,
                    const RuntimeShape& output_shape, T* output_data, TfLiteContext* context) {
  const int32_t* dims = output_shape.DimsData();
  internal::sparsity::FormatConverter<T> converter(std::vector<int>(dims, dims + output_shape.DimensionsCount()),
                                                   *sparsity);
  converter.SparseToDense(input_data, static_cast<size_t>(output_shape.FlatSize()), output_data, context);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_DENSIFY_H_
