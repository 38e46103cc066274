// Products of stacks of matrices, whose leading dimensions broadcast. The right one is given with its columns as rows.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BATCH_MATMUL_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BATCH_MATMUL_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace reference_ops {

/// Shapes are [..., rows, depth] and [..., depth, columns], of which the right one's data lie transposed. So do the
/// output's: element (row, column) is at column * rows + row.
template <typename Ta, typename Tb, typename Tout>
inline void BatchMatMul(const RuntimeShape& lhs_shape, const Ta* lhs_data, const RuntimeShape& rhs_shape,
                        const Tb* rhs_data, const RuntimeShape& /*output_shape*/, Tout* output_data) {
  constexpr int kMost = 5;
  const RuntimeShape lhs = RuntimeShape::ExtendedShape(kMost, lhs_shape);
  const RuntimeShape rhs = RuntimeShape::ExtendedShape(kMost, rhs_shape);
  const int rows = lhs.Dims(kMost - 2), depth = lhs.Dims(kMost - 1), columns = rhs.Dims(kMost - 1);
  NdArrayDesc<kMost - 2> left, right;
  const RuntimeShape left_stack(kMost - 2, lhs.DimsData()), right_stack(kMost - 2, rhs.DimsData());
  NdArrayDescsForElementwiseBroadcast(left_stack, right_stack, &left, &right);
  NDOpsHelper<kMost - 2>(left, [&](const int index[kMost - 2]) {
    const Ta* a = lhs_data + SubscriptToIndex<kMost - 2>(left, index) * rows * depth;
    const Tb* b = rhs_data + SubscriptToIndex<kMost - 2>(right, index) * columns * depth;
    for (int j = 0; j < columns; ++j) {
      for (int i = 0; i < rows; ++i) {
        Tout sum = 0;
        for (int k = 0; k < depth; ++k) {
          sum += static_cast<Tout>(a[i * depth + k]) * static_cast<Tout>(b[j * depth + k]);
        }
        output_data[j * rows + i] = sum;
      }
    }
    output_data += rows * columns;
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BATCH_MATMUL_H_
