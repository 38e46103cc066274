// Ops of two inputs that are a formula of two elements: the loop over a row, and Prepare and Eval, as templates.
#ifndef TARE_KERNELS_MATH_BINARY_H_
#define TARE_KERNELS_MATH_BINARY_H_

#include "kernels/math/broadcast.h"

namespace tare {

/// A RowFunction of `op`.
template <class T, class R, R (*op)(T, T)>
void BinaryRow(const void* /*params*/, const void* x, int x_step, const void* y, int y_step, void* out, int n) {
  for (int i = 0; i < n; ++i) {
    static_cast<R*>(out)[i] = op(static_cast<const T*>(x)[i * x_step], static_cast<const T*>(y)[i * y_step]);
  }
}

/// Prepare of an op whose inputs have one type and whose output is `R`-sized of type `out_type`, or of the inputs'
/// type where that is kTfLiteNoType. The node's data is a Broadcast.
template <TfLiteType out_type>
Status PrepareBinary(Kernel k) {
  const TfLiteType type = k.input(0).type();
  TARE_REQUIRE(k, k.input(1).type() == type, "types differ");
  TARE_REQUIRE(k, k.output(0).type() == (out_type == kTfLiteNoType ? type : out_type), "bad output type");
  return PrepareBroadcast(k, *k.data<Broadcast>());
}

template <RowFunction row>
Status EvalBinary(Kernel k) {
  EvalBroadcast(k, *k.data<Broadcast>(), 4, row, nullptr);
  return kOk;
}

}  // namespace tare

/// Registers OP × TYPES by its RowFunction, whose output is of the inputs' type.
#define TARE_BINARY_ROW(OP, TYPES, ...)                 \
  TARE_KERNEL(OP, TYPES,                                \
              {.prepare = PrepareBinary<kTfLiteNoType>, \
               .eval = EvalBinary<__VA_ARGS__>,         \
               .inputs = {2, 2},                        \
               .data_bytes = sizeof(Broadcast),         \
               .in_place = 3})

/// The same for a formula `op(T, T)` that gives T.
#define TARE_BINARY(OP, TYPES, T, op) TARE_BINARY_ROW(OP, TYPES, BinaryRow<T, T, op<T>>)

/// The same for a TensorFlow op on floats, by a function that is no template.
#define TARE_TF_BINARY(OP, op)                                     \
  TARE_TF_KERNEL(OP, f32,                                          \
                 {.prepare = PrepareBinary<kTfLiteNoType>,         \
                  .eval = EvalBinary<BinaryRow<float, float, op>>, \
                  .inputs = {2, 2},                                \
                  .data_bytes = sizeof(Broadcast),                 \
                  .in_place = 3})

#endif  // TARE_KERNELS_MATH_BINARY_H_
