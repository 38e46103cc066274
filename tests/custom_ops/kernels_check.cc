// What the ready kernels of the headers for custom ops compute; part of the program of headers_check.cc.
#include <cmath>
#include <string>
#include <vector>

#include "check.h"
#include "tensorflow/lite/kernels/cpu_backend_gemm.h"
#include "tensorflow/lite/kernels/internal/optimized/optimized_ops.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/l2normalization.h"
#include "tensorflow/lite/kernels/internal/reference/string_comparisons.h"

namespace tflite {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<int32_t>;

bool Near(const Floats& got, const Floats& want) {
  for (size_t i = 0; i < want.size(); ++i) {
    if (!(std::abs(got[i] - want[i]) <= 1e-5f * std::max(1.f, std::abs(want[i])))) return false;
  }
  return got.size() == want.size();
}

template <typename Params>
Params Unbounded() {
  Params params = {};
  params.float_activation_min = -1e9f;
  params.float_activation_max = 1e9f;
  return params;
}

/// What a function of one tensor makes of these numbers.
template <typename Function>
Floats Mapped(const Function& function, const Floats& in) {
  Floats out(in.size());
  const RuntimeShape shape({static_cast<int>(in.size())});
  function(shape, in.data(), shape, out.data());
  return out;
}
#define MAPPED(Name, ...) Mapped([](auto... args) { reference_ops::Name(args...); }, __VA_ARGS__)

void CheckUnary() {
  EXPECT(MAPPED(Round, {0.5f, 1.5f, -0.5f, -1.5f, 2.4f, 2.6f}) == Floats({0, 2, 0, -2, 2, 3}));
  EXPECT(MAPPED(HardSwish, {-4, -1, 1, 4}) == Floats({0, -1.f / 3, 2.f / 3, 4}));
  EXPECT(MAPPED(Relu1, {-2, 0.5f, 2}) == Floats({-1, 0.5f, 1}) && MAPPED(Relu6, {-2, 7}) == Floats({0, 6}));
  EXPECT(Near(MAPPED(Elu, {-1, 2}), {std::exp(-1.f) - 1, 2}) && Near(MAPPED(Logistic, {0, 100}), {0.5f, 1}));
  EXPECT(MAPPED(Ceil, {1.25f}) == Floats({2}) && MAPPED(Floor, {-1.25f}) == Floats({-2}));
  EXPECT(MAPPED(Negate, {3}) == Floats({-3}));
  EXPECT(std::abs(reference_ops::GeluTransform(1) - 0.8413447f) < 1e-6f);
  EXPECT(std::abs(reference_ops::GeluTransformApproximate(1) - 0.8411920f) < 1e-5f);
  EXPECT(reference_ops::FloorDiv(-7, 2) == -4 && reference_ops::FloorMod(-7, 2) == 1);
  EXPECT(reference_ops::FloorMod(7.5f, -2.f) == -0.5f && reference_ops::FloorDiv(-7.f, 2.f) == -4);

  int8_t bytes[256];
  LUTPopulate<int8_t>(0.1f, 3, 1 / 128.f, 0, [](float x) { return std::tanh(x); }, bytes);
  bool good = true;
  for (int q = -128; q < 128; ++q) {
    const double want = std::round(std::tanh(0.1 * (q - 3)) * 128);
    good = good && std::abs(LUTLookup(static_cast<int8_t>(q), bytes) - std::min(want, 127.)) <= 0.5;
  }
  EXPECT(good);
  int16_t words[LUTSize<int16_t>()];
  LUTPopulate<int16_t>(8.f / 32768, 0, 1.f / 32768, 0, [](float x) { return std::tanh(x); }, words);
  for (int q = -32768; q < 32768; q += 77) {
    const double want = std::tanh(q * 8. / 32768) * 32768;
    good = good && std::abs(LUTLookup(static_cast<int16_t>(q), words) - want) < 7;  // the steps are a half off at 0
  }
  EXPECT(good);
}

void CheckBinary() {
  // Numbers with scales 0.5, 0.25 and 1 around zero points 1, 2 and 3.
  ArithmeticParams params = {};
  params.input1_offset = -1;
  params.input2_offset = -2;
  params.output_offset = 3;
  params.left_shift = 20;
  QuantizeMultiplierSmallerThanOneExp(0.5, &params.input1_multiplier, &params.input1_shift);
  QuantizeMultiplierSmallerThanOneExp(0.25, &params.input2_multiplier, &params.input2_shift);
  QuantizeMultiplierSmallerThanOneExp(1. / (1 << 20), &params.output_multiplier, &params.output_shift);
  SetActivationParams(-128, 127, &params);
  const RuntimeShape two({2, 1}), three({1, 3}), six({2, 3});
  const int8_t a[] = {11, 101}, b[] = {2, 22, 82};
  int8_t sum[6], difference[6];
  reference_integer_ops::BroadcastAdd4DSlow(params, two, a, three, b, six, sum);
  const int wanted[] = {8, 13, 28, 53, 58, 73};  // 5 and 50, plus 0, 5 and 20, plus 3
  for (int i = 0; i < 6; ++i) EXPECT(sum[i] == wanted[i]);
  reference_ops::BroadcastSubSlow(params, two, a, three, b, six, difference);
  EXPECT(difference[1] == 3 && difference[2] == -12 && difference[5] == 33);
  QuantizeMultiplier(0.125, &params.output_multiplier, &params.output_shift);
  int8_t product[2];
  reference_integer_ops::Mul(params, two, a, two, b + 1, two, product);
  EXPECT(product[0] == 28 && product[1] == 127);  // 5 * 5; 50 * 20

  const int16_t x[] = {16384, -32768}, y[] = {16384, -32768};
  int16_t z[2];
  reference_ops::Mul(params, two, x, two, y, two, z);
  EXPECT(z[0] == 8192 && z[1] == 32767);

  const float p[] = {1, 2}, q[] = {3, 4, 5};
  Floats out(6);
  reference_ops::BroadcastDivSlow(Unbounded<ArithmeticParams>(), two, p, three, q, six, out.data());
  EXPECT(Near(out, {1 / 3.f, 0.25f, 0.2f, 2 / 3.f, 0.5f, 0.4f}));
  reference_ops::BroadcastPow4DSlow(two, p, three, q, six, out.data());
  EXPECT(out == Floats({1, 1, 1, 8, 16, 32}));
  bool less[6];
  reference_ops::Broadcast4DSlowLess(ComparisonParams(), two, p, three, q, six, less);
  EXPECT(less[0] && less[5]);
  reference_ops::EqualNoScaling<float>(ComparisonParams(), two, p, two, p, two, less);
  EXPECT(less[0] && less[1]);
  const bool mask[] = {true, false};
  reference_ops::BroadcastSelect5DSlow(two, mask, three, q, RuntimeShape({1}), p, six, out.data());
  EXPECT(out == Floats({3, 4, 5, 1, 1, 1}));
}

void CheckReductions() {
  const float in[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const int dims[] = {2, 3, 2}, out_dims[] = {3}, axes[] = {-1, 0, 2};
  int index[3], resolved[3];
  float out[3], sums[3];
  EXPECT(reference_ops::Mean(in, dims, 3, out, out_dims, 1, axes, 3, false, index, resolved, sums));
  EXPECT(out[0] == 4.5f && out[2] == 8.5f);
  EXPECT(reference_ops::ReduceGeneric<float>(in, dims, 3, out, out_dims, 1, axes, 3, false, index, resolved, -1e9f,
                                             [](const float a, const float b) { return std::max(a, b); }));
  EXPECT(out[0] == 8 && out[1] == 10 && out[2] == 12);
  const int bad[] = {3};
  EXPECT(!reference_ops::Mean(in, dims, 3, out, out_dims, 1, bad, 1, false, index, resolved, sums));
  const int8_t bytes[] = {10, 20, 30, 40};
  const int four[] = {4}, one[] = {1}, zero[] = {0};
  int8_t mean[1];
  int32_t sum[1], multiplier;
  int shift;
  QuantizeMultiplier(1, &multiplier, &shift);
  EXPECT(reference_ops::QuantizedMeanOrSum(bytes, 10, four, 1, mean, multiplier, shift, 5, one, 1, zero, 1, true, index,
                                           resolved, sum, false));
  EXPECT(mean[0] == 20);  // (0 + 10 + 20 + 30) / 4, plus 5
  const int32_t axis = 1;
  int32_t largest[4];
  reference_ops::ArgMax(RuntimeShape({2, 3, 2}), in, &axis, RuntimeShape({2, 2}), largest);
  EXPECT(largest[0] == 2 && largest[3] == 2);
  reference_ops::ArgMinMax(RuntimeShape({2, 3, 2}), in, &axis, RuntimeShape({2, 2}), largest, false);
  EXPECT(largest[0] == 0 && largest[3] == 0);
  Floats so_far(6);
  reference_ops::CumSum(in, RuntimeShape({2, 3}), 1, true, true, so_far.data());
  EXPECT(so_far == Floats({5, 3, 0, 11, 6, 0}));
  const float boxes[] = {0, 0, 1, 1, 0, 0, 1, 0.9f, 2, 2, 3, 3}, scores[] = {0.5f, 0.9f, 0.7f};
  int chosen[3], count;
  reference_ops::NonMaxSuppression(boxes, 3, scores, 3, 0.5f, 0.1f, 0, chosen, nullptr, &count);
  EXPECT(count == 2 && chosen[0] == 1 && chosen[1] == 2);
  float lowered[3];
  reference_ops::NonMaxSuppression(boxes, 3, scores, 3, 1, 0.1f, 0.5f, chosen, lowered, &count);
  EXPECT(count == 3 && chosen[2] == 0 && std::abs(lowered[2] - 0.5f * std::exp(-0.81f)) < 1e-5f);
}

void CheckMoves() {
  const Ints in = {1, 2, 3, 4, 5, 6};
  const RuntimeShape shape({2, 3}), none;
  Ints out(12);
  PadParams pad = {2, {1, 0}, 2, {0, 1}, ResizingCategory::kNone};
  const int32_t value = -1;
  reference_ops::Pad(pad, shape, in.data(), &value, RuntimeShape({3, 4}), out.data());
  EXPECT(out == Ints({-1, -1, -1, -1, 1, 2, 3, -1, 4, 5, 6, -1}));
  SliceParams slice = {2, {0, 1}, 2, {-1, 2}};
  reference_ops::Slice(slice, shape, in.data(), RuntimeShape({2, 2}), out.data());
  EXPECT(Ints(out.begin(), out.begin() + 4) == Ints({2, 3, 5, 6}));
  const auto strided = strided_slice::BuildStridedSliceParams(0, 2, 1, {1, -1}, {2, 0}, {1, -2});
  reference_ops::StridedSlice(strided, shape, in.data(), RuntimeShape({2}), out.data());
  EXPECT(out[0] == 6 && out[1] == 4);
  reference_ops::Reverse(Ints({1}), 1, shape, in.data(), out.data());
  EXPECT(Ints(out.begin(), out.begin() + 6) == Ints({3, 2, 1, 6, 5, 4}));
  const Ints image = {1, 2, 3, 4, 5, 6, 7, 8};  // 2 x 4 pixels
  const RuntimeShape wide({1, 2, 4, 1}), deep({1, 1, 2, 4}), batches({4, 1, 2, 1});
  Ints blocks(8), back(8);
  reference_ops::SpaceToDepth(SpaceToDepthParams{2}, wide, image.data(), deep, blocks.data());
  EXPECT(blocks == Ints({1, 2, 5, 6, 3, 4, 7, 8}));
  reference_ops::DepthToSpace(DepthToSpaceParams{2}, deep, blocks.data(), wide, back.data());
  EXPECT(back == image);
  const int32_t block[] = {2, 2}, borders[] = {0, 0, 0, 0}, padded[] = {1, 1, 0, 0};
  reference_ops::SpaceToBatchND(SpaceToBatchParams{0}, wide, image.data(), none, block, none, borders, batches,
                                blocks.data());
  EXPECT(blocks == Ints({1, 3, 2, 4, 5, 7, 6, 8}));
  reference_ops::BatchToSpaceND(batches, blocks.data(), none, block, none, borders, wide, back.data());
  EXPECT(back == image);
  Ints larger(16);
  reference_ops::SpaceToBatchND(SpaceToBatchParams{9}, wide, image.data(), none, block, none, padded,
                                RuntimeShape({4, 2, 2, 1}), larger.data());
  EXPECT(larger == Ints({9, 9, 5, 7, 9, 9, 6, 8, 1, 3, 9, 9, 2, 4, 9, 9}));
  reference_ops::BroadcastTo(RuntimeShape({1, 3}), reinterpret_cast<const char*>(in.data()), shape,
                             reinterpret_cast<char*>(out.data()), kTfLiteInt32);
  EXPECT(out[3] == 1 && out[5] == 3);
  const int64_t coords[] = {2, 0}, wrong[] = {3};
  const GatherParams gather = {1, 0};
  EXPECT(reference_ops::Gather(gather, shape, in.data(), RuntimeShape({2}), coords, RuntimeShape({2, 2}), out.data()) ==
         kTfLiteOk);
  EXPECT(Ints(out.begin(), out.begin() + 4) == Ints({3, 1, 6, 4}));
  EXPECT(reference_ops::Gather(gather, shape, in.data(), RuntimeShape({1}), wrong, RuntimeShape({2, 1}), out.data()) ==
         kTfLiteError);
  const int32_t places[] = {1, 2, 0, 0, 1, 2};
  const RuntimeShape pairs({3, 2});
  EXPECT(reference_ops::GatherNd(shape, in.data(), pairs, places, RuntimeShape({3}), out.data()) == kTfLiteOk);
  EXPECT(out[0] == 6 && out[1] == 1);
  EXPECT(reference_ops::ScatterNd(pairs, places, RuntimeShape({3}), in.data(), shape, out.data()) == kTfLiteOk);
  EXPECT(Ints(out.begin(), out.begin() + 6) == Ints({2, 0, 0, 0, 0, 4}));
  Ints parts[2] = {Ints(2), Ints(4)};
  int32_t* const ends[] = {parts[0].data(), parts[1].data()};
  const RuntimeShape narrow({2, 1}), rest({2, 2});
  const RuntimeShape* const shapes[] = {&narrow, &rest};
  reference_ops::Split(SplitParams{2, 1}, shape, in.data(), shapes, ends);
  EXPECT(parts[0] == Ints({1, 4}) && parts[1] == Ints({2, 3, 5, 6}));
  int32_t* const columns[] = {out.data(), out.data() + 2, out.data() + 4};
  reference_ops::Unpack(UnpackParams{3, -1}, shape, in.data(), RuntimeShape({2}), columns);
  EXPECT(Ints(out.begin(), out.begin() + 6) == Ints({1, 4, 2, 5, 3, 6}));
  const int32_t lengths[] = {2, 3};
  reference_ops::ReverseSequence(lengths, 1, 0, shape, in.data(), shape, out.data());
  EXPECT(Ints(out.begin(), out.begin() + 6) == Ints({2, 1, 3, 6, 5, 4}));
  reference_ops::SelectTrueCoords(shape, Ints({0, 1, 0, 0, 0, 7}).data(), out.data());
  EXPECT(Ints(out.begin(), out.begin() + 4) == Ints({0, 1, 1, 2}));
}

void CheckImages() {
  // One image of 2 x 2, enlarged.
  const RuntimeShape small({1, 2, 2, 1}), none;
  const float pixels[] = {0, 2, 4, 6};
  const int32_t size[] = {3, 3};
  Floats out(9);
  reference_ops::ResizeBilinear(ResizeBilinearParams{true, false}, small, pixels, none, size, none, out.data());
  EXPECT(Near(out, {0, 1, 2, 2, 3, 4, 4, 5, 6}));
  reference_ops::ResizeNearestNeighbor(ResizeNearestNeighborParams{false, true}, small, pixels, none, size, none,
                                       out.data());
  EXPECT(out == Floats({0, 2, 2, 4, 6, 6, 4, 6, 6}));

  // Integers, rounded to the nearest, halves away from zero; half of them lie between centres of pixels.
  const int8_t signs[] = {0, 3, -8, -5};
  int8_t enlarged[9];
  reference_ops::ResizeBilinearInteger(ResizeBilinearParams{true, false}, small, signs, none, size, none, enlarged);
  EXPECT(std::vector<int8_t>(enlarged, enlarged + 9) == std::vector<int8_t>({0, 2, 3, -4, -3, -1, -8, -7, -5}));
  const int32_t larger[] = {4, 2};
  reference_ops::ResizeBilinearInteger(ResizeBilinearParams{false, true}, small, signs, none, larger, none, enlarged);
  EXPECT(std::vector<int8_t>(enlarged, enlarged + 8) == std::vector<int8_t>({0, 3, -2, 1, -6, -3, -8, -5}));

  // A depthwise and a transposed convolution, float; the same with int8 weights of a scale for each channel.
  auto depthwise = Unbounded<DepthwiseParams>();
  depthwise.stride_width = depthwise.stride_height = depthwise.dilation_width_factor = 1;
  depthwise.dilation_height_factor = depthwise.depth_multiplier = 1;
  const RuntimeShape image({1, 2, 2, 2}), filter({1, 2, 2, 2}), one({1, 1, 1, 2});
  const float x[] = {1, 10, 2, 20, 3, 30, 4, 40}, w[] = {1, 1, 1, 1, 1, 1, 1, 2};
  Floats two(2);
  optimized_ops::DepthwiseConv(depthwise, image, x, filter, w, none, static_cast<const float*>(nullptr), one,
                               two.data(), nullptr);
  EXPECT(two == Floats({10, 140}));
  const int8_t q[] = {1, 10, 2, 20, 3, 30, 4, 40}, v[] = {1, 1, 1, 1, 1, 1, 1, 2};
  const int32_t bias[] = {2, 0};
  int32_t multipliers[2], shifts[2];
  QuantizeMultiplier(1, &multipliers[0], &shifts[0]);
  QuantizeMultiplier(0.5, &multipliers[1], &shifts[1]);
  SetActivationParams(-128, 127, &depthwise);
  depthwise.output_offset = 1;
  int8_t bytes[8];
  reference_integer_ops::DepthwiseConvPerChannel(depthwise, multipliers, shifts, image, q, filter, v, none, bias, one,
                                                 bytes);
  EXPECT(bytes[0] == 13 && bytes[1] == 71);

  auto conv = Unbounded<ConvParams>();
  conv.stride_width = conv.stride_height = 2;
  conv.dilation_width_factor = conv.dilation_height_factor = 1;
  const RuntimeShape kernel({1, 2, 2, 1}), large({1, 4, 4, 1});
  Floats spread(16);
  const float corner[] = {1, 2, 3, 4};
  reference_ops::TransposeConv(conv, small, pixels, kernel, corner, none, nullptr, large, spread.data(), none, nullptr);
  EXPECT(spread[2] == 2 && spread[3] == 4 && spread[6] == 6 && spread[15] == 24 && spread[5] == 0);
  SetActivationParams(-128, 127, &conv);
  conv.stride_width = conv.stride_height = 1;
  conv.input_offset = 1;
  const int64_t no_bias[] = {0};
  const int16_t words[] = {100, 200, 300, 400};
  int16_t word[1];
  const RuntimeShape pixel({1, 1, 1, 1});
  SetActivationParams(-32768, 32767, &conv);
  reference_integer_ops::ConvPerChannel(conv, multipliers, shifts, small, words, kernel, v, none, no_bias, pixel, word);
  EXPECT(word[0] == 1000);
  reference_integer_ops::ConvPerChannel(conv, multipliers, shifts, small, q, kernel, v, none, bias, pixel, bytes);
  EXPECT(bytes[0] == 39);  // 1 + 10 + 2 + 20, four times 1, and 2

  PoolParams pool = {};
  pool.stride_width = pool.stride_height = pool.filter_width = pool.filter_height = 2;
  SetActivationParams(-128, 127, &pool);
  const int8_t negative[] = {-1, -2, -3, -4};
  reference_integer_ops::AveragePool(pool, small, negative, pixel, bytes);
  EXPECT(bytes[0] == -3);
  reference_integer_ops::MaxPool(pool, small, negative, pixel, bytes);
  EXPECT(bytes[0] == -1);
  const int8_t vector[] = {30, -40};
  reference_integer_ops::L2Normalization(0, 1, 2, vector, bytes);
  EXPECT(bytes[0] == 77 && bytes[1] == -102);
  FakeQuantParams fake = {{0, 10}, 2};
  const RuntimeShape four({4});
  reference_ops::FakeQuant(fake, four, pixels, four, out.data());
  EXPECT(Near(Floats(out.begin(), out.begin() + 4), {0, 10 / 3.f, 10 / 3.f, 20 / 3.f}));
}

void CheckWords() {
  // int16: sums and differences of scales that are powers of two, products as fractions.
  const RuntimeShape two({2}), four({2, 2});
  const int16_t x[] = {1000, -32768, 5, -6}, y[] = {-400, 400};
  int16_t out[4];
  ArithmeticParams params = {};
  params.input2_shift = -3;
  SetActivationParams(-32768, 32767, &params);
  reference_ops::Sub16(params, two, x, two, y, two, out);
  EXPECT(out[0] == 1050 && out[1] == -32768);
  optimized_ops::BroadcastSub16POTSlow(params, four, x, two, y, four, out);
  EXPECT(out[0] == 1050 && out[1] == -32768 && out[2] == 55 && out[3] == -56);
  const int16_t half[] = {16384, 16384};
  int8_t signs[2];
  uint8_t bytes[2];
  params.output_offset = 3;
  SetActivationParams(-60, 100, &params);
  reference_integer_ops::Mul(params, two, x, two, half, two, signs);
  EXPECT(signs[0] == 5 && signs[1] == -60);
  params.output_offset = 128;
  SetActivationParams(0, 255, &params);
  reference_ops::Mul(params, two, x, two, half, two, bytes);
  EXPECT(bytes[0] == 130 && bytes[1] == 64);

  const int8_t p[] = {1, 2, 3, 4}, q[] = {10, 20};
  int8_t sums[4];
  const auto weighted = [](int8_t a, int8_t b, const ArithmeticParams& c) {
    return static_cast<int8_t>(a * c.left_shift + b);
  };
  params.left_shift = 2;
  reference_integer_ops::ElementWise<int8_t>(2, params, p, q, sums, reference_integer_ops::CheckArithmeticParams,
                                             weighted);
  EXPECT(sums[0] == 12 && sums[1] == 24);
  reference_integer_ops::BroadcastBinaryFunction4DSlow<int8_t>(params, four, p, two, q, four, sums,
                                                               reference_integer_ops::CheckArithmeticParams, weighted);
  EXPECT(sums[2] == 16 && sums[3] == 28);
  EXPECT(AddTensorValuesWithExpectedOverflow<int32_t>(INT32_MAX, 1) == INT32_MIN);
  EXPECT(MulTensorValuesWithExpectedOverflow<int64_t>(INT64_MAX, 2) == -2);
  EXPECT(MulTensorValuesWithExpectedOverflow(0.5f, 3.f) == 1.5f);
  float table[256];
  SoftmaxParams softmax = {};
  softmax.table = table;
  optimized_ops::PopulateSoftmaxLookupTable(&softmax, 0.25f, 2);
  EXPECT(table[255] == 1 && Near({table[253], table[0]}, {std::exp(-1.f), std::exp(-127.5f)}));
}

void CheckMatrices() {
  const float a[] = {1, 2, 3, 4, 5, 6}, b[] = {1, 0, 1, 2, 2, 2};
  Floats out(4);
  reference_ops::BatchMatMul(RuntimeShape({2, 3}), a, RuntimeShape({3, 2}), b, RuntimeShape({2, 2}), out.data());
  EXPECT(out == Floats({4, 10, 12, 30}));
  cpu_backend_gemm::MatrixParams<float> lhs, rhs, dst;
  lhs.order = cpu_backend_gemm::Order::kRowMajor;
  lhs.rows = dst.rows = rhs.cols = dst.cols = 2;
  lhs.cols = rhs.rows = 3;
  cpu_backend_gemm::GemmParams<float, float> params;
  const float bias[] = {100, 0};
  params.bias = bias;
  params.clamp_max = 105;
  cpu_backend_gemm::Gemm(lhs, a, rhs, b, dst, out.data(), params, nullptr);
  EXPECT(out == Floats({104, 10, 105, 30}));
  int32_t root;
  int shift;
  for (const int32_t x : {2, 5, 100, 65535, 1 << 30}) {
    GetInvSqrtQuantizedMultiplierExp(x, -1, &root, &shift);
    EXPECT(std::abs(std::ldexp(root / 2147483648., shift) * std::sqrt(x) - 1) < 1e-5);
  }
}

}  // namespace

void CheckKernels() {
  CheckUnary();
  CheckBinary();
  CheckReductions();
  CheckMoves();
  CheckImages();
  CheckWords();
  CheckMatrices();
}

}  // namespace tflite
