// TensorFlow's ops on the colours of images of three channels: RGBToHSV, HSVToRGB, AdjustHue, AdjustSaturation; and
// AdjustContrastv2, for any channels: each channel's distance from its mean is scaled.
#include "runtime/kernel.h"

namespace tare {
namespace {

struct Color {
  float at[3];
};

Color ToHsv(Color c) {
  const float r = c.at[0], g = c.at[1], b = c.at[2];
  const float largest = r > g ? (r > b ? r : b) : (g > b ? g : b), least = r < g ? (r < b ? r : b) : (g < b ? g : b);
  const float range = largest - least, saturation = largest > 0 ? range / largest : 0;
  if (!(range > 0)) return {{0, saturation, largest}};
  const float norm = 1.f / (6.f * range);
  float hue = r == largest ? norm * (g - b) : g == largest ? norm * (b - r) + 2.f / 6.f : norm * (r - g) + 4.f / 6.f;
  if (hue < 0) hue += 1;
  return {{hue, saturation, largest}};
}

Color ToRgb(Color c) {
  const float hue = c.at[0] * 6, saturation = c.at[1], value = c.at[2];
  const auto clamp = [](float x) { return x < 0 ? 0.f : x > 1 ? 1.f : x; };
  const float shares[] = {clamp(__builtin_fabsf(hue - 3) - 1), clamp(2 - __builtin_fabsf(hue - 2)),
                          clamp(2 - __builtin_fabsf(hue - 4))};
  Color rgb = {};
  for (int i = 0; i < 3; ++i) rgb.at[i] = ((shares[i] - 1) * saturation + 1) * value;
  return rgb;
}

Color SameHsv(Color c, float /*by*/) { return ToHsv(c); }
Color SameRgb(Color c, float /*by*/) { return ToRgb(c); }
Color TurnHue(Color c, float by) {
  Color hsv = ToHsv(c);
  hsv.at[0] += by;
  hsv.at[0] -= __builtin_floorf(hsv.at[0]);
  return ToRgb(hsv);
}
Color Saturate(Color c, float by) {
  Color hsv = ToHsv(c);
  const float saturation = hsv.at[1] * by;
  hsv.at[1] = saturation < 0 ? 0.f : saturation > 1 ? 1.f : saturation;
  return ToRgb(hsv);
}

template <int rank>
Status Prepare(Kernel k) {
  const Tensor in = k.input(0);
  TARE_REQUIRE(k, in.rank() >= rank && in.dim(-1) == 3 && k.output(0).type() == kTfLiteFloat32,
               "input must have 3 channels");
  TARE_REQUIRE(k, k.input_count() == 1 || (k.input(1).type() == kTfLiteFloat32 && k.input(1).elements() == 1),
               "the factor must be a scalar");
  return k.ResizeOutputLike(0, in);
}

template <Color (*f)(Color, float)>
Status Eval(Kernel k) {
  const float by = k.has_input(1) ? *k.input(1).data<float>() : 0;
  const auto* in = k.input(0).data<Color>();
  auto* out = k.output(0).data<Color>();
  k.ParallelFor(static_cast<int>(k.input(0).elements() / 3), 40, [&](int begin, int end, int /*thread*/) {
    for (int i = begin; i < end; ++i) out[i] = f(in[i], by);
  });
  return kOk;
}

Status PrepareContrast(Kernel k) {
  const Tensor in = k.input(0), factor = k.input(1);
  TARE_REQUIRE(k, in.rank() >= 3 && k.output(0).type() == kTfLiteFloat32, "input must be at least 3-D");
  TARE_REQUIRE(k, factor.type() == kTfLiteFloat32 && factor.elements() == 1, "contrast_factor must be scalar");
  return k.ResizeOutputLike(0, in);
}

Status EvalContrast(Kernel k) {
  const Tensor in = k.input(0);
  const int channels = in.dim(-1), rank = in.rank();
  const int64_t pixels = in.Elements(rank - 3, rank - 1), images = in.Elements(0, rank - 3);
  const auto factor = double{*k.input(1).data<float>()};
  for (int64_t series = 0; series < images * channels; ++series) {
    const int64_t start = series / channels * pixels * channels + series % channels;
    const float* x = in.data<float>() + start;
    float* y = k.output(0).data<float>() + start;
    double sum = 0;
    for (int64_t i = 0; i < pixels; ++i) sum += double{x[i * channels]};
    const double mean = pixels ? sum / static_cast<double>(pixels) : 0;
    for (int64_t i = 0; i < pixels; ++i) {
      y[i * channels] = static_cast<float>((double{x[i * channels]} - mean) * factor + mean);
    }
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(RGBToHSV, f32, {.prepare = Prepare<1>, .eval = Eval<SameHsv>, .in_place = 1})
TARE_TF_KERNEL(HSVToRGB, f32, {.prepare = Prepare<1>, .eval = Eval<SameRgb>, .in_place = 1})
TARE_TF_KERNEL(AdjustHue, f32, {.prepare = Prepare<3>, .eval = Eval<TurnHue>, .inputs = {2, 2}, .in_place = 1})
TARE_TF_KERNEL(AdjustSaturation, f32, {.prepare = Prepare<3>, .eval = Eval<Saturate>, .inputs = {2, 2}, .in_place = 1})
TARE_TF_KERNEL(AdjustContrastv2, f32, {.prepare = PrepareContrast, .eval = EvalContrast, .inputs = {2, 2}})

}  // namespace tare
