// Reductions over any dimensions: which elements of the input belong to which of the output. The input is walked once,
// front to back.
#ifndef TARE_KERNELS_MATH_REDUCE_H_
#define TARE_KERNELS_MATH_REDUCE_H_

#include "runtime/kernel.h"

namespace tare {

/// The input's dimensions, with neighbours that are both reduced or both kept made one. The node's data begins with it.
struct ReducePlan {
  int rank;
  int dims[kMaxRank];
  bool reduced[kMaxRank];
  int count;  // elements behind one of the output
};

/// Prepare: checks input, axes and output (of the input's type), then resizes or declares the output dynamic.
Status PrepareReduce(Kernel k);
/// Gives the output its shape and fills the plan; in Eval where the axes are not constant.
Status ResizeReduced(Kernel k);

/// Calls visit(element of the output, element of the input) for `n` elements of the input.
template <class Visit>
void ForEachReduced(const ReducePlan& plan, int n, Visit visit) {
  const int last = plan.rank - 1, row = last < 0 ? 1 : plan.dims[last], step = last >= 0 && !plan.reduced[last] ? 1 : 0;
  for (int at = 0, index = 0; at < n; ++index) {
    int to = 0, stride = step ? row : 1;
    for (int d = last - 1, rest = index; d >= 0; --d) {
      if (!plan.reduced[d]) {
        to += rest % plan.dims[d] * stride;
        stride *= plan.dims[d];
      }
      rest /= plan.dims[d];
    }
    for (int i = 0; i < row; ++i, to += step) visit(to, at++);
  }
}

}  // namespace tare

#endif  // TARE_KERNELS_MATH_REDUCE_H_
