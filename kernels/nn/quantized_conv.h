// What the quantized convolutions and fully connected layers have in common besides their loops: the meaning of their
// tensors' bytes, and the factor from sums to outputs, per channel.
#ifndef TARE_KERNELS_NN_QUANTIZED_CONV_H_
#define TARE_KERNELS_NN_QUANTIZED_CONV_H_

#include "kernels/micro/requant_i8.h"
#include "kernels/nn/conv_i8.h"

namespace tare {

/// A node's data: all of it is filled in Prepare.
struct QuantizedConv {
  ConvGeometry g;
  GemmOperandsI8 operands;
  int32_t out_zero, out_min, out_max;
  int channels;  // outputs with a factor of their own in the node's persistent memory
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

/// Prepare: checks types and quantization (activations and filter of one type, int8 or uint8; bias int32) and fills `q`
/// but for the geometry, which must be there already, and the channels' factors.
Status PrepareQuantizedConv(Kernel k, const QuantizedConvTensors& tensors, const QuantizedConvRules& rules,
                            QuantizedConv& q);

/// The end of Prepare for the ops that run as matrix tiles (all but depthwise): requests the scratch that
/// EvalQuantizedConv needs.
Status RequestQuantizedConvScratch(Kernel k, const QuantizedConv& q, LocateI8 locate = nullptr);

/// Requantizes the sums of a tile; the context is a RequantI8 of the output's first pixel and channel.
void StoreQuantized(const ConvI8& conv, const ConvSums& s);

/// Eval of those ops, on the kernel's threads.
void EvalQuantizedConv(Kernel k, const QuantizedConv& q, const QuantizedConvTensors& tensors, LocateI8 locate = nullptr,
                       StoreI8 store = StoreQuantized);

/// For Eval: how sums become output 0: the channels' factors, zero point, bounds and place of the first pixel.
RequantI8 QuantizedConvOutput(Kernel k, const QuantizedConv& q);

/// The operands of activations of this type and zero point, and of this filter.
GemmOperandsI8 OperandsOf(TfLiteType type, int32_t input_zero, int32_t weight_zero);

}  // namespace tare

#endif  // TARE_KERNELS_NN_QUANTIZED_CONV_H_
