// TensorFlow's Conv3DBackpropFilterV2, float, NDHWC: the gradient of a 3-D convolution by its filter, whose shape is
// the second input. For every tap, a sum of outer products of the input and the gradient over all places; work is split
// over taps. (By the input, it is CONV_3D_TRANSPOSE.)
#include "kernels/micro/elementwise_f32.h"
#include "kernels/nn/conv_3d.h"
#include "kernels/nn/conv_geometry.h"

namespace tare {
namespace {

enum { kInput, kFilterSizes, kGradient };  // inputs

Status Resize(Kernel k) {
  auto& g = *k.data<Geometry3D>();
  const Tensor input = k.input(kInput), gradient = k.input(kGradient);
  const auto* sizes = k.input(kFilterSizes).data<int32_t>();
  g.batch = input.dim(0);
  g.in_c = input.dim(4);
  g.out_c = gradient.dim(4);
  TARE_REQUIRE(k, gradient.dim(0) == g.batch && sizes[3] == g.in_c && sizes[4] == g.out_c && g.in_c > 0 && g.out_c > 0,
               "bad channels");
  int64_t taps = 1;
  for (int i = 0; i < 3; ++i) {
    g.in[i] = input.dim(1 + i);
    g.filter[i] = sizes[i];
    TARE_REQUIRE(k, g.in[i] > 0, "the input is empty");
    TARE_RETURN_IF_ERROR(PlaceAxis(k, g, i, &g.out[i]));
    TARE_REQUIRE(k, g.out[i] > 0 && g.out[i] == gradient.dim(1 + i),
                 "the gradient's shape is not that of the convolution");
    taps *= g.filter[i];
    TARE_REQUIRE(k, taps < kGeometryLimit, "too large");
  }
  return k.ResizeOutput(0, sizes, 5);
}

Status Prepare(Kernel k) {
  const Tensor input = k.input(kInput), sizes = k.input(kFilterSizes), gradient = k.input(kGradient);
  TARE_REQUIRE(k,
               gradient.type() == kTfLiteFloat32 && k.output(0).type() == kTfLiteFloat32 && input.rank() == 5 &&
                   gradient.rank() == 5,
               "bad inputs");
  TARE_REQUIRE(k, sizes.type() == kTfLiteInt32 && sizes.rank() == 1 && sizes.dim(0) == 5, "bad shape");
  auto& g = *k.data<Geometry3D>();
  ReadGeometry3D(k, g, g.dilation);
  return sizes.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

/// Adds up one tap's weights [in_c, out_c].
void Tap(const Geometry3D& g, const int* tap, const float* input, const float* gradient, float* weights) {
  const auto inside = [&](int i, int at) {
    const int position = at * g.stride[i] - g.pad[i] + tap[i];
    return position >= 0 && position < g.in[i] ? position : -1;
  };
  const float* from = gradient;
  for (int n = 0; n < g.batch; ++n) {
    for (int z = 0; z < g.out[0]; ++z) {
      for (int y = 0; y < g.out[1]; ++y) {
        for (int x = 0; x < g.out[2]; ++x, from += g.out_c) {
          const int in_z = inside(0, z), in_y = inside(1, y), in_x = inside(2, x);
          if (in_z < 0 || in_y < 0 || in_x < 0) continue;
          const float* pixel = input + (((ptrdiff_t{n} * g.in[0] + in_z) * g.in[1] + in_y) * g.in[2] + in_x) * g.in_c;
          for (int c = 0; c < g.in_c; ++c) {
            TARE_BEST(AddScaledF32)(weights + ptrdiff_t{c} * g.out_c, from, pixel[c], g.out_c);
          }
        }
      }
    }
  }
}

Status Eval(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(Resize(k));
  const Geometry3D& g = *k.data<Geometry3D>();
  float* out = k.output(0).data<float>();
  if (k.output(0).bytes()) __builtin_memset(out, 0, k.output(0).bytes());
  k.ParallelFor(g.filter[0] * g.filter[1] * g.filter[2], int64_t{1} << 20, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) {
      const int tap[] = {i / g.filter[2] / g.filter[1], i / g.filter[2] % g.filter[1], i % g.filter[2]};
      Tap(g, tap, k.input(kInput).data<float>(), k.input(kGradient).data<float>(),
          out + ptrdiff_t{i} * g.in_c * g.out_c);
    }
  });
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(Conv3DBackpropFilterV2, f32,
               {.prepare = Prepare, .eval = Eval, .inputs = {3, 3}, .data_bytes = sizeof(Geometry3D)})

}  // namespace tare
