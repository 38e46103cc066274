// Ops that slide a window over volumes [batch, depth, height, width, channels]: the built-in CONV_3D and TensorFlow's
// Conv3D, MaxPool3D and AvgPool3D, float. The ops differ in where their options come from; everything else is here.
//
// No loop of their own: a 3-D convolution is the matrix tiles of the 2-D one with more window positions, and a 3-D pool
// is the 2-D one's row loop with a longer table of taps.
#ifndef TARE_KERNELS_NN_CONV_3D_H_
#define TARE_KERNELS_NN_CONV_3D_H_

#include "kernels/activation.h"
#include "kernels/micro/window_f32.h"
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {

/// Sizes of one 3-D windowed op; arrays are depth, height, width.
struct Geometry3D {
  int stride[3], dilation[3];  // set by the op, at least 1 and below kGeometryLimit, as the filter of a pool
  int filter[3];
  Padding padding;
  Activation activation;

  int batch, in_c, out_c;
  int in[3], out[3], pad[3];
};

/// Reads the options of CONV_3D, or of a pool that has its window's size where CONV_3D has dilations, into `window`.
void ReadGeometry3D(Kernel k, Geometry3D& g, int* window);

/// Checks an axis' input size, stride, dilation and filter, whose sizes keep products within 32 bits, sets its padding,
/// and gives how many positions its window has: at most 0 where it exceeds the input.
Status PlaceAxis(Kernel k, Geometry3D& g, int axis, int* positions);

/// Prepare: input 0 [n, d, h, w, c], input 1 filter [d, h, w, c, o], optional input 2 bias [o]. Sets output 0's shape
/// and requests scratch memory.
Status PrepareConv3D(Kernel k, Geometry3D& g);
Status EvalConv3D(Kernel k, const Geometry3D& g);

/// Prepare: input 0 [n, d, h, w, c]; the filter is the pool's size. Sets output 0's shape and requests scratch memory.
Status PreparePool3D(Kernel k, Geometry3D& g);
/// `loop` is RunMaxPoolF32 or RunAveragePoolF32.
Status EvalPool3D(Kernel k, const Geometry3D& g, void (*loop)(const WindowRowF32&));

}  // namespace tare

#endif  // TARE_KERNELS_NN_CONV_3D_H_
