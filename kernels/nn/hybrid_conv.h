// Hybrid convolutions: float activations, int8 weights ("dynamic range quantization"). The input is quantized to int8
// in slices, the images of the batch (rows of FULLY_CONNECTED), each with a scale, and perhaps a zero point, of its
// own. Which ops use a zero point is the reference's choice, see docs/numerics.md.
#ifndef TARE_KERNELS_NN_HYBRID_CONV_H_
#define TARE_KERNELS_NN_HYBRID_CONV_H_

#include "kernels/nn/conv_i8.h"
#include "kernels/nn/hybrid_row.h"

namespace tare {

/// A node's data.
struct HybridConv {
  ConvGeometry g;
  int scales;       // of the weights: one per output channel, or one
  bool asymmetric;  // slices have a zero point
  int scale_last;   // see DequantizeSumsI8
};

/// The tensors of such a node, by index.
struct HybridConvTensors {
  int input, filter, bias;
  int channel_dimension;  // of the filter
};

/// The input quantized.
struct HybridInput {
  const uint8_t* bytes;
  const HybridSlice* slices;
};

/// Prepare: checks types and quantization of a node whose geometry is known; sets `scales`. uint8 weights are taken as
/// int8 bytes, as the reference does.
Status PrepareHybridConv(Kernel k, const HybridConvTensors& tensors, HybridConv& h);

/// True when the filter has a scale per channel and they are not all equal.
bool ScalesDiffer(Tensor filter);

/// Bytes of scratch that QuantizeInput needs, a multiple of 64.
size_t HybridInputBytes(Tensor input, const HybridConv& h);

/// Quantizes the input on the kernel's threads.
HybridInput QuantizeInput(Kernel k, Tensor input, const HybridConv& h, uint8_t* scratch);

/// How sums become output 0. The caller fills scale, sums and sizes.
DequantizeSumsI8 HybridOutput(Kernel k, const HybridConvTensors& tensors, const HybridConv& h);

/// The end of Prepare for the ops: requests EvalHybridConv's scratch.
Status RequestHybridConvScratch(Kernel k, const HybridConvTensors& tensors, const HybridConv& h,
                                const ConvKindI8& kind = kMatrixI8);

/// Eval of those ops, on the kernel's threads.
void EvalHybridConv(Kernel k, const HybridConvTensors& tensors, const HybridConv& h,
                    const ConvKindI8& kind = kMatrixI8);

}  // namespace tare

#endif  // TARE_KERNELS_NN_HYBRID_CONV_H_
