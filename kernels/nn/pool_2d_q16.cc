// AVERAGE_POOL_2D and MAX_POOL_2D, int16: the mean, rounded half away from zero, or the largest of the window's
// elements that lie inside the input. Plain loops: such models are small.
#include "kernels/activation.h"
#include "kernels/math/numerics.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {
namespace {

struct Data {
  ConvGeometry g;
  QuantizedRange range;
};

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  const Tensor input = k.input(0), output = k.output(0);
  TARE_REQUIRE(k, output.type() == input.type(), "types differ");
  TARE_REQUIRE(k, IsQuantized(input) && IsQuantized(output), "unquantized tensors");
  TARE_RETURN_IF_ERROR(PreparePool2D(k, data.g));
  data.range = QuantizedActivationRange(data.g.activation, output);
  return kOk;
}

template <bool kAverage>
void Row(Kernel k, const Data& data, int line) {
  const ConvGeometry& g = data.g;
  const int start_y = line % g.out_h * g.stride_h - g.pad_h;
  const TapRange ys = ValidTaps(start_y, g.filter_h, 1, g.in_h);
  const auto* image = k.input(0).data<int16_t>() + ptrdiff_t{line / g.out_h} * g.in_h * g.in_w * g.in_c;
  auto* out = k.output(0).data<int16_t>() + ptrdiff_t{line} * g.out_w * g.out_c;
  for (int x = 0; x < g.out_w; ++x) {
    const int start_x = x * g.stride_w - g.pad_w;
    const TapRange xs = ValidTaps(start_x, g.filter_w, 1, g.in_w);
    const int64_t count = int64_t{ys.end - ys.begin} * (xs.end - xs.begin);
    for (int c = 0; c < g.out_c; ++c) {
      int64_t sum = 0, largest = INT16_MIN;
      for (int ky = ys.begin; ky < ys.end; ++ky) {
        for (int kx = xs.begin; kx < xs.end; ++kx) {
          const int value = image[(ptrdiff_t{start_y + ky} * g.in_w + start_x + kx) * g.in_c + c];
          sum += value;
          largest = value > largest ? value : largest;
        }
      }
      __builtin_assume(count > 0);  // a window always meets the input
      const int64_t y = kAverage ? (sum > 0 ? sum + count / 2 : sum - count / 2) / count : largest;
      *out++ = static_cast<int16_t>(ClampInt(y, data.range.min, data.range.max));
    }
  }
}

template <bool kAverage>
Status Eval(Kernel k) {
  const auto& data = *k.data<Data>();
  const ConvGeometry& g = data.g;
  k.ParallelFor(g.batch * g.out_h, int64_t{g.out_w} * g.out_c * g.filter_h * g.filter_w, [&](int begin, int end, int) {
    for (int line = begin; line < end; ++line) Row<kAverage>(k, data, line);
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(AVERAGE_POOL_2D, i16, {.prepare = Prepare, .eval = Eval<true>, .data_bytes = sizeof(Data)})
TARE_KERNEL(MAX_POOL_2D, i16, {.prepare = Prepare, .eval = Eval<false>, .data_bytes = sizeof(Data)})

}  // namespace tare
