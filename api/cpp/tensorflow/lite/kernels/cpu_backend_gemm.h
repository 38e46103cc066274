// Products of matrices, as plain loops.
#ifndef TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_H_
#define TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_H_

#include <algorithm>
#include <type_traits>

#include "tensorflow/lite/kernels/cpu_backend_context.h"
#include "tensorflow/lite/kernels/cpu_backend_gemm_params.h"
#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {
namespace cpu_backend_gemm {

template <typename Scalar>
inline int OffsetIn(const MatrixParams<Scalar>& params, int row, int column) {
  return params.order == Order::kRowMajor ? row * params.cols + column : column * params.rows + row;
}

/// dst = lhs * rhs + bias of each row. Integers are scaled after that and given dst's zero point; an int32 dst is not.
template <typename LhsScalar, typename RhsScalar, typename AccumScalar, typename DstScalar,
          QuantizationFlavor quantization_flavor>
void Gemm(const MatrixParams<LhsScalar>& lhs_params, const LhsScalar* lhs_data,
          const MatrixParams<RhsScalar>& rhs_params, const RhsScalar* rhs_data,
          const MatrixParams<DstScalar>& dst_params, DstScalar* dst_data,
          const GemmParams<AccumScalar, DstScalar, quantization_flavor>& params, CpuBackendContext* /*context*/) {
  constexpr bool kScaled =
      quantization_flavor != QuantizationFlavor::kFloatingPoint && !std::is_same_v<DstScalar, int32_t>;
  for (int row = 0; row < lhs_params.rows; ++row) {
    for (int column = 0; column < rhs_params.cols; ++column) {
      AccumScalar sum = params.bias ? params.bias[row] : AccumScalar{0};
      for (int k = 0; k < lhs_params.cols; ++k) {
        sum += (static_cast<AccumScalar>(lhs_data[OffsetIn(lhs_params, row, k)]) -
                static_cast<AccumScalar>(lhs_params.zero_point)) *
               (static_cast<AccumScalar>(rhs_data[OffsetIn(rhs_params, k, column)]) -
                static_cast<AccumScalar>(rhs_params.zero_point));
      }
      if constexpr (kScaled) {
        const bool each = params.multiplier_fixedpoint_perchannel != nullptr;
        sum = MultiplyByQuantizedMultiplier(
            sum, each ? params.multiplier_fixedpoint_perchannel[row] : params.multiplier_fixedpoint,
            each ? params.multiplier_exponent_perchannel[row] : params.multiplier_exponent);
        sum += static_cast<AccumScalar>(dst_params.zero_point);
      }
      dst_data[OffsetIn(dst_params, row, column)] = static_cast<DstScalar>(std::min(
          std::max(sum, static_cast<AccumScalar>(params.clamp_min)), static_cast<AccumScalar>(params.clamp_max)));
    }
  }
}

}  // namespace cpu_backend_gemm
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_H_
