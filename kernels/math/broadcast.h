// Elementwise ops of two inputs with numpy's broadcasting, whatever their types.
//
// Prepare turns both shapes into as few dimensions as possible (neighbours that both inputs walk alike are one), each
// with a stride per input that is 0 where the input repeats. Eval hands rows to one function of the op; within a row
// the strides are 0 or 1, so that function is the only code that knows types.
#ifndef TARE_KERNELS_MATH_BROADCAST_H_
#define TARE_KERNELS_MATH_BROADCAST_H_

#include "runtime/kernel.h"

namespace tare {

/// How two inputs meet. The last dimension is the row.
struct Broadcast {
  int rank;
  int dims[kMaxRank];
  int strides[2][kMaxRank];  // in elements
};

/// How the reference walks such a pair in its quantized sums, whose rounding depends on it.
enum class BroadcastPath {
  kElementwise,  // rows of both inputs
  kScalar,       // rows of one input, against one element of the other
  kGeneric,      // anything else: element by element
};
BroadcastPath PathOf(const Broadcast& b);

/// Checks that the inputs can meet, sets output 0's shape and fills `b`.
Status PrepareBroadcast(Kernel k, Broadcast& b);

/// out[i] = op(x[i * x_step], y[i * y_step]) for i < n; the steps are 0 or 1. A row comes in pieces; all but its last
/// one are multiples of kPiece long.
inline constexpr int kPiece = 16;
using RowFunction = void (*)(const void* params, const void* x, int x_step, const void* y, int y_step, void* out,
                             int n);

/// Calls `row` for all rows, split over threads. `cost` is the rough number of operations per element.
void EvalBroadcast(Kernel k, const Broadcast& b, int cost, RowFunction row, const void* params);

}  // namespace tare

#endif  // TARE_KERNELS_MATH_BROADCAST_H_
