// What products of batches of matrices have in common, whatever their types.
#ifndef TARE_KERNELS_NN_BATCH_MATMUL_H_
#define TARE_KERNELS_NN_BATCH_MATMUL_H_

#include "runtime/kernel.h"

namespace tare {

/// Checks the shapes and gives output 0 its own.
Status PrepareMatrices(Kernel k);

/// True when the left or the right side is given transposed.
bool IsLeftTurned(Kernel k);
bool IsRightTurned(Kernel k);

/// Which matrix of `t` belongs to matrix `index` of the output.
int64_t MatrixOf(Tensor t, Tensor out, int64_t index);

}  // namespace tare

#endif  // TARE_KERNELS_NN_BATCH_MATMUL_H_
