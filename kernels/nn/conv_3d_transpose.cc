// CONV_3D_TRANSPOSE: what a 3-D convolution of the output would have to be for its gradient to be this. Each output
// element looks for the input positions whose windows it lies in.
#include "kernels/nn/conv_3d.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {
namespace {

constexpr int kShape = 0, kFilter = 1, kInput = 2, kBias = 3;

/// `in` is the op's output, `out` its input, as the convolution has them.
Status Resize(Kernel k, Geometry3D& g) {
  const auto* shape = k.input(kShape).data<int32_t>();
  const Tensor input = k.input(kInput), filter = k.input(kFilter);
  TARE_REQUIRE(k, shape[0] == input.dim(0) && shape[4] == filter.dim(3), "bad output shape");
  int64_t positions = shape[0];
  for (int i = 0; i < 3; ++i) {
    g.in[i] = shape[1 + i];
    g.out[i] = input.dim(1 + i);
    g.filter[i] = filter.dim(i);
    TARE_REQUIRE(k, g.in[i] > 0, "bad output shape");
    int out;
    TARE_RETURN_IF_ERROR(PlaceAxis(k, g, i, &out));
    TARE_REQUIRE(k, out == g.out[i], "the output's shape does not give the input's");
    positions *= g.in[i];
    TARE_REQUIRE(k, positions < kGeometryLimit, "too large");
  }
  return k.ResizeOutput(0, shape, 5);
}

Status Prepare(Kernel k) {
  const Tensor shape = k.input(kShape), filter = k.input(kFilter), input = k.input(kInput);
  const Tensor bias = k.optional_input(kBias);
  Geometry3D& g = *k.data<Geometry3D>();
  TARE_REQUIRE(k,
               input.type() == kTfLiteFloat32 && filter.type() == kTfLiteFloat32 &&
                   k.output(0).type() == kTfLiteFloat32 && (!bias || bias.type() == kTfLiteFloat32),
               "unsupported types");
  TARE_REQUIRE(k, shape.type() == kTfLiteInt32 && shape.rank() == 1 && shape.dim(0) == 5, "bad output shape");
  TARE_REQUIRE(k, input.rank() == 5 && filter.rank() == 5 && input.dim(4) == filter.dim(4), "bad channels");
  g.batch = input.dim(0);
  g.in_c = filter.dim(3);
  g.out_c = filter.dim(4);
  TARE_REQUIRE(k, g.in_c > 0 && g.out_c > 0 && (!bias || bias.elements() == g.in_c), "bad channels or bias");
  ReadGeometry3D(k, g, g.dilation);
  return shape.is_constant() ? Resize(k, g) : k.SetOutputDynamic(0);
}

/// The window position that has tap `tap` on element `at`; -1: none.
int PositionOf(const Geometry3D& g, int i, int at, int tap) {
  const int scaled = at + g.pad[i] - tap * g.dilation[i];
  if (scaled < 0 || scaled % g.stride[i]) return -1;
  const int position = scaled / g.stride[i];
  return position < g.out[i] ? position : -1;
}

void Element(Kernel k, const Geometry3D& g, int batch, const int* at, float* out) {
  const float* filter = k.input(kFilter).data<float>();
  const float* image = k.input(kInput).data<float>() + ptrdiff_t{batch} * g.out[0] * g.out[1] * g.out[2] * g.out_c;
  for (int z = 0; z < g.filter[0]; ++z) {
    const int in_z = PositionOf(g, 0, at[0], z);
    for (int y = 0; in_z >= 0 && y < g.filter[1]; ++y) {
      const int in_y = PositionOf(g, 1, at[1], y);
      for (int x = 0; in_y >= 0 && x < g.filter[2]; ++x) {
        const int in_x = PositionOf(g, 2, at[2], x);
        if (in_x < 0) continue;
        const float* in = image + ((ptrdiff_t{in_z} * g.out[1] + in_y) * g.out[2] + in_x) * g.out_c;
        const float* weights = filter + ((ptrdiff_t{z} * g.filter[1] + y) * g.filter[2] + x) * g.in_c * g.out_c;
        for (int o = 0; o < g.in_c; ++o, weights += g.out_c) {
          float sum = 0;
          for (int i = 0; i < g.out_c; ++i) sum += in[i] * weights[i];
          out[o] += sum;
        }
      }
    }
  }
}

Status Eval(Kernel k) {
  Geometry3D& g = *k.data<Geometry3D>();
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k, g));
  const ActivationRange range = FloatActivationRange(g.activation);
  const Tensor bias = k.optional_input(kBias);
  const int64_t cost = int64_t{g.in[2]} * g.filter[0] * g.filter[1] * g.filter[2] * g.in_c * g.out_c;
  k.ParallelFor(g.batch * g.in[0] * g.in[1], cost, [&](int begin, int end, int /*thread*/) {
    float* out = k.output(0).data<float>() + ptrdiff_t{begin} * g.in[2] * g.in_c;
    for (int line = begin; line < end; ++line) {
      for (int x = 0; x < g.in[2]; ++x, out += g.in_c) {
        const int at[] = {line / g.in[1] % g.in[0], line % g.in[1], x};
        for (int o = 0; o < g.in_c; ++o) out[o] = 0;
        Element(k, g, line / g.in[1] / g.in[0], at, out);
        for (int o = 0; o < g.in_c; ++o) {
          const float sum = out[o] + (bias ? bias.data<float>()[o] : 0);
          out[o] = sum < range.min ? range.min : sum > range.max ? range.max : sum;
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(CONV_3D_TRANSPOSE, shape_f32,
            {.prepare = Prepare, .eval = Eval, .inputs = {3, 4}, .data_bytes = sizeof(Geometry3D)})

}  // namespace tare
