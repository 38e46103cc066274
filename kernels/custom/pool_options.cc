// The struct is six integers, of which newer versions have more behind; the values of its enumerations are those of the
// C API: padding 1 SAME, 2 VALID; activations as in the file format.
#include "kernels/custom/pool_options.h"

#include "kernels/flexbuffer.h"

namespace tare {
namespace {

Status Check(Kernel k, const PoolOptions& pool) {
  const int32_t sizes[] = {pool.stride_h, pool.stride_w, pool.filter_h, pool.filter_w};
  for (const int32_t size : sizes) TARE_REQUIRE(k, size > 0 && size <= kMaxPoolSize, "bad stride or window");
  return kOk;
}

}  // namespace

Status ReadPoolStruct(Kernel k, PoolOptions& pool) {
  enum { kPadding, kStrideW, kStrideH, kFilterW, kFilterH, kActivation, kFields };
  int32_t fields[kFields];
  TARE_REQUIRE(k, k.node()->custom_initial_data_size >= static_cast<int>(sizeof(fields)), "bad custom options");
  __builtin_memcpy(fields, k.node()->custom_initial_data, sizeof(fields));
  TARE_REQUIRE(k, fields[kPadding] == 1 || fields[kPadding] == 2, "unknown padding");
  TARE_REQUIRE(k, fields[kActivation] >= 0 && fields[kActivation] <= static_cast<int>(Activation::kSignBit),
               "unknown activation");
  pool = {fields[kPadding] == 1 ? Padding::kSame : Padding::kValid,
          static_cast<Activation>(fields[kActivation]),
          fields[kStrideH],
          fields[kStrideW],
          fields[kFilterH],
          fields[kFilterW]};
  return Check(k, pool);
}

Status ReadPoolMap(Kernel k, PoolOptions& pool) {
  const Flex options = Flex::Options(k), padding = options["padding"];
  int32_t size[4], stride[4];
  TARE_REQUIRE(k, padding.Is("SAME") || padding.Is("VALID"), "unknown padding");
  TARE_REQUIRE(k, options["ksize"].Ints(size, 4) && options["strides"].Ints(stride, 4), "bad custom options");
  TARE_REQUIRE(k, size[0] == 1 && size[3] == 1 && stride[0] == 1 && stride[3] == 1, "a window over batch or channels");
  pool = {
      padding.Is("SAME") ? Padding::kSame : Padding::kValid, Activation::kNone, stride[1], stride[2], size[1], size[2]};
  return Check(k, pool);
}

}  // namespace tare
