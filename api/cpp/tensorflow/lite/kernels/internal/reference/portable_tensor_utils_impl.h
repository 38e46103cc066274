// The functions of portable_tensor_utils.h under the names that tell them from vectorised ones: there is one set.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PORTABLE_TENSOR_UTILS_IMPL_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PORTABLE_TENSOR_UTILS_IMPL_H_

#include "tensorflow/lite/kernels/internal/portable_tensor_utils.h"

namespace tflite {
namespace tensor_utils {

#define TARE_PORTABLE(Name)                            \
  template <typename... Args>                          \
  inline decltype(auto) Portable##Name(Args... args) { \
    return Name(args...);                              \
  }
TARE_PORTABLE(IsZeroVector)
TARE_PORTABLE(SymmetricQuantizeFloats)
TARE_PORTABLE(AsymmetricQuantizeFloats)
TARE_PORTABLE(MatrixBatchVectorMultiplyAccumulate)
TARE_PORTABLE(SparseMatrixBatchVectorMultiplyAccumulate1x4)
TARE_PORTABLE(SparseMatrixBatchVectorMultiplyAccumulate1x16)
TARE_PORTABLE(SparseMatrixBatchVectorMultiplyAccumulate)
TARE_PORTABLE(MatrixBatchVectorMultiply)
TARE_PORTABLE(MatrixScalarMultiplyAccumulate)
TARE_PORTABLE(VectorVectorDotProduct)
TARE_PORTABLE(BatchVectorBatchVectorDotProduct)
TARE_PORTABLE(VectorBatchVectorCwiseProductAccumulate)
TARE_PORTABLE(VectorBatchVectorAssign)
TARE_PORTABLE(ApplyLayerNorm)
TARE_PORTABLE(ApplyLayerNormFloat)
TARE_PORTABLE(ApplySigmoid)
TARE_PORTABLE(ApplySigmoidFloat)
TARE_PORTABLE(ApplyTanh)
TARE_PORTABLE(ApplyTanhFloat)
TARE_PORTABLE(CwiseMul)
TARE_PORTABLE(CwiseAdd)
TARE_PORTABLE(CwiseClipping)
TARE_PORTABLE(ClipVector)
TARE_PORTABLE(CopyVector)
TARE_PORTABLE(ZeroVector)
TARE_PORTABLE(Sub1Vector)
TARE_PORTABLE(VectorScalarMultiply)
TARE_PORTABLE(ReductionSumVector)
TARE_PORTABLE(MeanStddevNormalization)
TARE_PORTABLE(TwoGateSaturatingAdd)
#undef TARE_PORTABLE

}  // namespace tensor_utils
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_PORTABLE_TENSOR_UTILS_IMPL_H_
