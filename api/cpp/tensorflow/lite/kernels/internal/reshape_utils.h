// The shape that RESHAPE is asked for, with the one dimension found that may be left open.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_RESHAPE_UTILS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_RESHAPE_UTILS_H_

#include <stddef.h>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/runtime_shape.h"
#include "tensorflow/lite/util.h"

namespace tflite {
namespace reshape_internal {

/// Replaces the -1 in `output_shape`, if there is one, by the size that makes it as large as the input. Among empty
/// shapes it is the quotient of the sizes that are not 0; of an empty input and other sizes that are all positive, 0.
/// Fails for a second -1, sizes that overflow, and numbers of elements that differ.
inline TfLiteStatus ResolveOutputShape(TfLiteContext* context, const RuntimeShape& input_shape,
                                       TfLiteIntArray& output_shape) {
  CheckedInt<size_t> inputs(1), inputs_without_0(1), outputs(1), outputs_without_0(1);
  for (int i = 0; i < input_shape.DimensionsCount(); ++i) {
    const int dim = input_shape.Dims(i);
    inputs *= dim;
    if (dim != 0) inputs_without_0 *= dim;
  }
  TF_LITE_ENSURE_MSG(context, !inputs.Overflow() && !inputs_without_0.Overflow(), "the input has too many elements");
  int open = -1;
  for (int i = 0; i < output_shape.size; ++i) {
    const int dim = output_shape.data[i];
    if (dim == -1) {
      TF_LITE_ENSURE_EQ(context, open, -1);
      open = i;
      continue;
    }
    TF_LITE_ENSURE_MSG(context, dim >= 0, "the output shape has a negative size");
    outputs *= dim;
    if (dim != 0) outputs_without_0 *= dim;
  }
  TF_LITE_ENSURE_MSG(context, !outputs.Overflow() && !outputs_without_0.Overflow(), "the output has too many elements");
  if (open != -1) {
    const bool empty = inputs.Value() == 0 && outputs.Value() != 0;
    const CheckedInt<int> size(empty ? size_t{0} : inputs_without_0.Value() / outputs_without_0.Value());
    TF_LITE_ENSURE_MSG(context, !size.Overflow(), "the open dimension is too large");
    output_shape.data[open] = size.Value();
    outputs *= size.Value();
    TF_LITE_ENSURE_MSG(context, !outputs.Overflow(), "the output has too many elements");
  }
  TF_LITE_ENSURE_MSG(context, inputs.Value() == outputs.Value(),
                     "num_input_elements != num_output_elements (%zu != %zu)", inputs.Value(), outputs.Value());
  return kTfLiteOk;
}

}  // namespace reshape_internal
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_RESHAPE_UTILS_H_
