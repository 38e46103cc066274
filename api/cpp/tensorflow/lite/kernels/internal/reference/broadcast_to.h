// Values repeated: BroadcastTo, BroadcastArgs, Fill; and chosen: Select with its broadcasting forms.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BROADCAST_TO_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BROADCAST_TO_H_

#include <string.h>

#include <algorithm>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/kernel_util.h"

namespace tflite {
namespace reference_ops {

/// Up to eight dimensions of elements of any type with a fixed number of bytes.
template <int N = 8>
inline void BroadcastTo(const RuntimeShape& input_shape, const char* input_data, const RuntimeShape& output_shape,
                        char* output_data, TfLiteType data_type) {
  NdArrayDesc<N> input, output;
  NdArrayDescsForElementwiseBroadcast(input_shape, output_shape, &input, &output);
  const auto size = static_cast<size_t>(TfLiteTypeGetSize(data_type));
  NDOpsHelper<N>(output, [&](const int index[N]) {
    memcpy(output_data, input_data + static_cast<size_t>(SubscriptToIndex<N>(input, index)) * size, size);
    output_data += size;
  });
}

/// The shape that two shapes broadcast to.
template <typename T>
inline void BroadcastArgs(const RuntimeShape& input1_shape, const T* input1_data, const RuntimeShape& input2_shape,
                          const T* input2_data, const RuntimeShape& output_shape, T* output_data) {
  const int rank = output_shape.Dims(0);
  const int ones1 = rank - input1_shape.Dims(0), ones2 = rank - input2_shape.Dims(0);
  for (int d = 0; d < rank; ++d) {
    const T a = d < ones1 ? T{1} : input1_data[d - ones1];
    const T b = d < ones2 ? T{1} : input2_data[d - ones2];
    output_data[d] = a == 1 ? b : a;
  }
}

template <typename T>
inline void Fill(const RuntimeShape& /*value_shape*/, const T* value_data, const RuntimeShape& output_shape,
                 T* output_data) {
  std::fill_n(output_data, output_shape.FlatSize(), *value_data);
}

template <typename D, typename T>
inline void Select(const RuntimeShape& input_condition_shape, const D* input_condition_data,
                   const RuntimeShape& input_x_shape, const T* input_x_data, const RuntimeShape& input_y_shape,
                   const T* input_y_data, const RuntimeShape& output_shape, T* output_data) {
  // A scalar is one choice for all.
  const int one = input_condition_shape.FlatSize() == 1 && output_shape.FlatSize() != 1 ? 0 : 1;
  const int x = input_x_shape.FlatSize() == 1 ? 0 : 1, y = input_y_shape.FlatSize() == 1 ? 0 : 1;
  for (int i = 0; i < output_shape.FlatSize(); ++i) {
    output_data[i] = input_condition_data[i * one] ? input_x_data[i * x] : input_y_data[i * y];
  }
}
/// The condition chooses whole slices.
template <typename D, typename T>
inline void RankOneSelect(const RuntimeShape& input_condition_shape, const D* input_condition_data,
                          const RuntimeShape& input_x_shape, const T* input_x_data,
                          const RuntimeShape& /*input_y_shape*/, const T* input_y_data,
                          const RuntimeShape& /*output_shape*/, T* output_data) {
  const int outer = input_condition_shape.FlatSize();
  const int inner = outer == 0 ? 0 : input_x_shape.FlatSize() / outer;
  for (int i = 0; i < outer; ++i) {
    const T* from = input_condition_data[i] ? input_x_data : input_y_data;
    output_data = std::copy_n(from + i * inner, inner, output_data);
  }
}
template <typename D, typename T>
inline void BroadcastSelect5DSlow(const RuntimeShape& input_condition_shape, const D* input_condition_data,
                                  const RuntimeShape& input_x_shape, const T* input_x_data,
                                  const RuntimeShape& input_y_shape, const T* input_y_data,
                                  const RuntimeShape& /*output_shape*/, T* output_data) {
  constexpr int kMost = 5;
  NdArrayDesc<kMost> condition, x, y;
  NdArrayDescsForElementwiseBroadcast(input_condition_shape, input_x_shape, input_y_shape, &condition, &x, &y);
  NDOpsHelper<kMost>(condition, [&](const int index[kMost]) {
    const bool chosen = static_cast<bool>(input_condition_data[SubscriptToIndex<kMost>(condition, index)]);
    *output_data++ =
        chosen ? input_x_data[SubscriptToIndex<kMost>(x, index)] : input_y_data[SubscriptToIndex<kMost>(y, index)];
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BROADCAST_TO_H_
