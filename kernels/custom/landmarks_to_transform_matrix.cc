// Landmarks2TransformMatrix (MediaPipe): the 4x4 matrix that takes positions in a crop to those in the image around
// some points: the box of a subset of the points, turned so that two points come to lie level. Version 1 counts in
// relative coordinates between, as its options have it; version 2 in pixels, and turns to any angle.
#include "kernels/flexbuffer.h"
#include "runtime/platform/libc.h"

extern "C" double atan2(double y, double x);

namespace tare {
namespace {

/// Number `i` of the pairs in the options: an odd last one counts twice, which changes nothing.
int32_t SubsetIndex(const Flex& subset, size_t i) { return subset[i].Int32(); }

const char* SubsetKey(Kernel k) { return k.version() == 1 ? "subset" : "subset_idxs"; }

Status Prepare(Kernel k) {
  const Tensor points = k.input(0);
  TARE_REQUIRE(k, points.rank() == (k.version() == 1 ? 4 : 3) && k.output(0).type() == kTfLiteFloat32,
               "bad landmarks or output");
  const Flex options = Flex::Options(k), subset = options[SubsetKey(k)];
  const int64_t count = points.elements() / 3;
  TARE_REQUIRE(k, subset.size() > 0, "Subset parameter is empty");
  const auto is_point = [&](int32_t index) { return index >= 0 && index < count; };
  for (size_t i = 0; i < subset.size(); ++i) {
    TARE_REQUIRE(k, is_point(SubsetIndex(subset, i)), "bad subset");
  }
  TARE_REQUIRE(k, is_point(options["left_rotation_idx"].Int32()) && is_point(options["right_rotation_idx"].Int32()),
               "bad rotation indices");
  int32_t in[2], out[2];
  if (k.version() == 1) {
    TARE_REQUIRE(k,
                 options["input_hw"].Ints(in, 2) && options["output_hw"].Ints(out, 2) && in[0] > 0 && in[1] > 0 &&
                     out[0] > 0 && out[1] > 0,
                 "bad sizes");
    TARE_REQUIRE(k,
                 options["dimensions"].Int32() == 3 && options["landmarks_range"].Int32() > 0 &&
                     options["bbox_size_multiplier"].Float() != 0,
                 "bad custom options");
  } else {
    TARE_REQUIRE(k,
                 options["output_height"].Int32() > 0 && options["output_width"].Int32() > 0 &&
                     options["scale_x"].Float() > 0 && options["scale_y"].Float() > 0,
                 "bad custom options");
  }
  const int dims[] = {1, 4, 4};
  return k.ResizeOutput(0, dims, 3);
}

struct Point {
  double x, y;
};

Point Turn(Point p, double angle) {
  double sine, cosine;
  sincos(angle, &sine, &cosine);
  return {p.x * cosine - p.y * sine, p.x * sine + p.y * cosine};
}

Status Eval(Kernel k) {
  const Flex options = Flex::Options(k), subset = options[SubsetKey(k)];
  const bool first = k.version() == 1;
  const auto point = [&](int32_t index) {
    const float* p = k.input(0).data<float>() + int64_t{index} * 3;
    return Point{double{p[0]}, double{p[1]}};
  };
  const Point left = point(options["left_rotation_idx"].Int32()), right = point(options["right_rotation_idx"].Int32());
  const double angle = first ? -atan2((right.y - left.y) / (right.x - left.x), 1)
                             : options["target_rotation_radians"].Double() - atan2(right.y - left.y, right.x - left.x);
  Point low = Turn(point(SubsetIndex(subset, 0)), angle), high = low;
  for (size_t i = 1; i < subset.size(); ++i) {
    const Point p = Turn(point(SubsetIndex(subset, i)), angle);
    low = {p.x < low.x ? p.x : low.x, p.y < low.y ? p.y : low.y};
    high = {p.x > high.x ? p.x : high.x, p.y > high.y ? p.y : high.y};
  }
  const Point center = Turn({(low.x + high.x) / 2, (low.y + high.y) / 2}, -angle);
  // A column of the matrix is where the crop's unit step goes; the last is where the crop's origin goes.
  Point step, origin, unit = {1, 1}, size;
  if (first) {
    int32_t in[2], out[2];
    options["input_hw"].Ints(in, 2);
    options["output_hw"].Ints(out, 2);
    const double scale = options["bbox_size_multiplier"].Double() / options["landmarks_range"].Double();
    size = {(high.x - low.x) * scale, (high.y - low.y) * scale};
    step = {size.x * 2 / (out[1] - 1), size.y * 2 / (out[0] - 1)};
    unit = {(in[1] - 1) / 2., (in[0] - 1) / 2.};
    const double range = options["landmarks_range"].Double() / 2;
    const Point corner = Turn({-size.x, -size.y}, -angle);
    origin = {(corner.x + center.x / range) * unit.x, (corner.y + center.y / range) * unit.y};
  } else {
    const double width = options["output_width"].Double(), height = options["output_height"].Double();
    step = {options["scale_x"].Double() * (high.x - low.x) / width,
            options["scale_y"].Double() * (high.y - low.y) / height};
    const Point corner = Turn({-step.x * width / 2, -step.y * height / 2}, -angle);
    origin = {corner.x + center.x, corner.y + center.y};
  }
  const Point x = Turn({step.x, 0}, -angle), y = Turn({0, step.y}, -angle);
  const double matrix[16] = {
      x.x * unit.x, y.x * unit.x, 0, origin.x, x.y * unit.y, y.y * unit.y, 0, origin.y, 0, 0, 1, 0, 0, 0, 0, 1};
  for (int i = 0; i < 16; ++i) k.output(0).data<float>()[i] = static_cast<float>(matrix[i]);
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(LANDMARKS_TO_TRANSFORM_MATRIX, f32, {.prepare = Prepare, .eval = Eval})

}  // namespace tare
