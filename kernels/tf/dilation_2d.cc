// TensorFlow's Dilation2D, float, NHWC: the largest sum of a pixel and the filter's weight under a window, channel by
// channel; and its gradients, which go to the pixel or the weight that was the largest, the first of equal ones.
#include "kernels/nn/conv_geometry.h"
#include "kernels/padding.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kPadding, kStrideW, kStrideH, kRateW, kRateH };  // options

struct Geometry {
  int stride[2], rate[2], size[2], in[2], out[2], before[2];  // height, width
  int batch, depth;
};

Status Resolve(Kernel k, Geometry& g) {
  const Tensor in = k.input(0), filter = k.input(1);
  TARE_REQUIRE(k, in.rank() == 4 && filter.rank() == 3 && filter.type() == kTfLiteFloat32 && filter.dim(2) == in.dim(3),
               "input must be 4-dimensional, and the filter have as many channels");
  g.batch = in.dim(0);
  g.depth = in.dim(3);
  for (int i = 0; i < 2; ++i) {
    g.stride[i] = k.options().Scalar<int32_t>(kStrideH - i);
    g.rate[i] = k.options().Scalar<int32_t>(kRateH - i);
    g.size[i] = filter.dim(i);
    g.in[i] = in.dim(1 + i);
    TARE_REQUIRE(k,
                 g.stride[i] > 0 && g.rate[i] > 0 && g.size[i] > 0 && g.in[i] > 0 && g.in[i] < kGeometryLimit &&
                     g.stride[i] < kGeometryLimit && int64_t{g.size[i]} * g.rate[i] < kGeometryLimit,
                 "bad window");
    const auto padding = static_cast<Padding>(k.options().Scalar<int32_t>(kPadding));
    const Window w = ComputeWindow(padding, g.in[i], g.size[i], g.stride[i], g.rate[i]);
    TARE_REQUIRE(k, w.output > 0, "window exceeds the input");
    g.out[i] = w.output;
    g.before[i] = w.pad_before;
  }
  return kOk;
}

/// Calls visit(output element, input element, filter element, sum) for the largest of each window; the elements are -1
/// where the window is outside.
template <class Visit>
void ForEachLargest(Kernel k, const Geometry& g, Visit visit) {
  const float *in = k.input(0).data<float>(), *filter = k.input(1).data<float>();
  int64_t to = 0;
  for (int place = 0; place < g.batch * g.out[0] * g.out[1]; ++place) {
    const int x = place % g.out[1] * g.stride[1] - g.before[1];
    const int y = place / g.out[1] % g.out[0] * g.stride[0] - g.before[0];
    const int64_t rows = int64_t{place / g.out[1] / g.out[0]} * g.in[0];
    for (int c = 0; c < g.depth; ++c, ++to) {
      float most = -__FLT_MAX__;
      int64_t best = -1, weight = -1;
      for (int tap = 0; tap < g.size[0] * g.size[1]; ++tap) {
        const int in_y = y + tap / g.size[1] * g.rate[0], in_x = x + tap % g.size[1] * g.rate[1];
        if (in_y < 0 || in_y >= g.in[0] || in_x < 0 || in_x >= g.in[1]) continue;
        const int64_t from = ((rows + in_y) * g.in[1] + in_x) * g.depth + c, w = int64_t{tap} * g.depth + c;
        const float sum = in[from] + filter[w];
        if (sum > most) {
          most = sum;
          best = from;
          weight = w;
        }
      }
      visit(to, best, weight, most);
    }
  }
}

Status Prepare(Kernel k) {
  Geometry g = {};
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  TARE_RETURN_IF_ERROR(Resolve(k, g));
  return k.ResizeOutput(0, Shape{4, {g.batch, g.out[0], g.out[1], g.depth}});
}

Status Eval(Kernel k) {
  Geometry g = {};
  TARE_RETURN_IF_ERROR(Resolve(k, g));
  float* out = k.output(0).data<float>();
  ForEachLargest(k, g, [&](int64_t to, int64_t, int64_t, float most) { out[to] = most; });
  return kOk;
}

/// `by`: the input that the gradient is by.
template <int by>
Status PrepareGradient(Kernel k) {
  Geometry g = {};
  const Tensor gradient = k.input(2);
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32 && gradient.type() == kTfLiteFloat32, "output is not float");
  TARE_RETURN_IF_ERROR(Resolve(k, g));
  TARE_REQUIRE(k,
               gradient.rank() == 4 && gradient.dim(0) == g.batch && gradient.dim(1) == g.out[0] &&
                   gradient.dim(2) == g.out[1] && gradient.dim(3) == g.depth,
               "out_backprop has incompatible size");
  return k.ResizeOutputLike(0, k.input(by));
}

template <int by>
Status EvalGradient(Kernel k) {
  Geometry g = {};
  TARE_RETURN_IF_ERROR(Resolve(k, g));
  float* out = k.output(0).data<float>();
  const float* gradient = k.input(2).data<float>();
  if (k.output(0).bytes()) __builtin_memset(out, 0, k.output(0).bytes());
  ForEachLargest(k, g, [&](int64_t from, int64_t pixel, int64_t weight, float) {
    const int64_t to = by ? weight : pixel;
    if (to >= 0) out[to] += gradient[from];
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Dilation2D, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})
TARE_TF_KERNEL(Dilation2DBackpropInput, f32, {.prepare = PrepareGradient<0>, .eval = EvalGradient<0>, .inputs = {3, 3}})
TARE_TF_KERNEL(Dilation2DBackpropFilter, f32,
               {.prepare = PrepareGradient<1>, .eval = EvalGradient<1>, .inputs = {3, 3}})

}  // namespace tare
