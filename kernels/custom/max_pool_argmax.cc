// MaxPoolWithArgmax (TensorFlow Lite) and MaxPoolingWithArgmax2D (MediaPipe): the largest value of each window, and
// where it is, the first of equal ones. The one counts from the image's beginning, [y, x, channel]; the other from the
// window's, [y, x], as a float with .1 more so that it survives half precision.
#include "kernels/activation.h"
#include "kernels/custom/pool_options.h"
#include "kernels/flexbuffer.h"
#include "kernels/padding.h"

namespace tare {
namespace {

struct Data {
  PoolOptions pool;
  Window y, x;
};

Status Prepare(Kernel k, Data& data) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() == 4 && k.output(0).type() == kTfLiteFloat32, "bad input or output");
  const PoolOptions& p = data.pool;
  data.y = ComputeWindow(p.padding, in.dim(1), p.filter_h, p.stride_h, 1);
  data.x = ComputeWindow(p.padding, in.dim(2), p.filter_w, p.stride_w, 1);
  TARE_REQUIRE(k, data.y.output > 0 && data.x.output > 0, "window exceeds the input");
  const int dims[] = {in.dim(0), data.y.output, data.x.output, in.dim(3)};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, 4));
  return k.ResizeOutput(1, dims, 4);
}

Status PrepareInImage(Kernel k) {
  auto& data = *k.data<Data>();
  TARE_RETURN_IF_ERROR(ReadPoolMap(k, data.pool));
  TARE_REQUIRE(k, !Flex::Options(k)["include_batch_in_index"].Bool(), "batches in indices are not supported");
  TARE_REQUIRE(k, k.output(1).type() == kTfLiteInt32, "indices are not int32");
  return Prepare(k, data);
}

Status PrepareInWindow(Kernel k) {
  auto& data = *k.data<Data>();
  TARE_RETURN_IF_ERROR(ReadPoolStruct(k, data.pool));
  TARE_REQUIRE(k, k.output(1).type() == kTfLiteFloat32, "indices are not float");
  return Prepare(k, data);
}

template <class Index>
Status Eval(Kernel k) {
  constexpr bool in_window = static_cast<Index>(.5) != 0;
  const Data& data = *k.data<Data>();
  const PoolOptions& p = data.pool;
  const Tensor in = k.input(0), out = k.output(0);
  const int height = in.dim(1), width = in.dim(2), channels = in.dim(3);
  const ActivationRange range = FloatActivationRange(p.activation);
  const int64_t cost = int64_t{data.x.output} * channels * p.filter_h * p.filter_w;
  k.ParallelFor(in.dim(0) * data.y.output, cost, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const int top = row % data.y.output * p.stride_h - data.y.pad_before;
      const float* image = in.data<float>() + int64_t{row / data.y.output} * height * width * channels;
      int64_t at = int64_t{row} * data.x.output * channels;
      for (int x = 0; x < data.x.output; ++x) {
        const int left = x * p.stride_w - data.x.pad_before;
        for (int c = 0; c < channels; ++c, ++at) {
          float best = -__FLT_MAX__;
          int best_y = 0, best_x = 0;
          for (int y = top < 0 ? 0 : top; y < top + p.filter_h && y < height; ++y) {
            for (int i = left < 0 ? 0 : left; i < left + p.filter_w && i < width; ++i) {
              const float value = image[(int64_t{y} * width + i) * channels + c];
              if (!(value > best)) continue;
              best = value;
              best_y = in_window ? y - top : y;
              best_x = in_window ? i - left : i;
            }
          }
          best = best < range.min ? range.min : best > range.max ? range.max : best;
          out.data<float>()[at] = best;
          k.output(1).data<Index>()[at] =
              in_window ? static_cast<Index>(static_cast<float>(best_y * p.filter_w + best_x) + .1f)
                        : static_cast<Index>((best_y * width + best_x) * channels + c);
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(MAX_POOL_WITH_ARGMAX, f32,
                   {.prepare = PrepareInImage, .eval = Eval<int32_t>, .outputs = {2, 2}, .data_bytes = sizeof(Data)})
TARE_CUSTOM_KERNEL(MAX_POOLING_WITH_ARGMAX_2D, f32,
                   {.prepare = PrepareInWindow, .eval = Eval<float>, .outputs = {2, 2}, .data_bytes = sizeof(Data)})

}  // namespace tare
