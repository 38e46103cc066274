// Row splits of ragged tensors: row i of one has the values from split i up to split i + 1.
#ifndef TARE_KERNELS_TF_ROW_SPLITS_H_
#define TARE_KERNELS_TF_ROW_SPLITS_H_

#include "runtime/kernel.h"

namespace tare::tf {

/// Checks the integers of a vector of int32 or int64: there is one at least, the first is 0, none is less than the one
/// before it or more than `rows`.
Status CheckRowSplits(Kernel k, Tensor splits, int64_t rows);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_ROW_SPLITS_H_
