// How matrices lie, and what becomes of their product's elements.
#ifndef TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_PARAMS_H_
#define TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_PARAMS_H_

#include <stdint.h>

#include <limits>

namespace tflite {
namespace cpu_backend_gemm {

enum class Order { kColMajor, kRowMajor };
enum class CachePolicy : uint8_t { kNeverCache, kCacheIfLargeSpeedup, kCacheIfSignificantSpeedup, kAlwaysCache };
inline CachePolicy DefaultCachePolicy(bool /*is_constant_data*/) { return CachePolicy::kNeverCache; }

template <typename Scalar>
struct MatrixParams {
  Order order = Order::kColMajor;
  int rows = 0;
  int cols = 0;
  Scalar zero_point = 0;
  CachePolicy cache_policy = CachePolicy::kNeverCache;
};

enum class QuantizationFlavor { kFloatingPoint, kIntegerWithUniformMultiplier, kIntegerWithPerRowMultiplier };

/// Multipliers of all rows, or of each.
template <typename AccumScalar, typename DstScalar,
          QuantizationFlavor quantization_flavor = std::numeric_limits<AccumScalar>::is_integer
                                                       ? QuantizationFlavor::kIntegerWithUniformMultiplier
                                                       : QuantizationFlavor::kFloatingPoint>
struct GemmParams {
  AccumScalar multiplier_fixedpoint = 0;
  int multiplier_exponent = 0;
  const AccumScalar* multiplier_fixedpoint_perchannel = nullptr;
  const int* multiplier_exponent_perchannel = nullptr;
  const AccumScalar* bias = nullptr;
  DstScalar clamp_min = std::numeric_limits<DstScalar>::lowest();
  DstScalar clamp_max = std::numeric_limits<DstScalar>::max();
};

}  // namespace cpu_backend_gemm
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_CPU_BACKEND_GEMM_PARAMS_H_
