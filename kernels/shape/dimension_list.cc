// Reading lists of dimensions.
#include "kernels/shape/dimension_list.h"

namespace tare {

Status ReadDimensions(Kernel k, int field, int64_t limit, bool dimensions, DimensionList& list) {
  const fb::Vector v = k.options().Items(field, sizeof(int64_t));
  TARE_REQUIRE(k, v.size <= kMaxRank, "bad dimensions");
  list.size = 0;
  for (uint32_t i = 0; i < v.size; ++i) {
    const auto value = v.at<int64_t>(i);
    TARE_REQUIRE(k, value >= 0 && value <= limit && !(dimensions && list.Has(value)), "bad dimensions");
    list.at[list.size++] = value;
  }
  return kOk;
}

}  // namespace tare
