// Fixed-point functions and the kernels that are built on them; part of the program of headers_check.cc. Sums over all
// inputs were recorded from the reference: gemmlowp's functions, and its interpreter's LOGISTIC and TANH of int16.
#include <string.h>

#include <cmath>
#include <vector>

#include "check.h"
#include "fixedpoint/fixedpoint.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/log_softmax.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/tanh.h"
#include "tensorflow/lite/kernels/internal/reference/reference_ops.h"

namespace tflite {
namespace {

template <typename Raw, int kBits>
using Fixed = gemmlowp::FixedPoint<Raw, kBits>;

/// FNV-1a: of 32-bit values as wholes, or of bytes.
struct Sum {
  uint64_t value = 1469598103934665603u;

  void Add(uint32_t x) { value = (value ^ x) * 1099511628211u; }
  template <typename T>
  Sum& Bytes(const std::vector<T>& values) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
    for (size_t i = 0; i < values.size() * sizeof(T); ++i) Add(bytes[i]);
    return *this;
  }
};

/// All functions of all 16-bit numbers.
template <int kBits>
uint64_t Functions16() {
  Sum sum;
  const auto add = [&](int x) { sum.Add(static_cast<uint32_t>(x)); };
  for (int raw = -32768; raw < 32768; ++raw) {
    const auto x = Fixed<int16_t, kBits>::FromRaw(static_cast<int16_t>(raw));
    if constexpr (kBits < 6) add(tanh(x).raw());
    add(logistic(x).raw());
    if (raw <= 0) add(exp_on_negative_values(x).raw());
  }
  return sum.value;
}

/// Of each 104,729th 32-bit number.
template <int kBits>
uint64_t Functions32() {
  Sum sum;
  const auto add = [&](int x) { sum.Add(static_cast<uint32_t>(x)); };
  for (int64_t raw = 1 - (int64_t{1} << 31); raw < int64_t{1} << 31; raw += 104729) {
    const auto x = Fixed<int32_t, kBits>::FromRaw(static_cast<int32_t>(raw));
    add(tanh(x).raw());
    add(logistic(x).raw());
    if (raw <= 0) add(exp_on_negative_values(x).raw());
    add(gemmlowp::Rescale<3>(x).raw());
    add(gemmlowp::Rescale<12>(x).raw());
    add((x * x).raw());
  }
  return sum.value;
}

void CheckNumbers() {
  typedef Fixed<int16_t, 3> Three;
  EXPECT(Three::One().raw() == 4096 && (Fixed<int32_t, 0>::One().raw()) == INT32_MAX);
  EXPECT(Three::FromDouble(1.5).raw() == 6144 && Three::FromDouble(-100).raw() == -32768);
  EXPECT(ToDouble(Three::FromRaw(-2048)) == -0.5 && Three::ConstantPOT<-2>().raw() == 1024);
  EXPECT((Three::FromDouble(1.5) * Three::FromDouble(-2)).raw() == -1536 && Three::kFractionalBits == 12);
  EXPECT(Three::FromRaw(5) + Three::FromRaw(-7) == Three::FromRaw(-2) && Three::FromRaw(1) != Three::Zero());
  EXPECT(SaturatingAdd(Three::FromRaw(32000), Three::FromRaw(1000)).raw() == 32767);
  EXPECT(gemmlowp::RoundingHalfSum<int32_t>(-3, 0) == -2 && gemmlowp::RoundingHalfSum<int32_t>(3, 0) == 2);
  EXPECT(gemmlowp::SaturatingRoundingMultiplyByPOT<4>(int16_t{-3000}) == -32768);
  EXPECT(gemmlowp::SaturatingRoundingMultiplyByPOT<-1>(int32_t{-3}) == -2);
  EXPECT(gemmlowp::RoundingDivideByPOT<int32_t>(-5, 1) == -3 && gemmlowp::RoundingDivideByPOT(INT32_MIN, 31) == -1);
  EXPECT(gemmlowp::SelectUsingMask(gemmlowp::MaskIfLessThan(1, 2), 7, 8) == 7 && gemmlowp::MaskIfZero(3) == 0);
  EXPECT((GEMMLOWP_CHECKED_FIXEDPOINT_CONSTANT(Three, 1 << 28, 1.0)).raw() == 4096);

  int bits;
  EXPECT(GetReciprocal(3 << 19, 12, &bits) == 1431655762 && bits == 1);  // of 3, where 2^19 is 1: 2/3, times 1/2
  const auto log = log_x_for_x_greater_than_or_equal_to_1<4>(Fixed<int32_t, 12>::FromRaw(10 << 19));
  EXPECT(std::abs(ToDouble(log) - std::log(10.)) < 1e-6);
  EXPECT(CountLeadingSignBits(-1) == 31 && CountLeadingSignBits(int16_t{255}) == 7);
  EXPECT(WrappingMul(INT32_MAX, 2) == -2 && SaturatingSub(INT32_MIN, 1) == INT32_MIN);
}

void CheckAllInputs() {
  EXPECT(Functions16<0>() == 0xbf7d425e665acf60 && Functions16<1>() == 0xbe009819ab595554);
  EXPECT(Functions16<2>() == 0xa8e29e42dd25dd04 && Functions16<3>() == 0xefb73eb9935b8943);
  EXPECT(Functions16<4>() == 0x55b5b361b144debb && Functions16<5>() == 0xc83950d92ed806dc);
  EXPECT(Functions16<6>() == 0xbad9f595adb81cea);
  EXPECT(Functions32<0>() == 0x6c555a602c46b175 && Functions32<4>() == 0x5d56093dc92cef73);
  EXPECT(Functions32<5>() == 0x1950cd1cb6923775 && Functions32<12>() == 0xbacb36eeb1691d77);
}

/// LOGISTIC and TANH of all int16, with the multiplier and shift that an input scale gives.
void CheckInt16() {
  std::vector<int16_t> in(65536), out(65536);
  for (int i = 0; i < 65536; ++i) in[static_cast<size_t>(i)] = static_cast<int16_t>(i - 32768);
  const RuntimeShape shape({65536});
  const auto table = [&](bool is_tanh, float scale) {
    double multiplier = double{scale} * 4096 * 3;
    int shift = 0;
    for (; multiplier <= 32767. / 2; multiplier *= 2) ++shift;
    if (is_tanh) {
      reference_integer_ops::Tanh(static_cast<int32_t>(multiplier), shift, shape, in.data(), shape, out.data());
    } else {
      reference_integer_ops::Logistic(static_cast<int32_t>(multiplier), shift, 65536, in.data(), out.data());
    }
    return Sum().Bytes(out).value;
  };
  EXPECT(table(false, .0003f) == 0x5e96f93a9ecce5e7 && table(false, .00021f) == 0xc620e7fc13eaded4);
  EXPECT(table(false, 1.f / 2048) == 0x3ab4a3d6b9faa643 && table(false, 1e-5f) == 0xdd39f348ae04275f);
  EXPECT(table(true, .0003f) == 0xf5750829ed1afea9 && table(true, .00021f) == 0x88d9d13a14c12102);
  EXPECT(table(true, 1e-5f) == 0x07baf4c471948402);
  reference_ops::Logistic(LogisticParams(), shape, in.data(), shape, out.data());
  EXPECT(Sum().Bytes(out).value == 0x6c3e6d486d7a957e);
  TanhParams params = {};
  reference_ops::Tanh(params, shape, in.data(), shape, out.data());
  EXPECT(Sum().Bytes(out).value == 0x1f8a787a38d6470b);
  params.input_left_shift = 1;
  reference_ops::Tanh(params, shape, in.data(), shape, out.data());
  EXPECT(Sum().Bytes(out).value == 0xc1c4213e05fe2256);
}

/// Of eight bits, within one step of the exact result, at both ends of the type, and at the radius.
void CheckBytes() {
  const RuntimeShape shape({256});
  std::vector<int8_t> in(256), out(256);
  std::vector<uint8_t> in_unsigned(256), out_unsigned(256);
  for (int i = 0; i < 256; ++i) {
    in[static_cast<size_t>(i)] = static_cast<int8_t>(i - 128);
    in_unsigned[static_cast<size_t>(i)] = static_cast<uint8_t>(i);
  }
  for (const double scale : {0.01, 0.05, 0.2}) {
    int32_t multiplier;
    int shift;
    QuantizeMultiplier(scale * (1 << 27), &multiplier, &shift);
    const int radius = CalculateInputRadius(4, shift), zero = 3;
    const auto off = [&](size_t i, double stored, double real) {
      const double clamped = std::min(std::max(real, -128.), 127.);
      return std::abs(int(i) - 128 - zero) < radius ? std::abs(stored - clamped) > 0.51 : stored != std::round(clamped);
    };
    int wrong = 0;
    reference_integer_ops::Logistic(zero, radius, multiplier, shift, 256, in.data(), out.data());
    const LogisticParams logistic = {zero + 128, radius, multiplier, shift};
    reference_ops::Logistic(logistic, shape, in_unsigned.data(), shape, out_unsigned.data());
    for (size_t i = 0; i < 256; ++i) {
      wrong += off(i, out[i], 256 / (1 + std::exp(-scale * (int(i) - 128 - zero))) - 128);
      wrong += out_unsigned[i] != out[i] + 128;
    }
    reference_integer_ops::Tanh(zero, radius, multiplier, shift, shape, in.data(), shape, out.data());
    const TanhParams tanh = {zero + 128, radius, multiplier, shift};
    reference_ops::Tanh(tanh, shape, in_unsigned.data(), shape, out_unsigned.data());
    for (size_t i = 0; i < 256; ++i) {
      wrong += off(i, out[i], 128 * std::tanh(scale * (int(i) - 128 - zero)));
      wrong += out_unsigned[i] != out[i] + 128;
    }
    EXPECT(wrong == 0);
  }
}

void CheckSoftmax() {
  const RuntimeShape shape({2, 3});
  const int8_t in[] = {10, 20, 30, -128, 127, 127};
  SoftmaxParams params = {};
  int shift;
  PreprocessSoftmaxScaling(1, 0.1, 5, &params.input_multiplier, &shift);
  params.input_left_shift = shift;
  params.diff_min = -CalculateInputRadius(5, shift);
  int8_t out[6];
  reference_ops::Softmax(params, shape, in, shape, out);
  const int8_t wanted[] = {-105, -65, 42, -128, 0, 0};  // 256 e^(x / 10) / (e + e^2 + e^3) - 128
  EXPECT(memcmp(out, wanted, 6) == 0);
  int16_t wide[6];
  reference_ops::Softmax(params, shape, in, shape, wide);
  EXPECT(std::abs(wide[2] + 32768 - 65536 * 0.66524096) < 2 && wide[3] == -32768 && wide[4] == 0);
  uint8_t in_unsigned[6], out_unsigned[6];
  for (int i = 0; i < 6; ++i) in_unsigned[i] = static_cast<uint8_t>(in[i] + 128);
  reference_ops::Softmax(params, shape, in_unsigned, shape, out_unsigned);
  for (int i = 0; i < 6; ++i) EXPECT(out_unsigned[i] == wanted[i] + 128);

  // log: -2.407606, -1.407606, -0.407606 in units of 1/16 below 127; the rest from the difference of 25.5 on.
  int32_t reverse;
  int reverse_shift;
  PreprocessLogSoftmaxScalingExp(1, 0.1, 5, &params.input_multiplier, &shift, &reverse, &reverse_shift);
  reference_integer_ops::LogSoftmax(params.input_multiplier, shift, reverse, -reverse_shift, params.diff_min, 2, 3, in,
                                    out);
  EXPECT(out[0] == 88 && out[1] == 104 && out[2] == 120 && out[3] == -128 && out[4] == 116 && out[5] == 116);
  params.reverse_scaling_divisor = reverse;
  params.reverse_scaling_right_shift = -reverse_shift;
  reference_ops::LogSoftmax(params, shape, in_unsigned, shape, out_unsigned);
  for (int i = 0; i < 6; ++i) EXPECT(out_unsigned[i] == out[i] + 128);

  std::vector<int16_t> exp(513), reciprocal(513);
  LUTPopulate<int16_t>(10. / 65535, 32767, 2. / 65535, 0, [](double x) { return std::exp(x); }, exp.data());
  LUTPopulate<int16_t>(1. / 65535, -32768, 2. / 65535, 0, [](double x) { return 1 / (1 + x); }, reciprocal.data());
  params.exp_lut = exp.data();
  params.one_over_one_plus_x_lut = reciprocal.data();
  QuantizeMultiplier(0.001 / (10. / 65535), &params.input_multiplier, &shift);
  params.input_left_shift = shift;
  const int16_t words[] = {1000, 2000, 3000, -20000, 500, 500};
  reference_ops::SoftmaxInt16(params, shape, words, shape, wide);
  EXPECT(std::abs(wide[0] - 32768 * 0.09003057) < 3 && std::abs(wide[2] - 32768 * 0.66524096) < 3);
  EXPECT(wide[3] <= 1 && std::abs(wide[4] - 16384) < 3 && wide[4] == wide[5]);
}

/// All int8 of a scale of 0.9 around 3, to 0.2 around -7; recorded from the reference's kernel.
void CheckHardSwish() {
  HardSwishParams params = {};
  params.input_zero_point = 3;
  params.output_zero_point = -7;
  const float high = 0.9f / 128;
  int32_t multiplier;
  QuantizeMultiplier(high / 0.2f, &multiplier, &params.output_multiplier_exponent);
  DownScaleInt32ToInt16Multiplier(multiplier, &params.output_multiplier_fixedpoint_int16);
  QuantizeMultiplier(high / (3.f / 32768), &multiplier, &params.reluish_multiplier_exponent);
  DownScaleInt32ToInt16Multiplier(multiplier, &params.reluish_multiplier_fixedpoint_int16);
  std::vector<int8_t> in(256), out(256);
  for (int i = 0; i < 256; ++i) in[static_cast<size_t>(i)] = static_cast<int8_t>(i - 128);
  reference_ops::HardSwish(params, RuntimeShape({256}), in.data(), RuntimeShape({256}), out.data());
  EXPECT(out[131] == -7 && out[133] == 0 && out[255] == 127 && out[130] == -9);
  EXPECT(Sum().Bytes(out).value == 0x36756a6bf75e3031);
}

void CheckDivision() {
  ArithmeticParams params = {};
  params.input1_offset = -1;
  params.input2_offset = 2;
  params.output_offset = -5;
  QuantizeMultiplier(4, &params.output_multiplier, &params.output_shift);
  SetActivationParams(-128, 127, &params);
  const RuntimeShape row({1, 3}), matrix({2, 3});
  const int8_t x[] = {11, 101, -49, 1, 2, -99}, y[] = {2, -12, 38};
  int8_t quotient[6];
  reference_ops::BroadcastDivSlow(params, matrix, x, row, y, matrix, quotient);
  // 4 * (10 / 4, 100 / -10, -50 / 40, 0, 1 / -10, -100 / 40) - 5
  const int8_t wanted[] = {5, -45, -10, -5, -5, -15};
  EXPECT(memcmp(quotient, wanted, 6) == 0);
  reference_ops::Div(params, row, x, row, y, row, quotient + 3);
  EXPECT(memcmp(quotient + 3, wanted, 3) == 0);
}

}  // namespace

void CheckFixedPoint() {
  CheckNumbers();
  CheckAllInputs();
  CheckInt16();
  CheckBytes();
  CheckSoftmax();
  CheckHardSwish();
  CheckDivision();
}

}  // namespace tflite
