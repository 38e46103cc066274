// The parts of recurrent cells that do not depend on the weights' type.
#include "kernels/rnn/cell.h"

#include "kernels/math/numerics.h"

namespace tare {

bool FitsCell(Kernel k, int i, TfLiteType type, int rows, int columns, bool optional) {
  if (!k.has_input(i)) return optional;
  const Tensor t = k.input(i);
  return t.type() == type && t.rank() == (columns ? 2 : 1) && t.dim(0) == rows && (!columns || t.dim(1) == columns);
}

bool IsCellState(Kernel k, int i, TfLiteType type, int64_t elements) {
  return k.has_input(i) && k.input(i).is_variable() && k.input(i).type() == type && k.input(i).elements() == elements;
}

/// In eight lanes, which compilers make vectors of.
float DotF32(const float* a, const float* b, int n) {
  constexpr int kLanes = 8;
  float lanes[kLanes] = {};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int l = 0; l < kLanes; ++l) lanes[l] += a[i + l] * b[i + l];
  }
  float sum = 0;
  for (; i < n; ++i) sum += a[i] * b[i];
  for (const float lane : lanes) sum += lane;
  return sum;
}

float ActivateCell(Activation activation, float x) {
  if (activation == Activation::kTanh) return static_cast<float>(Tanh(double{x}));
  const ActivationRange range = FloatActivationRange(activation);
  return x < range.min ? range.min : x > range.max ? range.max : x;
}

}  // namespace tare
