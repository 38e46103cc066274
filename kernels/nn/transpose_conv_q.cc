// TRANSPOSE_CONV, quantized: int8 with a scale per output channel or one in all, and legacy uint8. conv_i8.cc computes
// it from the output's side.
#include "kernels/nn/quantized_conv.h"

namespace tare {
namespace {

constexpr QuantizedConvTensors kTensors = {kTransposeInput, kTransposeFilter, kTransposeBias, 0};

Status Prepare(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  TARE_RETURN_IF_ERROR(PrepareTransposeConv(k, q.g));
  const bool is_uint8 = k.input(kTransposeInput).type() == kTfLiteUInt8;
  // Ties of the second rounding go up, but away from zero in what groups of 8 int8 channels, or of 16 uint8 elements of
  // the whole output, leave over.
  const QuantizedConvRules rules = {is_uint8, is_uint8 ? q.g.in_c : q.g.in_c & ~7, false, is_uint8 ? 15 : 0};
  TARE_RETURN_IF_ERROR(PrepareQuantizedConv(k, kTensors, rules, q));
  return RequestQuantizedConvScratch(k, q, true);
}

Status Eval(Kernel k) {
  auto& q = *k.data<QuantizedConv>();
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeTransposeConv(k, q.g));
  EvalQuantizedConv(k, q, kTensors, true);
  return kOk;
}

}  // namespace

#define TARE_TRANSPOSE_CONV(TYPES)   \
  TARE_KERNEL(TRANSPOSE_CONV, TYPES, \
              {.prepare = Prepare, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(QuantizedConv)})
TARE_TRANSPOSE_CONV(shape_i8)
TARE_TRANSPOSE_CONV(shape_u8)

}  // namespace tare
