// What the headers for custom ops compute; run on this machine under the sanitizers by tests/e2e/custom_ops_headers.sh.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <string>
#include <vector>

#include "check.h"
#include "tensorflow/lite/context_util.h"
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/reference/reference_ops.h"
#include "tensorflow/lite/kernels/internal/tensor.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/kernels/op_macros.h"
#include "tensorflow/lite/kernels/padding.h"
#include "tensorflow/lite/string_util.h"
#include "tensorflow/lite/type_to_tflitetype.h"

namespace tflite {
namespace {

std::string reported;

void Report(TfLiteContext* /*context*/, const char* format, ...) {
  char text[512];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  reported = text;
}

int failures = 0;

TfLiteIntArray* Array(const std::vector<int>& values) {
  TfLiteIntArray* array = TfLiteIntArrayCreate(static_cast<int>(values.size()));
  for (size_t i = 0; i < values.size(); ++i) array->data[i] = values[i];
  return array;
}

/// A tensor that frees its shape.
struct Tensor : TfLiteTensor {
  Tensor(TfLiteType t, const std::vector<int>& shape) : TfLiteTensor() {
    type = t;
    dims = Array(shape);
  }
  ~Tensor() { TfLiteIntArrayFree(dims); }
};

TfLiteStatus Macros(TfLiteContext* context, int which) {
  const int one = 1;
  const size_t large = 5000000000u % 4294967296u;
  if (which == 0) TF_LITE_ENSURE(context, one == 2);
  if (which == 1) TF_LITE_ENSURE_EQ(context, one, 2);
  if (which == 2) TF_LITE_ENSURE_TYPES_EQ(context, kTfLiteFloat32, kTfLiteInt8);
  if (which == 3) TF_LITE_ENSURE_NEAR(context, 1.5f, 2.5f, 0.25f);
  if (which == 4) TF_LITE_ENSURE_MSG(context, one == 2, "a message");
  if (which == 5) TF_LITE_UNSUPPORTED_TYPE(context, kTfLiteString, "MyOp");
  if (which == 6) TF_LITE_ENSURE_STATUS(kTfLiteDelegateError);
  if (which == 7) TF_LITE_ENSURE_OK(context, Macros(context, 6));
  if (which == 8) TF_LITE_ENSURE_EQ(context, large, sizeof(int));
  TF_LITE_ENSURE_EQ(context, one, 1);
  TF_LITE_ENSURE_NEAR(context, 1.f, 1.1f, 0.2f);
  return kTfLiteOk;
}

void CheckMacros(TfLiteContext* context) {
  const auto said = [&](int which, const std::string& end) {
    const bool failed = Macros(context, which) == kTfLiteError;
    return failed && reported.find("headers_check.cc:") != std::string::npos && reported.size() >= end.size() &&
           reported.compare(reported.size() - end.size(), end.size(), end) == 0;
  };
  EXPECT(said(0, " one == 2 was not true."));
  EXPECT(said(1, " one != 2 (1 != 2)"));
  EXPECT(said(2, " kTfLiteFloat32 != kTfLiteInt8 (FLOAT32 != INT8)"));
  EXPECT(said(3, " 1.5f not near 2.5f (1.500000 != 2.500000)"));
  EXPECT(Macros(context, 4) == kTfLiteError && reported.find("headers_check.cc a message") != std::string::npos);
  EXPECT(said(5, " Type STRING is unsupported by op MyOp."));
  EXPECT(Macros(context, 6) == kTfLiteDelegateError && Macros(context, 7) == kTfLiteDelegateError);
  EXPECT(said(8, " large != sizeof(int) (705032704 != 4)"));
  EXPECT(Macros(context, 9) == kTfLiteOk);
}

void CheckShapes(TfLiteContext* context) {
  RuntimeShape small({2, 3, 4, 5}), large({1, 2, 3, 4, 5, 6, 7}), copy = large;
  EXPECT(small.FlatSize() == 120 && large.FlatSize() == 5040 && copy == large && copy != small);
  copy = small;
  large = copy;
  EXPECT(large == small && Offset(small, 1, 2, 3, 4) == 119 && FlatSizeSkipDim(small, 2) == 30);
  EXPECT(RuntimeShape::ExtendedShape(6, small) == RuntimeShape({1, 1, 2, 3, 4, 5}));
  EXPECT(MatchingDim(small, 3, RuntimeShape({5}), 0) == 5 && RuntimeShape(3, 2).FlatSize() == 8);

  Tensor a(kTfLiteFloat32, {4, 1, 3}), b(kTfLiteFloat32, {5, 1}), c(kTfLiteFloat32, {4, 5, 3}), d(kTfLiteFloat32, {2});
  TfLiteIntArray* shape = nullptr;
  EXPECT(CalculateShapeForBroadcast(context, &a, &b, &shape) == kTfLiteOk && TfLiteIntArrayEqual(shape, c.dims));
  TfLiteIntArrayFree(shape);
  EXPECT(CalculateShapeForBroadcast(context, &a, &b, &c, &shape) == kTfLiteOk && TfLiteIntArrayEqual(shape, c.dims));
  TfLiteIntArrayFree(shape);
  EXPECT(CalculateShapeForBroadcast(context, &a, &d, &shape) == kTfLiteError);
  EXPECT(reported == "Given shapes, [4,1,3] and [2], are not broadcastable.");
  EXPECT(NumElements(&a) == 12 && NumDimensions(&a) == 3 && !HaveSameShapes(&a, &c) && HaveSameShapes(&c, &c));
  int total = 0;
  for (const int size : TfLiteIntArrayView(c.dims)) total += size;
  EXPECT(total == 12);

  int32_t wanted[] = {7, 8};
  Tensor given(kTfLiteInt32, {2});
  given.data.i32 = wanted;
  EXPECT(GetOutputShapeFromInput(context, &given, &shape) == kTfLiteOk && GetShapeDebugString(shape) == "[7,8]");
  TfLiteIntArrayFree(shape);
}

void CheckNodes(TfLiteContext* context) {
  TfLiteTensor tensors[2] = {};
  tensors[1].is_variable = true;
  context->tensors = tensors;
  context->tensors_size = 2;
  TfLiteNode node = {};
  node.inputs = Array({0, -1, 1});
  node.outputs = Array({1});
  const TfLiteTensor* input = nullptr;
  TfLiteTensor* output = nullptr;
  EXPECT(GetInputSafe(context, &node, 0, &input) == kTfLiteOk && input == &tensors[0]);
  EXPECT(GetInputSafe(context, &node, 1, &input) == kTfLiteError &&
         GetInputSafe(context, &node, 3, &input) == kTfLiteError);
  EXPECT(GetOptionalInputTensor(context, &node, 1) == nullptr && GetVariableInput(context, &node, 2) == &tensors[1]);
  EXPECT(GetVariableInput(context, &node, 0) == nullptr && GetTemporary(context, &node, 0) == nullptr);
  EXPECT(GetOutputSafe(context, &node, 0, &output) == kTfLiteOk && output == &tensors[1]);
  EXPECT(NumInputs(&node) == 3 && NumOutputs(&node) == 1 && NumIntermediates(&node) == 0);
  TfLiteIntArrayFree(node.inputs);
  TfLiteIntArrayFree(node.outputs);
}

void CheckNumbers(TfLiteContext* context) {
  int32_t multiplier;
  int shift;
  QuantizeMultiplier(0.75, &multiplier, &shift);
  EXPECT(multiplier == 1610612736 && shift == 0);
  EXPECT(MultiplyByQuantizedMultiplier(100, multiplier, shift) == 75 &&
         MultiplyByQuantizedMultiplier(-2, multiplier, 0) == -1);
  QuantizeMultiplier(3, &multiplier, &shift);
  EXPECT(multiplier == 1610612736 && shift == 2 && MultiplyByQuantizedMultiplier(-7, multiplier, shift) == -21);
  QuantizeMultiplier(1e-12, &multiplier, &shift);
  EXPECT(multiplier == 0 && shift == 0);
  QuantizeMultiplier(0.001, &multiplier, &shift);
  EXPECT(MultiplyByQuantizedMultiplier(123456, multiplier, shift) == 123);
  EXPECT(MultiplyByQuantizedMultiplier(int64_t{123456}, multiplier, shift) == 123);
  EXPECT(SaturatingRoundingDoublingHighMul(INT32_MIN, INT32_MIN) == INT32_MAX && RoundingDivideByPOT(-3, 1) == -2);
  const QuantizationParams range = ChooseQuantizationParams<uint8_t>(-1, 3);
  EXPECT(range.zero_point == 64 && std::abs(range.scale - 4. / 255) < 1e-9);
  int log2 = 0;
  EXPECT(CheckedLog2(8, &log2) && log2 == 3 && !CheckedLog2(9, &log2));
  EXPECT(CalculateInputRadius(5, 10) == 2031616 && CountLeadingZeros(uint32_t{1}) == 31);

  Tensor output(kTfLiteInt8, {1});
  output.params = {0.1f, 5};
  int32_t low, high;
  EXPECT(CalculateActivationRangeQuantized(context, kTfLiteActRelu6, &output, &low, &high) == kTfLiteOk);
  EXPECT(low == 5 && high == 65);
  float least, most;
  CalculateActivationRange(kTfLiteActReluN1To1, &least, &most);
  EXPECT(least == -1 && most == 1 && TfLiteTypeGetSize(kTfLiteComplex128) == 16 &&
         TfLiteTypeGetSizeBits(kTfLiteInt4) == 4);
  EXPECT(typeToTfLiteType<float>() == kTfLiteFloat32 && typeToTfLiteType<std::string>() == kTfLiteString);

  int height, width;
  const TfLitePaddingValues padding =
      ComputePaddingHeightWidth(2, 2, 1, 1, 7, 8, 3, 3, kTfLitePaddingSame, &height, &width);
  EXPECT(height == 4 && width == 4 && padding.height == 1 && padding.height_offset == 0 && padding.width == 0 &&
         padding.width_offset == 1);
  EXPECT(ComputeOutSize(kTfLitePaddingValid, 7, 3, 2) == 3 && ComputeOutSize(kTfLitePaddingValid, 7, 3, 0) == 0);
}

void CheckStrings() {
  Tensor tensor(kTfLiteString, {1});
  tensor.allocation_type = kTfLiteDynamic;
  DynamicBuffer buffer;
  EXPECT(buffer.AddString("one", 3) == kTfLiteOk && buffer.AddString({"", 0}) == kTfLiteOk);
  buffer.AddJoinedString({{"a", 1}, {"bc", 2}}, '-');
  buffer.WriteToTensorAsVector(&tensor);
  EXPECT(GetStringCount(&tensor) == 3 && tensor.dims->data[0] == 3 && tensor.bytes == 4 * 5 + 7);
  const StringRef joined = GetString(&tensor, 2);
  EXPECT(std::string(joined.str, joined.len) == "a-bc" && GetString(&tensor, 1).len == 0);
  DynamicBuffer limited(4);
  EXPECT(limited.AddString("12345", 5) == kTfLiteError && limited.AddString("1234", 4) == kTfLiteOk);
  Tensor copy(kTfLiteString, {2});
  copy.allocation_type = kTfLiteDynamic;
  {
    SequentialTensorWriter<string> writer(&tensor, &copy);
    writer.Write(2);
    writer.Write(0);
  }
  EXPECT(GetStringCount(&copy) == 2 && std::string(GetString(&copy, 1).str, 3) == "one");
  TfLiteTensorDataFree(&copy);
  TfLiteTensorDataFree(&tensor);
}

void CheckReferenceOps() {
  const RuntimeShape matrix({2, 3}), row({3}), turned({3, 2});
  const float a[] = {1, 2, 3, 4, 5, 6}, b[] = {10, 20, 30};
  float out[12] = {};
  ArithmeticParams arithmetic = {};
  SetActivationParams(-1000.f, 33.f, &arithmetic);
  reference_ops::BroadcastAdd4DSlow(arithmetic, matrix, a, row, b, matrix, out);
  EXPECT(out[0] == 11 && out[2] == 33 && out[3] == 14 && out[5] == 33);
  reference_ops::Mul(arithmetic, matrix, a, matrix, a, matrix, out);
  EXPECT(out[1] == 4 && out[5] == 33);
  TransposeParams transpose = {2, {1, 0}};
  reference_ops::Transpose(transpose, matrix, a, turned, out);
  EXPECT(out[0] == 1 && out[1] == 4 && out[4] == 3 && out[5] == 6);
  SoftmaxParams softmax = {};
  softmax.beta = 1;
  reference_ops::Softmax(softmax, matrix, a, matrix, out);
  EXPECT(std::abs(out[0] + out[1] + out[2] - 1) < 1e-6f && std::abs(out[5] / out[4] - std::exp(1.f)) < 1e-4f);

  const RuntimeShape image({1, 3, 3, 1}), half({1, 2, 2, 1}), filter({1, 2, 2, 1}), none;
  const float pixels[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, ones[] = {1, 1, 1, 1}, bias[] = {0.5f};
  ConvParams conv = {};
  conv.stride_width = conv.stride_height = conv.dilation_width_factor = conv.dilation_height_factor = 1;
  SetActivationParams(-100.f, 100.f, &conv);
  reference_ops::Conv(conv, image, pixels, filter, ones, none, bias, half, out, none, nullptr);
  EXPECT(out[0] == 12.5f && out[3] == 28.5f);
  PoolParams pool = {};
  pool.stride_width = pool.stride_height = pool.filter_width = pool.filter_height = 2;
  SetActivationParams(-100.f, 100.f, &pool);
  EXPECT(reference_ops::AveragePool(pool, image, pixels, half, out) && out[0] == 3 && out[1] == 4.5f && out[3] == 9);
  reference_ops::MaxPool(pool, image, pixels, half, out);
  EXPECT(out[0] == 5 && out[3] == 9);

  FullyConnectedParams dense = {};
  SetActivationParams(-100.f, 100.f, &dense);
  reference_ops::FullyConnected(dense, matrix, a, matrix, a, none, nullptr, RuntimeShape({2, 2}), out);
  EXPECT(out[0] == 14 && out[1] == 32 && out[3] == 77);
  ConcatenationParams concatenation = {};
  concatenation.axis = 1;
  concatenation.inputs_count = 2;
  const RuntimeShape* shapes[] = {&matrix, &turned};
  const RuntimeShape tall({2, 1}), joined({2, 4});
  shapes[1] = &tall;
  const float* parts[] = {a, b};
  reference_ops::Concatenation(concatenation, shapes, parts, joined, out);
  EXPECT(out[3] == 10 && out[4] == 4 && out[7] == 20);
  int8_t quantized[6];
  QuantizationParams params;
  params.scale = 0.5;
  params.zero_point = -1;
  reference_ops::AffineQuantize(params, matrix, a, matrix, quantized);
  EXPECT(quantized[0] == 1 && quantized[5] == 11);
  reference_ops::Dequantize(DequantizationParams{0.5, -1}, matrix, quantized, matrix, out);
  EXPECT(out[5] == 6);
}

}  // namespace

void Expect(bool good, const char* what, const char* file, int line) {
  if (good) return;
  ++failures;
  fprintf(stderr, "%s:%d: not so: %s; last message: %s\n", file, line, what, reported.c_str());
}

int CheckHeaders() {
  TfLiteContext context = {};
  context.ReportError = Report;
  CheckMacros(&context);
  CheckShapes(&context);
  CheckNodes(&context);
  CheckNumbers(&context);
  CheckStrings();
  CheckReferenceOps();
  CheckKernels();
  CheckFixedPoint();
  CheckTensorUtils();
  CheckRecurrent();
  CheckTools();
  CheckHelpers();
  return failures;
}

}  // namespace tflite

int main() {
  const int failed = tflite::CheckHeaders();
  printf("%d failed\n", failed);
  return failed != 0;
}
