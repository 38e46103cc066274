// TransformLandmarks (MediaPipe): x and y of points through the first two rows of a matrix; a third coordinate stays.
// Version 1 has the coordinates' number and a scale of the translation as options; version 2 has points of the last
// dimension and no scale.
#include "kernels/flexbuffer.h"

namespace tare {
namespace {

struct Data {
  int32_t dimensions;
  float scale;
};

Status Prepare(Kernel k) {
  auto& data = *k.data<Data>();
  const Tensor points = k.input(0), matrix = k.input(1);
  const bool first = k.version() == 1;
  TARE_REQUIRE(k, points.rank() == (first ? 4 : 3) && k.output(0).type() == kTfLiteFloat32, "bad points or output");
  TARE_REQUIRE(k, matrix.type() == kTfLiteFloat32 && matrix.elements() >= 8, "bad matrix");
  const Flex options = first ? Flex::Options(k) : Flex();
  const Flex dimensions = options["dimensions"], scale = options["scale"];
  data.dimensions = !first ? points.dim(-1) : dimensions.is_null() ? 3 : dimensions.Int32();
  data.scale = scale.is_null() ? 1 : scale.Float();
  TARE_REQUIRE(k, (data.dimensions == 2 || data.dimensions == 3) && points.dim(-1) % data.dimensions == 0,
               "Incorrect dimensions size: %d", static_cast<int>(data.dimensions));
  TARE_REQUIRE(k, data.scale != 0, "bad scale");
  return k.ResizeOutputLike(0, points);
}

Status Eval(Kernel k) {
  const Data& data = *k.data<Data>();
  const float* m = k.input(1).data<float>();
  const int64_t n = k.input(0).elements();
  for (int64_t i = 0; i < n; i += data.dimensions) {
    const float* from = k.input(0).data<float>() + i;
    float* to = k.output(0).data<float>() + i;
    const float x = from[0], y = from[1];
    to[0] = m[0] * x + m[1] * y + m[3] * data.scale;
    to[1] = m[4] * x + m[5] * y + m[7] * data.scale;
    if (data.dimensions == 3) to[2] = from[2];
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(TRANSFORM_LANDMARKS, f32,
                   {.prepare = Prepare, .eval = Eval, .inputs = {2, 2}, .data_bytes = sizeof(Data), .in_place = 1})

}  // namespace tare
