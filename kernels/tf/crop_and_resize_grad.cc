// TensorFlow's CropAndResizeGradImage and CropAndResizeGradBoxes: the gradients of CropAndResize by its image and by
// its boxes. Both walk all samples that lie inside their image; each is mixed from four pixels, or is the nearest one.
#include "runtime/kernel.h"

namespace tare {
namespace {

enum { kNearest };  // options

/// A sample along a side: the pixels around it and its distance from the first.
struct Sample {
  int low, high, nearest;
  float lerp;
};

/// Where samples of a side lie: at start + i * step, of which step is that of a box as large as the image.
struct Side {
  float start, step, whole;
  int size;

  Side(float from, float to, int image, int samples) : size(image) {
    const auto last = static_cast<float>(image - 1);
    whole = samples > 1 ? last / static_cast<float>(samples - 1) : 0;
    start = samples > 1 ? from * last : .5f * (from + to) * last;
    step = (to - from) * whole;
  }
  bool At(int i, Sample& s) const {
    const float at = start + static_cast<float>(i) * step;
    if (!(at >= 0 && at <= static_cast<float>(size - 1))) return false;
    const float low = __builtin_floorf(at);
    s = {static_cast<int>(low), static_cast<int>(__builtin_ceilf(at)), static_cast<int>(__builtin_roundf(at)),
         at - low};
    return true;
  }
};

/// Checks gradient [boxes, height, width, depth], boxes and box indices, inputs `boxes` and the one behind it.
Status Check(Kernel k, int boxes) {
  const Tensor gradient = k.input(0), corners = k.input(boxes), index = k.input(boxes + 1);
  TARE_REQUIRE(k, gradient.rank() == 4 && gradient.dim(1) > 0 && gradient.dim(2) > 0, "grads image must be 4-D");
  TARE_REQUIRE(k,
               corners.type() == kTfLiteFloat32 && corners.rank() == 2 && corners.dim(1) == 4 &&
                   corners.dim(0) == gradient.dim(0),
               "boxes and grads have incompatible shape");
  TARE_REQUIRE(k, index.type() == kTfLiteInt32 && index.rank() == 1 && index.dim(0) == corners.dim(0),
               "box_index has incompatible shape");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32, "output is not float");
  return kOk;
}

/// Calls visit(box, image of the batch, y, x, sample's gradient) for all samples inside their image.
template <class Visit>
Status ForEachSample(Kernel k, int boxes, const int* image, Visit visit) {
  const Tensor gradient = k.input(0);
  const int height = gradient.dim(1), width = gradient.dim(2);
  const float* from = gradient.data<float>();
  for (int box = 0; box < gradient.dim(0); ++box) {
    const int32_t index = k.input(boxes + 1).data<int32_t>()[box];
    TARE_REQUIRE(k, index >= 0 && index < image[0], "box_index has values outside [0, batch_size)");
    const float* corner = k.input(boxes).data<float>() + ptrdiff_t{4} * box;
    const Side ys(corner[0], corner[2], image[1], height), xs(corner[1], corner[3], image[2], width);
    Sample y, x;
    for (int i = 0; i < height * width; ++i, from += gradient.dim(3)) {
      if (ys.At(i / width, y) && xs.At(i % width, x)) visit(box, index, i, y, x, from);
    }
  }
  return kOk;
}

constexpr int kImageSize = 3;  // input of CropAndResizeGradImage

Status ResizeImage(Kernel k) {
  const auto* size = k.input(kImageSize).data<int32_t>();
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0 && size[2] > 0 && size[3] == k.input(0).dim(3),
               "image_size and grads are incompatible");
  return k.ResizeOutput(0, size, 4);
}

/// Inputs: gradient, boxes, box indices, the image's shape.
Status PrepareImage(Kernel k) {
  TARE_RETURN_IF_ERROR(Check(k, 1));
  const Tensor size = k.input(kImageSize);
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.rank() == 1 && size.dim(0) == 4, "image_size must be 1-D with 4");
  return size.is_constant() ? ResizeImage(k) : k.SetOutputDynamic(0);
}

Status EvalImage(Kernel k) {
  if (k.output(0).is_dynamic()) TARE_RETURN_IF_ERROR(ResizeImage(k));
  const Tensor out = k.output(0);
  const int depth = out.dim(3);
  const bool nearest = k.options().Scalar<int32_t>(kNearest) != 0;
  if (out.bytes()) __builtin_memset(out.data<float>(), 0, out.bytes());
  return ForEachSample(k, 1, out.dims(), [&](int, int n, int, const Sample& y, const Sample& x, const float* from) {
    const auto add = [&](int row, int column, float share_y, float share_x) {
      float* to = out.data<float>() + ((ptrdiff_t{n} * out.dim(1) + row) * out.dim(2) + column) * depth;
      for (int c = 0; c < depth; ++c) to[c] += from[c] * share_y * share_x;
    };
    if (nearest) return add(y.nearest, x.nearest, 1, 1);
    add(y.low, x.low, 1 - y.lerp, 1 - x.lerp);
    add(y.low, x.high, 1 - y.lerp, x.lerp);
    add(y.high, x.low, y.lerp, 1 - x.lerp);
    add(y.high, x.high, y.lerp, x.lerp);
  });
}

/// Inputs: gradient, image, boxes, box indices.
Status PrepareBoxes(Kernel k) {
  TARE_RETURN_IF_ERROR(Check(k, 2));
  const Tensor image = k.input(1);
  TARE_REQUIRE(k, image.type() == kTfLiteFloat32 || image.type() == kTfLiteUInt8, "unsupported type");
  TARE_REQUIRE(k, image.rank() == 4 && image.dim(1) > 0 && image.dim(2) > 0 && image.dim(3) == k.input(0).dim(3),
               "image and grads are incompatible");
  return k.ResizeOutputLike(0, k.input(2));
}

template <class T>
Status Boxes(Kernel k) {
  const Tensor image = k.input(1), gradient = k.input(0);
  const int height = gradient.dim(1), width = gradient.dim(2), depth = image.dim(3);
  const auto last = [&](int d) { return static_cast<float>(image.dim(d) - 1); };
  return ForEachSample(
      k, 2, image.dims(), [&](int box, int n, int i, const Sample& y, const Sample& x, const float* from) {
        const auto pixel = [&](int row, int column) {
          return image.data<T>() + ((ptrdiff_t{n} * image.dim(1) + row) * image.dim(2) + column) * depth;
        };
        const T *a = pixel(y.low, x.low), *b = pixel(y.low, x.high), *p = pixel(y.high, x.low),
                *q = pixel(y.high, x.high);
        float by_y = 0, by_x = 0;
        for (int c = 0; c < depth; ++c) {
          const auto top_left = static_cast<float>(a[c]), top_right = static_cast<float>(b[c]);
          const auto bottom_left = static_cast<float>(p[c]), bottom_right = static_cast<float>(q[c]);
          by_y += from[c] * ((1 - x.lerp) * (bottom_left - top_left) + x.lerp * (bottom_right - top_right));
          by_x += from[c] * ((1 - y.lerp) * (top_right - top_left) + y.lerp * (bottom_right - bottom_left));
        }
        // How far the sample moves when a corner does: the corners' shares add up to the image's side.
        float* to = k.output(0).data<float>() + ptrdiff_t{4} * box;
        const auto share = [](int at, int samples, float side) {
          return samples > 1 ? static_cast<float>(at) * (side / static_cast<float>(samples - 1)) : .5f * side;
        };
        const float high_y = share(i / width, height, last(1)), high_x = share(i % width, width, last(2));
        to[0] += by_y * (last(1) - high_y);
        to[1] += by_x * (last(2) - high_x);
        to[2] += by_y * high_y;
        to[3] += by_x * high_x;
      });
}

Status EvalBoxes(Kernel k) {
  if (k.output(0).bytes()) __builtin_memset(k.output(0).data<float>(), 0, k.output(0).bytes());
  return k.input(1).type() == kTfLiteFloat32 ? Boxes<float>(k) : Boxes<uint8_t>(k);
}

}  // namespace

TARE_TF_KERNEL(CropAndResizeGradImage, f32, {.prepare = PrepareImage, .eval = EvalImage, .inputs = {4, 4}})
TARE_TF_KERNEL(CropAndResizeGradBoxes, f32_u8, {.prepare = PrepareBoxes, .eval = EvalBoxes, .inputs = {4, 4}})

}  // namespace tare
