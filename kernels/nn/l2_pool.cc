// L2_POOL_2D: the root of the mean of the squares of the window's elements that lie inside the input.
#include "kernels/nn/conv_geometry.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  return PreparePool2D(k, *k.data<ConvGeometry>());
}

void Pixel(const ConvGeometry& g, const float* image, int y, int x, const ActivationRange& range, float* out) {
  const TapRange ys = ValidTaps(y, g.filter_h, 1, g.in_h), xs = ValidTaps(x, g.filter_w, 1, g.in_w);
  const auto count = static_cast<float>((ys.end - ys.begin) * (xs.end - xs.begin));
  for (int c = 0; c < g.out_c; ++c) {
    float sum = 0;
    for (int ty = ys.begin; ty < ys.end; ++ty) {
      for (int tx = xs.begin; tx < xs.end; ++tx) {
        const float value = image[(ptrdiff_t{y + ty} * g.in_w + x + tx) * g.in_c + c];
        sum += value * value;
      }
    }
    const float root = __builtin_elementwise_sqrt(sum / count);
    out[c] = root < range.min ? range.min : root > range.max ? range.max : root;
  }
}

Status Eval(Kernel k) {
  const ConvGeometry& g = *k.data<ConvGeometry>();
  const ActivationRange range = FloatActivationRange(g.activation);
  const int64_t cost = int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w;
  k.ParallelFor(g.batch * g.out_h, cost, [&](int begin, int end, int /*thread*/) {
    for (int line = begin; line < end; ++line) {
      const float* image = k.input(0).data<float>() + ptrdiff_t{line / g.out_h} * g.in_h * g.in_w * g.in_c;
      float* out = k.output(0).data<float>() + ptrdiff_t{line} * g.out_w * g.out_c;
      for (int x = 0; x < g.out_w; ++x, out += g.out_c) {
        Pixel(g, image, line % g.out_h * g.stride_h - g.pad_h, x * g.stride_w - g.pad_w, range, out);
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(L2_POOL_2D, f32, {.prepare = Prepare, .eval = Eval, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
