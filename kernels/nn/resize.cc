// RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR: images of another height and width.
//
// Positions in the input are floats, as in the reference; int8 and int16 count in 1024ths. uint8 pixels are mixed in
// float and rounded by adding a half and cutting off.
#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {
namespace {

struct Options {
  bool align_corners, half_pixel_centers;
};

Options OptionsOf(Kernel k, int first_field) {
  return {k.options().Scalar<uint8_t>(first_field) != 0, k.options().Scalar<uint8_t>(first_field + 1) != 0};
}
Options BilinearOptions(Kernel k) { return OptionsOf(k, options::ResizeBilinearOptions::align_corners); }
Options NearestOptions(Kernel k) { return OptionsOf(k, options::ResizeNearestNeighborOptions::align_corners); }

Status Resize(Kernel k) {
  const Tensor in = k.input(0);
  const auto* size = k.input(1).data<int32_t>();
  TARE_REQUIRE(k, size[0] > 0 && size[1] > 0 && in.dim(1) > 0 && in.dim(2) > 0, "bad size");
  constexpr int kLimit = 1 << 20;  // so that positions in 1024ths fit in 32 bits
  TARE_REQUIRE(k, size[0] < kLimit && size[1] < kLimit && in.dim(1) < kLimit && in.dim(2) < kLimit, "too large");
  return k.ResizeOutput(0, Shape{4, {in.dim(0), size[0], size[1], in.dim(3)}});
}

Status Prepare(Kernel k) {
  const Tensor in = k.input(0), size = k.input(1);
  TARE_REQUIRE(k, in.rank() == 4 && in.type() == k.output(0).type(), "bad input");
  TARE_REQUIRE(k, size.type() == kTfLiteInt32 && size.rank() == 1 && size.elements() == 2, "bad size");
  return size.is_constant() ? Resize(k) : k.SetOutputDynamic(0);
}

Status PrepareBilinear(Kernel k) {
  const Options o = BilinearOptions(k);
  TARE_REQUIRE(k, !o.align_corners || !o.half_pixel_centers,
               "If half_pixel_centers is True, align_corners must be False.");
  return Prepare(k);
}

/// Floor and ceiling of what fits in an int.
int Floor(float x) { return static_cast<int>(x) - (static_cast<float>(static_cast<int>(x)) > x ? 1 : 0); }
int Ceiling(float x) { return -Floor(-x); }

float Scale(const Options& o, int in, int out) {
  return o.align_corners && out > 1 ? static_cast<float>(in - 1) / static_cast<float>(out - 1)
                                    : static_cast<float>(in) / static_cast<float>(out);
}

int Nearest(const Options& o, int at, int in, int out) {
  const float position = (static_cast<float>(at) + (o.half_pixel_centers ? .5f : 0.f)) * Scale(o, in, out);
  const int nearest = Floor(o.align_corners ? position + .5f : position);
  return nearest < in - 1 ? nearest : in - 1;
}

Status EvalNearest(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const Options o = NearestOptions(k);
  const size_t pixel = static_cast<size_t>(in.dim(3)) * ElementBytes(in.type());
  k.ParallelFor(out.dim(0) * out.dim(1), static_cast<int64_t>(pixel) * out.dim(2) / 4,
                [&](int begin, int end, int /*thread*/) {
                  char* to = out.data<char>() + static_cast<size_t>(begin) * static_cast<size_t>(out.dim(2)) * pixel;
                  for (int row = begin; row < end; ++row) {
                    const int64_t y = Nearest(o, row % out.dim(1), in.dim(1), out.dim(1));
                    const int64_t from = (row / out.dim(1) * int64_t{in.dim(1)} + y) * in.dim(2);
                    for (int x = 0; x < out.dim(2); ++x, to += pixel) {
                      const int64_t at = from + Nearest(o, x, in.dim(2), out.dim(2));
                      __builtin_memcpy(to, in.data<char>() + static_cast<size_t>(at) * pixel, pixel);
                    }
                  }
                });
  return kOk;
}

/// Neighbours of a position, and the weight of the higher one (in 1024ths where it is an integer).
template <class Weight>
struct Place {
  int low, high;
  Weight weight;
};

Place<float> PlaceOf(const Options& o, int at, int in, int out, float /*kind*/) {
  const float scale = Scale(o, in, out), index = static_cast<float>(at);
  const float position = o.half_pixel_centers ? (index + .5f) * scale - .5f : index * scale;
  const int low = Floor(position) > 0 ? Floor(position) : 0;
  const int high = Ceiling(position) < in - 1 ? Ceiling(position) : in - 1;
  return {low < in - 1 ? low : in - 1, high, position - static_cast<float>(low)};
}

Place<int64_t> PlaceOf(const Options& o, int at, int in, int out, int64_t /*kind*/) {
  const bool align = o.align_corners && out > 1;
  const int64_t from = align ? in - 1 : in, to = align ? out - 1 : out;
  const int64_t scale = (1024 * from + to / 2) / to;
  const int64_t position = at * scale + (o.half_pixel_centers ? scale / 2 - 512 : 0);
  const int64_t low = position / 1024 > 0 ? position / 1024 : 0;
  const int64_t high = (position + 1023) / 1024 < in - 1 ? (position + 1023) / 1024 : in - 1;
  return {static_cast<int>(low < in - 1 ? low : in - 1), static_cast<int>(high), position - 1024 * low};
}

template <class T, class Weight>
T Mix(const T* x[4], const Weight weights[4], int c) {
  if constexpr (static_cast<Weight>(.5) != 0) {
    const float sum = static_cast<float>(x[0][c]) * weights[0] + static_cast<float>(x[1][c]) * weights[1] +
                      static_cast<float>(x[2][c]) * weights[2] + static_cast<float>(x[3][c]) * weights[3];
    if constexpr (static_cast<T>(.5) != 0) return sum;
    return static_cast<T>(sum + .5f);
  } else {
    const int64_t sum = x[0][c] * weights[0] + x[1][c] * weights[1] + x[2][c] * weights[2] + x[3][c] * weights[3];
    return static_cast<T>((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
  }
}

template <class T, class Weight>
Status EvalBilinear(Kernel k) {
  if (!k.input(1).is_constant()) TARE_RETURN_IF_ERROR(Resize(k));
  const Tensor in = k.input(0), out = k.output(0);
  const Options o = BilinearOptions(k);
  const int height = out.dim(1), width = out.dim(2), depth = in.dim(3);
  constexpr Weight kOne = static_cast<Weight>(.5) != 0 ? 1 : 1024;
  k.ParallelFor(out.dim(0) * height, int64_t{width} * depth * 8, [&](int begin, int end, int /*thread*/) {
    for (int row = begin; row < end; ++row) {
      const Place<Weight> y = PlaceOf(o, row % height, in.dim(1), height, Weight{});
      const T* image = in.data<T>() + row / height * in.Elements(1, 4);
      T* to = out.data<T>() + int64_t{row} * width * depth;
      for (int column = 0; column < width; ++column) {
        const Place<Weight> x = PlaceOf(o, column, in.dim(2), width, Weight{});
        const auto at = [&](int r, int c) { return image + (int64_t{r} * in.dim(2) + c) * depth; };
        const T* from[4] = {at(y.low, x.low), at(y.low, x.high), at(y.high, x.low), at(y.high, x.high)};
        const Weight weights[4] = {(kOne - y.weight) * (kOne - x.weight), (kOne - y.weight) * x.weight,
                                   y.weight * (kOne - x.weight), y.weight * x.weight};
        for (int c = 0; c < depth; ++c) *to++ = Mix(from, weights, c);
      }
    }
  });
  return kOk;
}

}  // namespace

TARE_KERNEL(RESIZE_NEAREST_NEIGHBOR, bytes, {.prepare = Prepare, .eval = EvalNearest, .inputs = {2, 2}})
#define TARE_BILINEAR(TYPES, T, WEIGHT) \
  TARE_KERNEL(RESIZE_BILINEAR, TYPES, {.prepare = PrepareBilinear, .eval = EvalBilinear<T, WEIGHT>, .inputs = {2, 2}})
TARE_BILINEAR(f32, float, float)
TARE_BILINEAR(i8, int8_t, int64_t)
TARE_BILINEAR(u8, uint8_t, float)
TARE_BILINEAR(i16, int16_t, int64_t)

}  // namespace tare
