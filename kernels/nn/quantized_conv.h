// What the quantized convolutions and fully connected layers have in common besides their loops: the meaning of their
// tensors' bytes, and the factor from sums to outputs, per channel.
#ifndef TARE_KERNELS_NN_QUANTIZED_CONV_H_
#define TARE_KERNELS_NN_QUANTIZED_CONV_H_

#include "kernels/micro/requant_i8.h"
#include "kernels/nn/conv_i8.h"

namespace tare {

/// A node's data: filled in Prepare, but for the pointers.
struct QuantizedConv {
  ConvI8 conv;
  /// Memory for weights packed once, or nullptr; used from the second run on, so that the first comes soon.
  uint8_t* keep_at;
  bool ran;
  RequantI8 output;  // of the first pixel and channel; the channels' factors are in the node's persistent memory
};

/// The tensors of such a node, by index.
struct QuantizedConvTensors {
  int input, filter, bias;
  int channel_dimension;  // of the filter: what per-channel quantization counts along
};

/// How the reference computes a node's factors and rounds with them.
struct QuantizedConvRules {
  bool float_product;  // input scale * filter scale is rounded to float where the filter has one scale
  int away_from;       // first channel whose right shift rounds ties away from zero
  bool weight_zero;    // int8 weights may have a zero point
};

/// Prepare, once the geometry is in `q`: checks types and quantization (activations and filter of one type, int8 or
/// uint8; bias int32), computes the channels' factors, plans and requests the scratch.
Status PrepareQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, const QuantizedConvRules& rules,
                            const ConvKindI8& kind, QuantizedConv& q);

/// Requantizes the sums of a tile; the context is a QuantizedConv.
void StoreQuantized(const ConvI8& conv, const ConvSums& s);

/// Eval, on the kernel's threads.
Status EvalQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, QuantizedConv& q,
                         StoreI8 store = StoreQuantized);

}  // namespace tare

#endif  // TARE_KERNELS_NN_QUANTIZED_CONV_H_
