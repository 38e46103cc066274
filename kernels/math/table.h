// Unary ops of 8-bit tensors, as tables: an input has only 256 values, so whatever the function is, Prepare computes it
// for all of them with the reference's arithmetic and Eval looks up.
#ifndef TARE_KERNELS_MATH_TABLE_H_
#define TARE_KERNELS_MATH_TABLE_H_

#include "kernels/activation.h"

namespace tare {

/// The node's data of table ops.
struct ByteTable {
  uint8_t at[256];
};

/// Maps an input's distance from its zero point to the output's distance from its own.
using TableFunction = int32_t (*)(const void* params, int32_t x);

/// Prepare: input and output must be int8 or uint8, both of one type. Fills the node's ByteTable with f, clamped to
/// `range` (in the output's integers), and gives the output the input's shape.
Status PrepareTable(Kernel k, TableFunction f, const void* params, QuantizedRange range);

/// The same for a real function: the input is made real, and the result quantized, in float.
Status PrepareFloatTable(Kernel k, float (*f)(float x));

Status EvalTable(Kernel k);

/// Eval of a float op: out = f(x), element by element.
Status EvalUnaryF32(Kernel k, float (*f)(float x));

}  // namespace tare

#endif  // TARE_KERNELS_MATH_TABLE_H_
