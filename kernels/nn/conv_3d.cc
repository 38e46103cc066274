// 3-D convolution and pooling, and the built-in CONV_3D: output[n, z, y, x, o] = activation(bias[o] + sum over taps and
// channels of input * filter).
#include "kernels/nn/conv_3d.h"

#include "kernels/nn/conv_f32.h"
#include "kernels/padding.h"

namespace tare {

Status PlaceAxis(Kernel k, Geometry3D& g, int axis, int* positions) {
  const int in = g.in[axis], stride = g.stride[axis], dilation = g.dilation[axis], filter = g.filter[axis];
  TARE_REQUIRE(k,
               stride > 0 && dilation > 0 && filter > 0 && in < kGeometryLimit && stride < kGeometryLimit &&
                   int64_t{filter} * dilation < kGeometryLimit,
               "bad stride, dilation or filter size");
  const Window window = ComputeWindow(g.padding, in, filter, stride, dilation);
  g.pad[axis] = window.pad_before;
  *positions = window.output;
  return kOk;
}

namespace {

constexpr int kRows = kGemmF32Rows;

/// Checks sizes, fills output sizes and padding, sets the output's shape.
Status Slide(Kernel k, Geometry3D& g) {
  const int* dims = k.input(0).dims();
  g.batch = dims[0];
  g.in_c = dims[4];
  int64_t taps = 1, positions = g.batch;
  Shape shape = {5, {g.batch, 0, 0, 0, g.out_c}};
  for (int i = 0; i < 3; ++i) {
    g.in[i] = dims[1 + i];
    TARE_RETURN_IF_ERROR(PlaceAxis(k, g, i, &g.out[i]));
    TARE_REQUIRE(k, g.out[i] > 0, "window exceeds the input");
    shape.dims[1 + i] = g.out[i];
    taps *= g.filter[i];
    positions *= g.out[i];
    TARE_REQUIRE(k, taps * (g.in_c ? g.in_c : 1) < kGeometryLimit && positions < kGeometryLimit, "too large");
  }
  return k.ResizeOutput(0, shape);
}

/// The convolution driver with what it does not know of depth.
struct Conv3D : ConvF32 {
  const Geometry3D* volume;
};

/// Finds the input rows of kRows pixels; pixels beyond the last repeat it. Where all windows lie inside their input
/// rows, one pointer covers a filter row.
void Locate3D(const ConvF32& conv, int tile, int /*group*/, const float** rows, const float* zeros, GemmTileF32& t) {
  const Geometry3D& g = *static_cast<const Conv3D&>(conv).volume;
  struct {
    const float* image;
    int at[3];
  } window[kRows];
  const int pixels = g.batch * g.out[0] * g.out[1] * g.out[2], first = tile * kRows;
  t.row_count = pixels - first < kRows ? pixels - first : kRows;
  t.out = conv.output + size_t{1} * first * g.out_c;
  t.out_stride = g.out_c;
  bool inside = g.dilation[2] == 1;
  for (int r = 0; r < kRows; ++r) {
    int pixel = first + (r < t.row_count ? r : t.row_count - 1);
    for (int i = 2; i >= 0; --i) {
      window[r].at[i] = pixel % g.out[i] * g.stride[i] - g.pad[i];
      pixel /= g.out[i];
    }
    window[r].image = conv.input + size_t{1} * pixel * g.in[0] * g.in[1] * g.in[2] * g.in_c;
    inside &= window[r].at[2] >= 0 && window[r].at[2] + g.filter[2] <= g.in[2];
  }
  const int taps_x = inside ? 1 : g.filter[2];
  const auto within = [](int position, int size) { return position >= 0 && position < size; };
  for (int z = 0; z < g.filter[0]; ++z) {
    for (int y = 0; y < g.filter[1]; ++y) {
      for (int x = 0; x < taps_x; ++x) {
        for (int r = 0; r < kRows; ++r) {
          const int in_z = window[r].at[0] + z * g.dilation[0], in_y = window[r].at[1] + y * g.dilation[1];
          const int in_x = window[r].at[2] + x * g.dilation[2];
          const bool valid = within(in_z, g.in[0]) && within(in_y, g.in[1]) && within(in_x, g.in[2]);
          *rows++ = valid ? window[r].image + ((ptrdiff_t{in_z} * g.in[1] + in_y) * g.in[2] + in_x) * g.in_c : zeros;
        }
      }
    }
  }
  t.segments = g.filter[0] * g.filter[1] * taps_x;
  t.length = inside ? g.filter[2] * g.in_c : g.in_c;
}

/// The driver for `g`; what it computes with is still missing.
Conv3D Plan(const Geometry3D& g) {
  Conv3D conv;
  conv.volume = &g;
  conv.g = {};
  conv.g.out_c = g.out_c;
  conv.g.groups = 1;
  conv.g.filter_h = g.filter[0] * g.filter[1];
  conv.g.filter_w = g.filter[2];
  conv.g.filter_c = g.in_c;
  conv.g.activation = g.activation;
  conv.locate = Locate3D;
  conv.k_major = true;
  conv.in_place = false;
  conv.tiles = (g.batch * g.out[0] * g.out[1] * g.out[2] + kRows - 1) / kRows;
  conv.PlanBlocks();
  return conv;
}

/// A pool thread's scratch: its table of taps.
size_t TapBytes(const Geometry3D& g) {
  constexpr size_t kAlign = 64;
  const size_t taps = size_t{1} * g.filter[0] * g.filter[1] * g.filter[2];
  return (sizeof(WindowTap) * taps + kAlign - 1) & ~(kAlign - 1);
}

}  // namespace

Status PrepareConv3D(Kernel k, Geometry3D& g) {
  const Tensor input = k.input(0), filter = k.input(1), bias = k.optional_input(2);
  TARE_RETURN_IF_ERROR(RequireFloat(k));
  TARE_REQUIRE(k, input.rank() == 5 && filter.rank() == 5, "input and filter must have 5 dimensions");
  g.out_c = filter.dim(4);
  TARE_REQUIRE(k, filter.dim(3) == input.dim(4) && filter.dim(3) > 0 && g.out_c > 0, "bad channels");
  TARE_REQUIRE(k, !bias || bias.elements() == g.out_c, "bias must have %d elements", g.out_c);
  for (int i = 0; i < 3; ++i) g.filter[i] = filter.dim(i);
  TARE_RETURN_IF_ERROR(Slide(k, g));
  return k.RequestScratch(Plan(g).thread_scratch * k.threads());
}

Status EvalConv3D(Kernel k, const Geometry3D& g) {
  Conv3D conv = Plan(g);
  conv.input = k.input(0).data<float>();
  conv.filter = k.input(1).data<float>();
  conv.bias = k.has_input(2) ? k.input(2).data<float>() : nullptr;
  conv.output = k.output(0).data<float>();
  conv.RunAll(k);
  return kOk;
}

Status PreparePool3D(Kernel k, Geometry3D& g) {
  const Tensor input = k.input(0);
  TARE_REQUIRE(k, input.type() == k.output(0).type(), "input and output have different types");
  TARE_REQUIRE(k, input.rank() == 5, "input must have 5 dimensions");
  g.out_c = input.dim(4);
  for (int& d : g.dilation) d = 1;
  TARE_RETURN_IF_ERROR(Slide(k, g));
  return k.RequestScratch(TapBytes(g) * k.threads());
}

Status EvalPool3D(Kernel k, const Geometry3D& g, void (*loop)(const WindowRowF32&)) {
  const float* input = k.input(0).data<float>();
  float* output = k.output(0).data<float>();
  auto* scratch = k.scratch<uint8_t>();
  const ptrdiff_t row = ptrdiff_t{g.in[2]} * g.in_c, plane = row * g.in[1];
  const ActivationRange range = FloatActivationRange(g.activation);
  const int64_t cost = int64_t{g.out[2]} * g.out_c * g.filter[0] * g.filter[1] * g.filter[2];
  k.ParallelFor(g.batch * g.out[0] * g.out[1], cost, [&](int begin, int end, int thread) {
    auto* taps = reinterpret_cast<WindowTap*>(scratch + TapBytes(g) * thread);
    WindowRowF32 w = {};
    w.taps = taps;
    w.channels = g.out_c;
    w.input_pixel = ptrdiff_t{g.stride[2]} * g.in_c;
    w.min = range.min;
    w.max = range.max;
    w.out = output + ptrdiff_t{begin} * g.out[2] * g.out_c;
    for (int unit = begin; unit < end; ++unit) {
      const int y = unit % g.out[1] * g.stride[1] - g.pad[1];
      const int z = unit / g.out[1] % g.out[0] * g.stride[0] - g.pad[0];
      const float* image = input + ptrdiff_t{unit / g.out[1] / g.out[0]} * g.in[0] * plane;
      const TapRange zs = ValidTaps(z, g.filter[0], 1, g.in[0]), ys = ValidTaps(y, g.filter[1], 1, g.in[1]);
      for (int x = 0; x < g.out[2]; x += w.pixels) {
        const int start = x * g.stride[2] - g.pad[2];
        const TapRange xs = ValidTaps(start, g.filter[2], 1, g.in[2]);
        w.tap_count = 0;
        for (int tz = zs.begin; tz < zs.end; ++tz) {
          for (int ty = ys.begin; ty < ys.end; ++ty) {
            for (int tx = xs.begin; tx < xs.end; ++tx) {
              taps[w.tap_count++] = {(tz - zs.begin) * plane + (ty - ys.begin) * row + ptrdiff_t{tx} * g.in_c, 0};
            }
          }
        }
        w.pixels = 1;
        if (xs.end - xs.begin == g.filter[2]) {  // and so for all pixels up to the right border
          const int last = (g.in[2] - g.filter[2] + g.pad[2]) / g.stride[2];
          w.pixels = (last < g.out[2] ? last + 1 : g.out[2]) - x;
        }
        w.input = image + (z + zs.begin) * plane + (y + ys.begin) * row + ptrdiff_t{start} * g.in_c;
        loop(w);
        w.out += ptrdiff_t{w.pixels} * g.out_c;
      }
    }
  });
  return kOk;
}

void ReadGeometry3D(Kernel k, Geometry3D& g, int* window) {
  using namespace options::Conv3DOptions;
  const fb::Table options = k.options();
  g.padding = static_cast<Padding>(options.Scalar<int8_t>(padding));
  g.activation = static_cast<Activation>(options.Scalar<int8_t>(fused_activation_function));
  g.stride[0] = options.Scalar<int32_t>(stride_d);
  g.stride[1] = options.Scalar<int32_t>(stride_h);
  g.stride[2] = options.Scalar<int32_t>(stride_w);
  window[0] = options.Scalar<int32_t>(dilation_d_factor, 1);
  window[1] = options.Scalar<int32_t>(dilation_h_factor, 1);
  window[2] = options.Scalar<int32_t>(dilation_w_factor, 1);
}

namespace {

Status PrepareBuiltin(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  ReadGeometry3D(k, g, g.dilation);
  return PrepareConv3D(k, g);
}

Status EvalBuiltin(Kernel k) { return EvalConv3D(k, *k.data<Geometry3D>()); }

}  // namespace

TARE_KERNEL(CONV_3D, f32,
            {.prepare = PrepareBuiltin, .eval = EvalBuiltin, .inputs = {2, 3}, .data_bytes = sizeof(Geometry3D)})

}  // namespace tare
