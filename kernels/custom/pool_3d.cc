// AvgPool3D and MaxPool3D: pools over volumes [batch, depth, height, width, channels]. Floats run on the engine of
// kernels/nn/conv_3d.h; int8 and int16, which the models that have these ops rarely use, in plain loops.
#include "kernels/flexbuffer.h"
#include "kernels/nn/conv_3d.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  const Flex options = Flex::Options(k), padding = options["padding"];
  int32_t size[5], stride[5];
  TARE_REQUIRE(k,
               options["data_format"].Is("NDHWC") && (padding.Is("SAME") || padding.Is("VALID")) &&
                   options["ksize"].Ints(size, 5) && options["strides"].Ints(stride, 5),
               "bad custom options");
  TARE_REQUIRE(k, size[0] == 1 && size[4] == 1 && stride[0] == 1 && stride[4] == 1, "a window over batch or channels");
  for (int i = 0; i < 3; ++i) {
    g.filter[i] = size[1 + i];
    g.stride[i] = stride[1 + i];
  }
  g.padding = padding.Is("SAME") ? Padding::kSame : Padding::kValid;
  g.activation = Activation::kNone;
  const Tensor in = k.input(0), out = k.output(0);
  TARE_REQUIRE(k,
               in.type() != kTfLiteInt8 ||
                   (__builtin_fabsf(in.scale() - out.scale()) <= 1e-6f && in.zero_point() == out.zero_point()),
               "input and output are quantized differently");
  return PreparePool3D(k, g);
}

Status EvalMaxF32(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunMaxPoolF32)); }
Status EvalAverageF32(Kernel k) { return EvalPool3D(k, *k.data<Geometry3D>(), TARE_BEST(RunAveragePoolF32)); }

/// One output value; `corner` is where the window's first tap is in the input, or would be.
template <class T, bool average>
T Pool(const Geometry3D& g, const T* input, ptrdiff_t corner, const TapRange* taps) {
  int64_t sum = 0;
  int32_t best = INT32_MIN, count = 0;
  for (int z = taps[0].begin; z < taps[0].end; ++z) {
    for (int y = taps[1].begin; y < taps[1].end; ++y) {
      for (int i = taps[2].begin; i < taps[2].end; ++i, ++count) {
        const T value = input[corner + ((ptrdiff_t{z} * g.in[1] + y) * g.in[2] + i) * g.in_c];
        sum += value;
        best = value > best ? value : best;
      }
    }
  }
  if (!average || count == 0) return static_cast<T>(best);
  return static_cast<T>(sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count);
}

template <class T, bool average>
Status EvalInteger(Kernel k) {
  const auto& g = *k.data<Geometry3D>();
  const auto pixels = g.batch * g.out[0] * g.out[1] * g.out[2];
  const int64_t cost = int64_t{2} * g.in_c * g.filter[0] * g.filter[1] * g.filter[2];
  k.ParallelFor(pixels, cost, [&](int begin, int end, int /*thread*/) {
    for (int pixel = begin; pixel < end; ++pixel) {
      TapRange taps[3];
      int rest = pixel, start[3];
      for (int i = 2; i >= 0; --i) {
        start[i] = rest % g.out[i] * g.stride[i] - g.pad[i];
        taps[i] = ValidTaps(start[i], g.filter[i], 1, g.in[i]);
        rest /= g.out[i];
      }
      const ptrdiff_t corner = ((ptrdiff_t{rest} * g.in[0] + start[0]) * g.in[1] + start[1]) * g.in[2] + start[2];
      for (int c = 0; c < g.in_c; ++c) {
        k.output(0).data<T>()[ptrdiff_t{pixel} * g.in_c + c] =
            Pool<T, average>(g, k.input(0).data<T>(), corner * g.in_c + c, taps);
      }
    }
  });
  return kOk;
}

}  // namespace

#define TARE_POOL_3D(ID, TYPES, eval_) \
  TARE_CUSTOM_KERNEL(ID, TYPES, {.prepare = Prepare, .eval = eval_, .data_bytes = sizeof(Geometry3D)})
TARE_POOL_3D(AVG_POOL_3D, f32, EvalAverageF32)
TARE_POOL_3D(MAX_POOL_3D, f32, EvalMaxF32)
#define TARE_COMMA ,
TARE_POOL_3D(AVG_POOL_3D, i8, EvalInteger<int8_t TARE_COMMA true>)
TARE_POOL_3D(AVG_POOL_3D, i16, EvalInteger<int16_t TARE_COMMA true>)
TARE_POOL_3D(MAX_POOL_3D, i8, EvalInteger<int8_t TARE_COMMA false>)
TARE_POOL_3D(MAX_POOL_3D, i16, EvalInteger<int16_t TARE_COMMA false>)
#undef TARE_COMMA

}  // namespace tare
