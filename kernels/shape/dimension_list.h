// Lists of dimensions and sizes in the options of StableHLO's ops.
#ifndef TARE_KERNELS_SHAPE_DIMENSION_LIST_H_
#define TARE_KERNELS_SHAPE_DIMENSION_LIST_H_

#include "runtime/kernel.h"

namespace tare {

struct DimensionList {
  int size;
  int64_t at[kMaxRank];

  bool Has(int64_t value) const {
    for (int i = 0; i < size; ++i) {
      if (at[i] == value) return true;
    }
    return false;
  }
};

/// Reads a list of numbers in [0, limit] from the options' field; `dimensions` are named once.
Status ReadDimensions(Kernel k, int field, int64_t limit, bool dimensions, DimensionList& list);

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_DIMENSION_LIST_H_
