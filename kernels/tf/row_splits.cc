// Row splits are data: they are checked whenever a kernel runs, before any is followed.
#include "kernels/tf/row_splits.h"

#include "kernels/shape/strided.h"

namespace tare::tf {

Status CheckRowSplits(Kernel k, Tensor splits, int64_t rows) {
  const auto n = static_cast<int>(splits.elements());
  int64_t last = 0;
  TARE_REQUIRE(k, n >= 1 && IntegerAt(splits, 0) == 0, "row splits must begin with 0");
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, IntegerAt(splits, i) >= last && IntegerAt(splits, i) <= rows, "row splits must be sorted");
    last = IntegerAt(splits, i);
  }
  return kOk;
}

}  // namespace tare::tf
