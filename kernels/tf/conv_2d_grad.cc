// TensorFlow's Conv2DBackpropInput and Conv2DBackpropFilter, float, NHWC, and DepthwiseConv2dNativeBackprop…: the
// gradients of a convolution by its input and by its filter. The first input of one (and the second of the other) is
// the shape of the result, which is not there.
//
// Both walk the convolution itself: for every output position and tap, a row of gradients meets a row of the input. By
// the filter that is a sum of outer products; by the input, of products with the filter. Work is split over what is
// written: images, and taps.
#include "kernels/micro/elementwise_f32.h"
#include "kernels/nn/conv_geometry.h"
#include "kernels/shape/strided.h"

namespace tare {
namespace {

constexpr int kGradient = 2;

/// Fills `g` with the convolution's geometry, for an image and a filter of these shapes. The filter of a depthwise one
/// has as last dimension the outputs of each channel.
template <bool depthwise>
Status Resolve(Kernel k, ConvGeometry& g, const int* image, const int* filter) {
  const Tensor gradient = k.input(kGradient);
  g.batch = image[0];
  g.filter_h = filter[0];
  g.filter_w = filter[1];
  g.filter_c = filter[2];
  TARE_REQUIRE(k, !depthwise || int64_t{filter[2]} * filter[3] < kGeometryLimit, "bad channels");
  g.out_c = depthwise ? filter[2] * filter[3] : filter[3];
  g.groups = 1;
  TARE_REQUIRE(k, g.filter_c > 0 && g.out_c > 0 && image[3] == g.filter_c, "bad channels");
  TARE_RETURN_IF_ERROR(ResolveWindow2D(k, g, image));
  TARE_REQUIRE(k,
               gradient.dim(0) == g.batch && gradient.dim(1) == g.out_h && gradient.dim(2) == g.out_w &&
                   gradient.dim(3) == g.out_c,
               "the gradient's shape is not that of the convolution");
  return kOk;
}

/// Sets the output's shape, which input `index` holds, and fills the geometry.
template <bool depthwise>
Status Resize(Kernel k, int index) {
  const Tensor wanted = k.input(index);
  int dims[4];
  for (int d = 0; d < 4; ++d) {
    const int64_t dim = IntegerAt(wanted, d);
    TARE_REQUIRE(k, dim > 0 && dim < kGeometryLimit, "bad shape");
    dims[d] = static_cast<int>(dim);
  }
  const int* other = k.input(1 - index).dims();
  TARE_RETURN_IF_ERROR(
      Resolve<depthwise>(k, *k.data<ConvGeometry>(), index == 0 ? dims : other, index == 0 ? other : dims));
  return k.ResizeOutput(0, dims, 4);
}

template <int index, bool depthwise>
Status Prepare(Kernel k) {
  const Tensor wanted = k.input(index), other = k.input(1 - index), gradient = k.input(kGradient);
  TARE_REQUIRE(k, IsInteger(wanted) && wanted.rank() == 1 && wanted.dim(0) == 4, "bad shape");
  TARE_REQUIRE(k,
               other.type() == kTfLiteFloat32 && gradient.type() == kTfLiteFloat32 &&
                   k.output(0).type() == kTfLiteFloat32 && other.rank() == 4 && gradient.rank() == 4,
               "bad inputs");
  return wanted.is_constant() ? Resize<depthwise>(k, index) : k.SetOutputDynamic(0);
}

/// Calls visit(image position, gradient position) for all places where tap (ty, tx) of image `n` lies inside.
template <class Visit>
void ForEachPlace(const ConvGeometry& g, int n, int ty, int tx, Visit visit) {
  for (int y = 0; y < g.out_h; ++y) {
    const int in_y = y * g.stride_h - g.pad_h + ty * g.dilation_h;
    if (in_y < 0 || in_y >= g.in_h) continue;
    for (int x = 0; x < g.out_w; ++x) {
      const int in_x = x * g.stride_w - g.pad_w + tx * g.dilation_w;
      if (in_x < 0 || in_x >= g.in_w) continue;
      visit((int64_t{n} * g.in_h + in_y) * g.in_w + in_x, (int64_t{n} * g.out_h + y) * g.out_w + x);
    }
  }
}

template <bool depthwise>
Status EvalInput(Kernel k) {
  if (!k.input(0).is_constant()) TARE_RETURN_IF_ERROR(Resize<depthwise>(k, 0));
  const ConvGeometry g = *k.data<ConvGeometry>();
  const auto* filter = k.input(1).data<float>();
  const auto* gradient = k.input(kGradient).data<float>();
  auto* out = k.output(0).data<float>();
  const int per_channel = depthwise ? g.out_c / g.filter_c : g.out_c;  // outputs that a channel has weights for
  __builtin_memset(out, 0, k.output(0).bytes());
  k.ParallelFor(g.batch, int64_t{1} << 20, [&](int begin, int end, int /*thread*/) {
    for (int n = begin; n < end; ++n) {
      for (int tap = 0; tap < g.filter_h * g.filter_w; ++tap) {
        const float* weights = filter + ptrdiff_t{tap} * g.filter_c * per_channel;
        ForEachPlace(g, n, tap / g.filter_w, tap % g.filter_w, [&](int64_t image, int64_t place) {
          const float* from = gradient + place * g.out_c;
          for (int c = 0; c < g.filter_c; ++c) {
            float sum = 0;
            if constexpr (depthwise) from = gradient + place * g.out_c + ptrdiff_t{c} * per_channel;
            for (int o = 0; o < per_channel; ++o) sum += from[o] * weights[ptrdiff_t{c} * per_channel + o];
            out[image * g.filter_c + c] += sum;
          }
        });
      }
    }
  });
  return kOk;
}

template <bool depthwise>
Status EvalFilter(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize<depthwise>(k, 1));
  const ConvGeometry g = *k.data<ConvGeometry>();
  const auto* input = k.input(0).data<float>();
  const auto* gradient = k.input(kGradient).data<float>();
  auto* out = k.output(0).data<float>();
  const int per_channel = depthwise ? g.out_c / g.filter_c : g.out_c;
  __builtin_memset(out, 0, k.output(0).bytes());
  k.ParallelFor(g.filter_h * g.filter_w, int64_t{1} << 20, [&](int begin, int end, int /*thread*/) {
    for (int tap = begin; tap < end; ++tap) {
      float* weights = out + ptrdiff_t{tap} * g.filter_c * per_channel;
      for (int n = 0; n < g.batch; ++n) {
        ForEachPlace(g, n, tap / g.filter_w, tap % g.filter_w, [&](int64_t image, int64_t place) {
          for (int c = 0; c < g.filter_c; ++c) {
            const float* from = gradient + place * g.out_c + (depthwise ? ptrdiff_t{c} * per_channel : 0);
            TARE_BEST(AddScaledF32)
            (weights + ptrdiff_t{c} * per_channel, from, input[image * g.filter_c + c], per_channel);
          }
        });
      }
    }
  });
  return kOk;
}

}  // namespace

#define TARE_CONV_GRAD(OP, TYPES, index, depthwise, Eval) \
  TARE_TF_KERNEL(OP, TYPES,                               \
                 {.prepare = Prepare<index, depthwise>,   \
                  .eval = Eval<depthwise>,                \
                  .inputs = {3, 3},                       \
                  .data_bytes = sizeof(ConvGeometry)})
TARE_CONV_GRAD(Conv2DBackpropInput, shape, 0, false, EvalInput)
TARE_CONV_GRAD(Conv2DBackpropFilter, f32, 1, false, EvalFilter)
TARE_CONV_GRAD(DepthwiseConv2dNativeBackpropInput, shape, 0, true, EvalInput)
TARE_CONV_GRAD(DepthwiseConv2dNativeBackpropFilter, f32, 1, true, EvalFilter)

}  // namespace tare
