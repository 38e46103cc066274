// TransformTensorBilinear (MediaPipe): an image whose pixels are taken from where the first two rows of a matrix send
// their positions, bilinear, zeros outside. Version 2 places pixels by their centers, version 1 by their corners.
#include "kernels/flexbuffer.h"

namespace tare {
namespace {

Status Prepare(Kernel k) {
  const Tensor image = k.input(0), matrix = k.input(1);
  TARE_REQUIRE(k, image.rank() == 4 && image.dim(0) == 1 && k.output(0).type() == kTfLiteFloat32,
               "bad image or output");
  TARE_REQUIRE(k, matrix.type() == kTfLiteFloat32 && matrix.elements() >= 8, "bad matrix");
  const Flex options = Flex::Options(k);
  int32_t size[2] = {options["output_height"].Int32(), options["output_width"].Int32()};
  if (k.version() == 1) {
    const Flex mode = options["mode"];
    TARE_REQUIRE(k, mode.is_null() || mode.Is("bilinear"), "TransformTensor supports only bilinear interpolation");
    TARE_REQUIRE(k, options["output_size"].Ints(size, 2), "bad custom options");
  }
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0, "bad output size");
  const int dims[] = {1, size[0], size[1], image.dim(3)};
  return k.ResizeOutput(0, dims, 4);
}

Status Eval(Kernel k) {
  const Tensor image = k.input(0), out = k.output(0);
  const int height = image.dim(1), width = image.dim(2), channels = image.dim(3), out_width = out.dim(2);
  float m[8];
  __builtin_memcpy(m, k.input(1).data<float>(), sizeof(m));
  if (k.version() > 1) {
    for (int row = 0; row < 8; row += 4) m[row + 3] += static_cast<float>(m[row] * .5 + m[row + 1] * .5 - .5);
  }
  k.ParallelFor(out.dim(1), int64_t{10} * out_width * channels, [&](int begin, int end, int /*thread*/) {
    for (int y = begin; y < end; ++y) {
      for (int x = 0; x < out_width; ++x) {
        const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
        const float from_x = m[0] * fx + m[1] * fy + m[3], from_y = m[4] * fx + m[5] * fy + m[7];
        const bool inside = from_x >= 0 && from_x <= static_cast<float>(width - 1) && from_y >= 0 &&
                            from_y <= static_cast<float>(height - 1);
        float* to = out.data<float>() + (int64_t{y} * out_width + x) * channels;
        if (!inside) {
          __builtin_memset(to, 0, sizeof(float) * static_cast<size_t>(channels));
          continue;
        }
        const auto left = static_cast<int>(from_x), top = static_cast<int>(from_y);
        const double right_part = from_x - static_cast<float>(left), lower_part = from_y - static_cast<float>(top);
        // What would lie beyond the last row or column has no part.
        const int64_t right = left + 1 < width ? channels : 0, below = top + 1 < height ? int64_t{width} * channels : 0;
        const float* at = image.data<float>() + (int64_t{top} * width + left) * channels;
        for (int c = 0; c < channels; ++c) {
          const double upper = (1 - right_part) * double{at[c]} + right_part * double{at[right + c]};
          const double lower = (1 - right_part) * double{at[below + c]} + right_part * double{at[below + right + c]};
          to[c] = static_cast<float>(lower_part * lower + (1 - lower_part) * upper);
        }
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(TRANSFORM_TENSOR_BILINEAR, f32, {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}})

}  // namespace tare
