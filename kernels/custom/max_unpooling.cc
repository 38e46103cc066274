// MaxUnpooling2D: puts each value where a pool has found it, zeros elsewhere. Indices as TensorFlow Lite's pool gives
// them, int32 in the image [y, x, channel], or as MediaPipe's does, floats in the window [y, x] (max_pool_argmax.cc).
// Indices that point out of the image are an error; the references write there.
#include "kernels/custom/pool_options.h"

namespace tare {
namespace {

Status Prepare(Kernel k, int height, int width) {
  const Tensor in = k.input(0), indices = k.input(1);
  TARE_REQUIRE(k, indices.SameShape(in) && k.output(0).type() == kTfLiteFloat32, "bad indices or output");
  const int dims[] = {in.dim(0), height, width, in.dim(3)};
  return k.ResizeOutput(0, dims, 4);
}

/// Images are below 2^28 pixels a side, so that sums and products of positions fit.
Status ReadOptions(Kernel k, PoolOptions& pool) {
  TARE_RETURN_IF_ERROR(ReadPoolStruct(k, pool));
  constexpr int kMaxSide = 1 << 16;
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() == 4 && in.dim(1) > 0 && in.dim(1) < kMaxSide && in.dim(2) > 0 && in.dim(2) < kMaxSide,
               "bad input");
  return kOk;
}

Status PrepareInImage(Kernel k) {
  PoolOptions p;
  TARE_RETURN_IF_ERROR(ReadOptions(k, p));
  const bool same = p.padding == Padding::kSame;
  const int h = k.input(0).dim(1), w = k.input(0).dim(2);
  return Prepare(k, same ? h * p.stride_h : (h - 1) * p.stride_h + p.filter_h,
                 same ? w * p.stride_w : (w - 1) * p.stride_w + p.filter_w);
}

Status EvalInImage(Kernel k) {
  const Tensor in = k.input(0), out = k.output(0);
  const int64_t from = in.Elements(1, 4), to = out.Elements(1, 4);
  const auto* indices = k.input(1).data<int32_t>();
  __builtin_memset(out.data<float>(), 0, out.bytes());
  for (int64_t i = 0; i < in.elements(); ++i) {
    const int32_t index = indices[i];
    TARE_REQUIRE(k, index >= 0 && index < to, "an index is out of range");
    out.data<float>()[i / from * to + index] = in.data<float>()[i];
  }
  return kOk;
}

/// The node's data is its options.
Status PrepareInWindow(Kernel k) {
  auto& p = *k.data<PoolOptions>();
  TARE_RETURN_IF_ERROR(ReadOptions(k, p));
  return Prepare(k, k.input(0).dim(1) * p.filter_h, k.input(0).dim(2) * p.filter_w);
}

Status EvalInWindow(Kernel k) {
  const auto& p = *k.data<PoolOptions>();
  const Tensor in = k.input(0), out = k.output(0);
  const int h = in.dim(1), w = in.dim(2), channels = in.dim(3), out_h = out.dim(1), out_w = out.dim(2);
  const auto pad = [](int size, int stride, int filter, int from) {
    const int padding = ((size - 1) * stride + filter - from) / 2;
    return padding > 0 ? padding : 0;
  };
  const int top = pad(h, p.stride_h, p.filter_h, out_h), left = pad(w, p.stride_w, p.filter_w, out_w);
  __builtin_memset(out.data<float>(), 0, out.bytes());
  for (int64_t i = 0; i < in.elements(); ++i) {
    const float index = k.input(1).data<float>()[i];
    TARE_REQUIRE(k, index >= 0 && index < static_cast<float>(kMaxPoolSize * kMaxPoolSize), "an index is out of range");
    const int64_t pixel = i / channels;
    const int x = static_cast<int>(pixel % w) * p.stride_w - left + static_cast<int>(index) % p.filter_w;
    const int y = static_cast<int>(pixel / w % h) * p.stride_h - top + static_cast<int>(index) / p.filter_w;
    TARE_REQUIRE(k, x >= 0 && x < out_w && y >= 0 && y < out_h, "an index is out of range");
    out.data<float>()[((pixel / w / h * out_h + y) * out_w + x) * channels + i % channels] = in.data<float>()[i];
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(MAX_UNPOOLING_2D, f32_i32, {.prepare = PrepareInImage, .eval = EvalInImage, .inputs = {2, 2}})
TARE_CUSTOM_KERNEL(
    MAX_UNPOOLING_2D, f32,
    {.prepare = PrepareInWindow, .eval = EvalInWindow, .inputs = {2, 2}, .data_bytes = sizeof(PoolOptions)})

}  // namespace tare
