// TRANSPOSE_CONV, float: the gradient of a convolution, output[n, y * stride + ky - pad, x * stride + kx - pad, o] +=
// input[n, y, x] · filter[o, ky, kx]. It is computed from the output's side: the pixels of one output row whose x is
// equal modulo the stride see the same taps, so they make tiles of the ordinary convolution, and taps that fall between
// input pixels are left out.
#include "kernels/nn/transpose_conv.h"

#include "kernels/nn/conv_f32.h"

namespace tare {
namespace {

constexpr int kRows = kGemmF32Rows;

/// Values of x modulo the stride, and tiles of one output row for one of them.
int Phases(const ConvGeometry& g) { return g.stride_w < g.out_w ? g.stride_w : g.out_w; }
int TilesOfPhase(const ConvGeometry& g) { return (g.out_w - 1) / g.stride_w / kRows + 1; }

void LocateTransposed(const ConvF32& c, int tile, int, const float** rows, const float* zeros, GemmTileF32& t) {
  const ConvGeometry& g = c.g;
  const int phase_tiles = TilesOfPhase(g), phases = Phases(g);
  const int line = tile / phase_tiles / phases, y = line % g.out_h, image = line / g.out_h;
  const int x = tile / phase_tiles % phases + tile % phase_tiles * kRows * g.stride_w;
  const int left = (g.out_w - x + g.stride_w - 1) / g.stride_w;  // pixels of this phase from x on; may be none
  t.row_count = left < kRows ? left : kRows;
  t.out = c.output + (size_t{1} * line * g.out_w + x) * g.out_c;
  t.out_stride = ptrdiff_t{g.stride_w} * g.out_c;
  t.segments = g.filter_h * g.filter_w;
  t.length = g.filter_c;
  for (int tap_y = 0; tap_y < g.filter_h; ++tap_y) {
    const int scaled_y = y + g.pad_h - tap_y, in_y = scaled_y / g.stride_h;
    const bool meets_row = scaled_y >= 0 && scaled_y % g.stride_h == 0 && in_y < g.in_h;
    const float* row = c.input + (size_t{1} * image * g.in_h + (meets_row ? in_y : 0)) * g.in_w * g.in_c;
    for (int tap_x = 0; tap_x < g.filter_w; ++tap_x) {
      const int scaled_x = x + g.pad_w - tap_x;
      const bool meets = meets_row && scaled_x % g.stride_w == 0;
      for (int r = 0; r < kRows; ++r) {
        const int in_x = scaled_x / g.stride_w + (r < left ? r : left - 1);
        *rows++ = !meets ? nullptr : in_x >= 0 && in_x < g.in_w ? row + size_t{1} * in_x * g.in_c : zeros;
      }
    }
  }
}

}  // namespace

Status RequestTransposeConvScratch(Kernel k, const ConvGeometry& g) {
  ConvF32 conv;  // its scratch does not depend on the image sizes, which may not be known yet
  conv.g = ForwardGeometry(g);
  conv.tiles = 0;
  conv.in_place = false;
  conv.PlanBlocks();
  return k.RequestScratch(conv.thread_scratch * k.threads());
}

void EvalTransposeConv(Kernel k, const ConvGeometry& g, Tensor input, Tensor filter, Tensor bias) {
  ConvF32 conv;
  conv.g = ForwardGeometry(g);
  conv.input = input.data<float>();
  conv.filter = filter.data<float>();
  conv.bias = bias ? bias.data<float>() : nullptr;
  conv.output = k.output(0).data<float>();
  conv.locate = LocateTransposed;
  conv.in_place = false;
  conv.tiles = g.batch * g.in_h * Phases(conv.g) * TilesOfPhase(conv.g);
  conv.PlanBlocks();
  conv.RunAll(k);
}

namespace {

Status Prepare(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  TARE_REQUIRE(k,
               k.input(kTransposeInput).type() == kTfLiteFloat32 &&
                   k.input(kTransposeFilter).type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32 &&
                   (!k.has_input(kTransposeBias) || k.input(kTransposeBias).type() == kTfLiteFloat32),
               "tensors must be float");
  TARE_RETURN_IF_ERROR(PrepareTransposeConv(k, g));
  return RequestTransposeConvScratch(k, g);
}

Status Eval(Kernel k) {
  auto& g = *k.data<ConvGeometry>();
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeTransposeConv(k, g));
  EvalTransposeConv(k, g, k.input(kTransposeInput), k.input(kTransposeFilter), k.optional_input(kTransposeBias));
  return kOk;
}

}  // namespace

TARE_KERNEL(TRANSPOSE_CONV, shape_f32,
            {.prepare = Prepare, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(ConvGeometry)})

}  // namespace tare
