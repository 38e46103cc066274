// What the windowed ops (convolutions, pooling) have in common, whatever their types: reading the options, checking
// them against the shapes, and the sizes that follow. All of it is checked here once, in Prepare, so that Eval can
// index without checks: every product and position below fits an int.
#ifndef TARE_KERNELS_NN_CONV_GEOMETRY_H_
#define TARE_KERNELS_NN_CONV_GEOMETRY_H_

#include "kernels/activation.h"
#include "kernels/not_selected.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {

/// Sizes of one windowed op. "Input" is the tensor the window slides over: for TRANSPOSE_CONV, the op's output.
struct ConvGeometry {
  int batch;
  int in_h, in_w, in_c;
  int out_h, out_w, out_c;
  int filter_h, filter_w;
  int filter_c;  // input channels that one output channel sees: in_c / groups; 1 for depthwise
  int stride_h, stride_w;
  int dilation_h, dilation_w;
  int pad_h, pad_w;  // before the first input row and column
  int groups;        // of CONV_2D; 1 otherwise
  Activation activation;
  Padding padding;

  /// From tap to tap, and groups, where the models have others than 1.
  int step_h() const { return features::dilations ? dilation_h : 1; }
  int step_w() const { return features::dilations ? dilation_w : 1; }
  int group_count() const { return features::groups ? groups : 1; }

  /// Depthwise: output channels per input channel.
  int multiplier() const { return out_c / in_c; }
};

/// Inputs of the convolutions, in the order of the ops' own lists.
inline constexpr int kConvInput = 0, kConvFilter = 1, kConvBias = 2;
inline constexpr int kTransposeShape = 0, kTransposeFilter = 1, kTransposeInput = 2, kTransposeBias = 3;

/// Bound of window extents and image sizes: sums of a few stay within an int.
inline constexpr int kGeometryLimit = 1 << 28;

/// Fails unless all inputs and output 0 are float32.
Status RequireFloat(Kernel k);

/// CONV_2D: input [n, h, w, c], filter [out_c, fh, fw, c / groups]. Sets output 0's shape. Types are the caller's.
Status PrepareConv2D(Kernel k, ConvGeometry& g);

/// DEPTHWISE_CONV_2D: input [n, h, w, c], filter [1, fh, fw, c * multiplier]; the multiplier is taken from the shapes.
/// Sets output 0's shape.
Status PrepareDepthwiseConv2D(Kernel k, ConvGeometry& g);

/// The rest of Prepare for an op with the options of CONV_2D, once filter, channels and groups are in `g`. Sets output
/// 0's shape.
Status PrepareWindow2D(Kernel k, ConvGeometry& g);

/// The same without an output's shape, for an image of these dims.
Status ResolveWindow2D(Kernel k, ConvGeometry& g, const int* image);

/// AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D: input [n, h, w, c], filter size from the options. Sets output 0's shape.
Status PreparePool2D(Kernel k, ConvGeometry& g);

/// TRANSPOSE_CONV without what depends on the output's shape: options, filter [out_c, fh, fw, c] against input [n, h,
/// w, c] and bias. Output 0 gets its shape when the shape input is constant, else it becomes dynamic. `in_*` of the
/// geometry is the op's output, `out_*` its input (as the gradient of a convolution has it).
Status PrepareTransposeConv(Kernel k, ConvGeometry& g);

/// TRANSPOSE_CONV, start of Eval: gives a dynamic output its shape and fills the rest of `g`.
Status ResizeTransposeConv(Kernel k, ConvGeometry& g);

/// TRANSPOSE_CONV's geometry as a convolution from the op's input to its output, as the matrix drivers see it.
ConvGeometry ForwardGeometry(const ConvGeometry& g);

/// FULLY_CONNECTED: input of any rank taken as rows of weights.dim(1), weights [units, depth], as a 1×1 convolution
/// over a batch of 1×1 images. Sets output 0's shape.
Status PrepareFullyConnected(Kernel k, ConvGeometry& g);

/// The taps [begin, end) of a window dimension that fall inside the input, when tap 0 lies at input position `start`
/// (which may be negative).
struct TapRange {
  int begin, end;
};
inline TapRange ValidTaps(int start, int filter, int dilation, int input) {
  const int begin = start < 0 ? (dilation - 1 - start) / dilation : 0;
  const int fit = start < input ? (input - 1 - start) / dilation + 1 : 0;
  return {begin, fit < filter ? fit : filter};
}

}  // namespace tare

#endif  // TARE_KERNELS_NN_CONV_GEOMETRY_H_
