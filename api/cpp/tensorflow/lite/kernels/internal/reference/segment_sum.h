// Kernels of sequences and sparse values: segments, reversed sequences, places of true elements, dense from sparse.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SEGMENT_SUM_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SEGMENT_SUM_H_

#include <algorithm>
#include <vector>

#include "tensorflow/lite/kernels/internal/reference/gather.h"

namespace tflite {
namespace reference_ops {

/// output[ids[i]] = Op(output[ids[i]], input[i]), from Op's own start; negative ids are left out.
template <typename T, template <typename> class Op>
inline void UnsortedSegmentRef(const RuntimeShape& input_shape, const T* input_data,
                               const RuntimeShape& segment_ids_shape, const int32_t* segment_ids_data,
                               const RuntimeShape& output_shape, T* output_data) {
  std::fill_n(output_data, output_shape.FlatSize(), Op<T>::kInitialValue);
  const int count = segment_ids_shape.FlatSize();
  const int slice = count == 0 ? 0 : input_shape.FlatSize() / count;
  Op<T> op;
  for (int i = 0; i < count; ++i) {
    if (segment_ids_data[i] < 0) continue;
    T* to = output_data + segment_ids_data[i] * slice;
    for (int k = 0; k < slice; ++k) to[k] = op(to[k], input_data[i * slice + k]);
  }
}

template <typename T>
inline void SegmentSum(const RuntimeShape& input_shape, const T* input_data, const RuntimeShape& segment_ids_shape,
                       const int32_t* segment_ids_data, const RuntimeShape& output_shape, T* output_data) {
  std::fill_n(output_data, output_shape.FlatSize(), T{});
  const int slice = FlatRange(input_shape, 1, input_shape.DimensionsCount());
  for (int i = 0; i < segment_ids_shape.FlatSize(); ++i) {
    T* to = output_data + segment_ids_data[i] * slice;
    for (int k = 0; k < slice; ++k) to[k] = static_cast<T>(to[k] + input_data[i * slice + k]);
  }
}

/// The first seq_lengths[b] elements of batch b backwards, the rest as they are.
template <typename Scalar, typename TS>
inline void ReverseSequence(const TS* seq_lengths, int seq_dim, int batch_dim, const RuntimeShape& input_shape,
                            const Scalar* input_data, const RuntimeShape& /*output_shape*/, Scalar* output_data) {
  const int rank = input_shape.DimensionsCount();
  const int inner = FlatRange(input_shape, seq_dim + 1, rank),
            batch_inner = FlatRange(input_shape, batch_dim + 1, rank);
  const int steps = input_shape.Dims(seq_dim), batches = input_shape.Dims(batch_dim);
  for (int i = 0; i < input_shape.FlatSize(); ++i) {
    const int step = i / inner % steps, length = static_cast<int>(seq_lengths[i / batch_inner % batches]);
    const int from = step < length ? length - 1 - step : step;
    output_data[i] = input_data[i + (from - step) * inner];
  }
}

/// Coordinates of the true elements.
template <typename D, typename T>
inline void SelectTrueCoords(const RuntimeShape& input_condition_shape, const D* input_condition_data, T* output_data) {
  const int rank = input_condition_shape.DimensionsCount();
  for (int i = 0; i < input_condition_shape.FlatSize(); ++i) {
    if (!input_condition_data[i]) continue;
    int rest = i;
    for (int d = rank - 1; d >= 0; --d) {
      output_data[d] = static_cast<T>(rest % input_condition_shape.Dims(d));
      rest /= input_condition_shape.Dims(d);
    }
    output_data += rank;
  }
}

/// Indices of four dimensions. An error when one is out of range.
template <typename T, typename TI>
inline TfLiteStatus SparseToDense(const std::vector<std::vector<TI>>& indices, const T* values, T default_value,
                                  bool value_is_scalar, const RuntimeShape& unextended_output_shape, T* output_data) {
  const RuntimeShape shape = RuntimeShape::ExtendedShape(4, unextended_output_shape);
  std::fill_n(output_data, shape.FlatSize(), default_value);
  for (size_t i = 0; i < indices.size(); ++i) {
    int at[4];
    for (int d = 0; d < 4; ++d) {
      const TI index = indices[i][static_cast<size_t>(d)];
      if (index < 0 || index >= shape.Dims(d)) return kTfLiteError;
      at[d] = static_cast<int>(index);
    }
    output_data[Offset(shape, at)] = value_is_scalar ? *values : values[i];
  }
  return kTfLiteOk;
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SEGMENT_SUM_H_
