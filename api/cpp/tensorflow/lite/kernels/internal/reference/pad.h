// Padding of up to five dimensions with a constant.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PAD_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PAD_H_

#include <algorithm>

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

constexpr int PadKernelMaxDimensionCount() { return 5; }

template <typename T, typename P>
inline void Pad(const PadParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                const P* pad_value_ptr, const RuntimeShape& output_shape, T* output_data) {
  constexpr int kMost = PadKernelMaxDimensionCount();
  NdArrayDesc<kMost> input, output;
  CopyDimsToDesc<kMost>(RuntimeShape::ExtendedShape(kMost, input_shape), &input);
  CopyDimsToDesc<kMost>(RuntimeShape::ExtendedShape(kMost, output_shape), &output);
  int left[kMost] = {};
  for (int i = 0; i < op_params.left_padding_count; ++i) {
    left[kMost - op_params.left_padding_count + i] = op_params.left_padding[i];
  }
  const T value = static_cast<T>(*pad_value_ptr);
  NDOpsHelper<kMost>(output, [&](const int index[kMost]) {
    int from = 0;
    bool inside = true;
    for (int d = 0; d < kMost; ++d) {
      const int at = index[d] - left[d];
      inside = inside && at >= 0 && at < input.extents[d];
      from += at * input.strides[d];
    }
    *output_data++ = inside ? input_data[from] : value;
  });
}
template <typename T, typename P>
inline void PadImageStyle(const PadParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                          const P* pad_value_ptr, const RuntimeShape& output_shape, T* output_data) {
  Pad(op_params, input_shape, input_data, pad_value_ptr, output_shape, output_data);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PAD_H_
