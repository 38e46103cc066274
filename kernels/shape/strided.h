// Copies whose output is written front to back while the input is read with any stride per dimension: transposes,
// slices, reversals, repetitions and rearranged blocks are all the same loop.
#ifndef TARE_KERNELS_SHAPE_STRIDED_H_
#define TARE_KERNELS_SHAPE_STRIDED_H_

#include "runtime/kernel.h"

namespace tare {

/// The output's dimensions, the outermost first, each with the input's stride in elements (0 repeats, negative walks
/// back), from element `offset` of the input on. The caller knows that all of it lies inside the input.
class StridedCopy {
 public:
  static constexpr int kMaxDims = 2 * kMaxRank;

  explicit StridedCopy(ptrdiff_t offset = 0) : offset_(offset) {}
  /// Adds the next dimension inwards. Dimensions of 1 and those that continue the one around them cost nothing.
  void Add(int dim, ptrdiff_t stride);
  /// Copies input `input` to output 0, split over threads.
  Status Run(Kernel k, int input = 0) const;

 private:
  ptrdiff_t offset_;
  int rank_ = 0;
  int dims_[kMaxDims];
  ptrdiff_t strides_[kMaxDims];
};

/// Integer `i` of a tensor of int32 or int64.
int64_t IntegerAt(Tensor t, int i);
/// Sets it.
void SetIntegerAt(Tensor t, int64_t i, int64_t value);
/// True for int32 and int64.
bool IsInteger(Tensor t);
/// Fills `shape` from the values of a vector of at most kMaxRank integers; an error where one is no dimension.
Status ReadShape(Kernel k, Tensor dims, Shape& shape);

/// `axis`, negative ones counted from the end, or -1 when there is no such dimension.
inline int ResolveAxis(int64_t axis, int rank) {
  if (axis < 0) axis += rank;
  return axis >= 0 && axis < rank ? static_cast<int>(axis) : -1;
}

}  // namespace tare

#endif  // TARE_KERNELS_SHAPE_STRIDED_H_
