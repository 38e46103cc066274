// TensorFlow's ExtractImagePatches: the pixels under a window that slides over images, as channels; what lies outside
// is 0.
#include "kernels/nn/conv_geometry.h"
#include "kernels/padding.h"
#include "runtime/kernel.h"

namespace tare {
namespace {

// Options.
enum { kPadding, kStrideW, kStrideH, kSizeW, kSizeH, kRateW, kRateH };

struct Data {
  int stride[2], size[2], rate[2], out[2], before[2];  // height, width
};

Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() == 4 && in.type() == k.output(0).type(), "input must be 4-dimensional");
  Data& d = *k.data<Data>();
  const auto option = [&](int i) { return k.options().Scalar<int32_t>(i); };
  const auto padding = static_cast<Padding>(option(kPadding));
  int64_t channels = in.dim(3);
  Shape shape = {4, {in.dim(0)}};
  for (int i = 0; i < 2; ++i) {
    d.stride[i] = option(kStrideH - i);
    d.size[i] = option(kSizeH - i);
    d.rate[i] = option(kRateH - i);
    TARE_REQUIRE(k,
                 d.stride[i] > 0 && d.size[i] > 0 && d.rate[i] > 0 && int64_t{d.size[i]} * d.rate[i] < kGeometryLimit &&
                     d.stride[i] < kGeometryLimit && in.dim(1 + i) < kGeometryLimit,
                 "bad window");
    const Window window = ComputeWindow(padding, in.dim(1 + i), d.size[i], d.stride[i], d.rate[i]);
    TARE_REQUIRE(k, window.output > 0, "window exceeds the input");
    d.before[i] = window.pad_before;
    shape.dims[1 + i] = d.out[i] = window.output;
    channels *= d.size[i];
    TARE_REQUIRE(k, channels < kGeometryLimit, "too large");
  }
  shape.dims[3] = static_cast<int32_t>(channels);
  return k.ResizeOutput(0, shape);
}

Status Eval(Kernel k) {
  const Tensor in = k.input(0);
  const Data& d = *k.data<Data>();
  const size_t pixel = static_cast<size_t>(in.dim(3)) * ElementBytes(in.type());
  const size_t patch = pixel * static_cast<size_t>(d.size[0]) * static_cast<size_t>(d.size[1]);
  if (!pixel) return kOk;
  k.ParallelFor(in.dim(0) * d.out[0] * d.out[1], static_cast<int64_t>(patch), [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      const int x = i % d.out[1] * d.stride[1] - d.before[1], y = i / d.out[1] % d.out[0] * d.stride[0] - d.before[0];
      const ptrdiff_t image = ptrdiff_t{i / d.out[1] / d.out[0]} * in.dim(1);
      char* to = k.output(0).data<char>() + patch * static_cast<size_t>(i);
      for (int ty = 0; ty < d.size[0]; ++ty) {
        for (int tx = 0; tx < d.size[1]; ++tx, to += pixel) {
          const int in_y = y + ty * d.rate[0], in_x = x + tx * d.rate[1];
          if (in_y < 0 || in_y >= in.dim(1) || in_x < 0 || in_x >= in.dim(2)) {
            __builtin_memset(to, 0, pixel);
          } else {
            __builtin_memcpy(to, in.data<char>() + static_cast<size_t>((image + in_y) * in.dim(2) + in_x) * pixel,
                             pixel);
          }
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(ExtractImagePatches, bytes, {.prepare = Prepare, .eval = Eval, .data_bytes = sizeof(Data)})

}  // namespace tare
