// What the recurrent ops have in common: products of weights, float or int8 ("hybrid"), and a float vector, and the
// checks of their tensors.
#ifndef TARE_KERNELS_RNN_CELL_H_
#define TARE_KERNELS_RNN_CELL_H_

#include "kernels/activation.h"
#include "kernels/micro/dot_i16.h"
#include "kernels/nn/hybrid_row.h"

namespace tare {

/// True when input `i` is absent (where it may be), or of this type and these dims; columns 0: a vector.
bool FitsCell(Kernel k, int i, TfLiteType type, int rows, int columns, bool optional);

/// True when input `i` is a variable of this type with so many elements.
bool IsCellState(Kernel k, int i, TfLiteType type, int64_t elements);

/// True when input `i` can be weights of the operand's kind: float32, or int8 with a scale (uint8 bytes are taken as
/// int8, as the reference does).
template <class Weight>
bool IsWeightType(Kernel k, int i) {
  const TfLiteType type = k.input(i).type();
  if constexpr (sizeof(Weight) == sizeof(float)) return type == kTfLiteFloat32;
  return (type == kTfLiteInt8 || type == kTfLiteUInt8) && IsQuantized(k.input(i));
}

/// FitsCell for weights.
template <class Weight>
bool FitsWeights(Kernel k, int i, int rows, int columns, bool optional) {
  if (!k.has_input(i)) return optional;
  return IsWeightType<Weight>(k, i) && FitsCell(k, i, k.input(i).type(), rows, columns, false);
}

/// Sum of a[i] * b[i].
float DotF32(const float* a, const float* b, int n);

float ActivateCell(Activation activation, float x);

/// A vector of floats that weights of a type are multiplied by.
template <class Weight>
class Operand {
 public:
  /// Memory that Set needs.
  static size_t ScratchBytes(int n) {
    constexpr size_t kBytes = sizeof(Weight) == 1 ? sizeof(int16_t) + 1 : 0;
    return (static_cast<size_t>(n) * kBytes + 63) & ~size_t{63};
  }
  /// `x` must stay as it is; int8 weights quantize it now.
  void Set(const float* x, int n, bool asymmetric, char* scratch) {
    real_ = x;
    n_ = n;
    if constexpr (sizeof(Weight) == 1) {
      auto* values = reinterpret_cast<int16_t*>(scratch);
      auto* bytes = reinterpret_cast<int8_t*>(values + n);
      const HybridSlice slice = QuantizeRow(x, n, asymmetric, bytes);
      for (int i = 0; i < n; ++i) values[i] = static_cast<int16_t>(bytes[i] - slice.zero);
      whole_ = values;
      scale_ = slice.scale;
    }
  }
  /// A row of the weights times the vector.
  float Times(Tensor weights, int row) const {
    const Weight* w = weights.data<Weight>() + ptrdiff_t{row} * n_;
    if constexpr (sizeof(Weight) == 1) {
      return scale_ * weights.scale() * static_cast<float>(TARE_BEST(DotI16)(whole_, w, n_));
    } else {
      return DotF32(w, real_, n_);
    }
  }

 private:
  const float* real_ = nullptr;
  const int16_t* whole_ = nullptr;  // the values without their zero point
  float scale_ = 1;
  int n_ = 0;
};

}  // namespace tare

#endif  // TARE_KERNELS_RNN_CELL_H_
