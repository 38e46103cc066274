// Volumes, sparse tensors, sound, random numbers, halves and checked shapes; part of the program of headers_check.cc.
#include <cmath>
#include <complex>
#include <vector>

#include "check.h"
#include "tensorflow/lite/kernels/custom_ops_register.h"
#include "tensorflow/lite/kernels/internal/kernel_utils.h"
#include "tensorflow/lite/kernels/internal/mfcc.h"
#include "tensorflow/lite/kernels/internal/optimized/cpu_check.h"
#include "tensorflow/lite/kernels/internal/optimized/integer_ops/leaky_relu.h"
#include "tensorflow/lite/kernels/internal/optimized/integer_ops/sub.h"
#include "tensorflow/lite/kernels/internal/reference/conv3d.h"
#include "tensorflow/lite/kernels/internal/reference/conv3d_transpose.h"
#include "tensorflow/lite/kernels/internal/reference/densify.h"
#include "tensorflow/lite/kernels/internal/reshape_utils.h"
#include "tensorflow/lite/kernels/internal/spectrogram.h"
#include "tensorflow/lite/kernels/perception/perception_ops.h"
#include "tensorflow/lite/kernels/rng_util.h"
#include "tensorflow/lite/kernels/tensor_slice_util.h"
#include "tensorflow/lite/types/half.h"

namespace tflite {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<int>;

void CheckVolumes() {
  const RuntimeShape shape({2, 3, 4}), empty({2, 0}), huge({1 << 30, 4}), negative({2, -1});
  size_t count = 0;
  int small = 7;
  EXPECT(shape.CheckedFlatSize(count) && count == 24 && !negative.CheckedFlatSize(count) && empty.HasZeroDimension());
  EXPECT(!huge.CheckedNumElementsInRange(0, 2, small) && small == 7 && !shape.HasZeroDimension());
  EXPECT(shape.CheckedSizeToDimension(2, small) && small == 6 && shape.CheckedSizeFromDimension(1, small) &&
         small == 12);
  EXPECT(!shape.CheckedSizeToDimension(4, small) && !shape.CheckedNumElementsInRange(2, 1, small));

  Conv3DParams params = {};
  params.stride_width = params.stride_height = params.stride_depth = 1;
  params.dilation_width = 2;
  params.dilation_height = params.dilation_depth = 1;
  params.padding_values.depth = 1;
  params.float_activation_min = -100;
  params.float_activation_max = 20;
  // Two layers of one row of three pixels; a filter of two layers and two pixels, the second two to the right.
  const RuntimeShape in({1, 2, 1, 3, 1}), filter({2, 1, 2, 1, 2}), out({1, 3, 1, 1, 2}), bias({2});
  const Floats x = {1, 2, 3, 4, 5, 6}, weights = {1, 10, 2, 20, 3, 30, 4, 40}, biases = {0.5f, -300};
  Floats y(6);
  optimized_ops::Conv3D(params, in, x.data(), filter, weights.data(), bias, biases.data(), out, y.data(),
                        RuntimeShape(), nullptr, nullptr);
  EXPECT(y == Floats({15.5f, -100, 20, 20, 16.5f, -100}));
  // Spread back over a volume of that shape: each output is the sum of what the filter's places give it.
  const RuntimeShape point({1, 1, 1, 1, 2}), turned({2, 1, 2, 1, 2}), large({1, 1, 1, 3, 1});
  const Floats two = {1, 2};
  Floats z(3);
  reference_ops::Conv3DTranspose(params, point, two.data(), turned, weights.data(), RuntimeShape({1}), biases.data(),
                                 large, z.data());
  EXPECT(z == Floats({20, 0.5f, 20}));  // 3 + 60 and 4 + 80 above the activation's bound
  params.float_activation_max = 1000;
  optimized_ops::Conv3DTranspose(params, point, two.data(), turned, weights.data(), RuntimeShape({1}), nullptr, large,
                                 z.data(), RuntimeShape(), nullptr, nullptr);
  EXPECT(z == Floats({63, 0, 84}));
}

void CheckSparse() {
  using internal::sparsity::FormatConverter;
  // Columns in blocks of two; rows dense, blocks of columns by index.
  const std::vector<TfLiteDimensionType> format = {kTfLiteDimDense, kTfLiteDimSparseCSR};
  const Floats dense = {0, 0, 1, 0, 0, 0, 0, 0, 2, 3, 0, 4};
  FormatConverter<float> to_sparse({3, 4}, {0, 1, 2}, format, {2}, {1});
  EXPECT(to_sparse.DenseToSparse(dense.data()) == kTfLiteOk && to_sparse.GetData() == Floats({1, 0, 2, 3, 0, 4}));
  const std::vector<Ints> levels = {{3}, {}, {0, 1, 1, 3}, {1, 0, 1}, {2}, {}};
  EXPECT(to_sparse.GetDimMetadata() == levels);

  const auto converted = [&](const Ints& segments, const Ints& indices) {
    FormatConverter<float> converter({3, 4}, {0, 1, 2}, {kTfLiteDimDense, kTfLiteDimSparseCSR, kTfLiteDimDense},
                                     {3, 0, 2}, {{}, segments, {}}, {{}, indices, {}}, {1});
    const TfLiteStatus status = converter.SparseToDense(to_sparse.GetData().data());
    return status == kTfLiteOk && converter.GetData() == dense;
  };
  EXPECT(converted({0, 1, 1, 3}, {1, 0, 1}));
  EXPECT(!converted({0, 1, 1, 4}, {1, 0, 1}) && !converted({0, 1, 1, 3}, {1, 0, 2}) &&
         !converted({0, 1, 3}, {1, 0, 1}));
  EXPECT(!converted({0, 2, 1, 3}, {1, 0, 1}) && !converted({0, 1, 1, 3}, {1, -1, 1}));

  TfLiteIntArray* arrays[] = {TfLiteIntArrayCreate(3), TfLiteIntArrayCreate(1), TfLiteIntArrayCreate(4),
                              TfLiteIntArrayCreate(3)};
  const std::vector<Ints> values = {{0, 1, 2}, {1}, {0, 1, 1, 3}, {1, 0, 1}};
  for (size_t i = 0; i < 4; ++i) std::copy(values[i].begin(), values[i].end(), arrays[i]->data);
  TfLiteDimensionMetadata metadata[] = {{kTfLiteDimDense, 3, nullptr, nullptr},
                                        {kTfLiteDimSparseCSR, 0, arrays[2], arrays[3]},
                                        {kTfLiteDimDense, 2, nullptr, nullptr}};
  const TfLiteSparsity sparsity = {arrays[0], arrays[1], metadata, 3};
  Floats out(12, 9);
  reference_ops::Densify(&sparsity, RuntimeShape({6}), to_sparse.GetData().data(), RuntimeShape({3, 4}), out.data(),
                         nullptr);
  EXPECT(out == dense);
  for (TfLiteIntArray* array : arrays) TfLiteIntArrayFree(array);
}

void CheckSound() {
  internal::Spectrogram spectrogram;
  std::vector<std::vector<std::complex<double>>> spectra;
  EXPECT(!spectrogram.ComputeComplexSpectrogram(Floats(9), &spectra) && !spectrogram.Initialize(1, 1));
  EXPECT(spectrogram.Initialize(12, 5) && spectrogram.output_frequency_channels() == 9);
  EXPECT(std::abs(spectrogram.GetWindow()[3] - 0.5) < 1e-12 && std::abs(spectrogram.GetWindow()[6] - 1) < 1e-12);
  Floats sound(30);
  for (size_t i = 0; i < sound.size(); ++i)
    sound[i] = std::sin(0.7f * static_cast<float>(i)) + 0.01f * static_cast<float>(i);
  // Windows at 0, 5, 10 and 15, the last two after the second piece came.
  size_t first = 0;
  for (const size_t end : {size_t{18}, size_t{30}}) {
    const Floats piece(sound.begin() + (end == 18 ? 0 : 18), sound.begin() + static_cast<int>(end));
    EXPECT(spectrogram.ComputeComplexSpectrogram(piece, &spectra) && spectra.size() == 2);
    for (const auto& spectrum : spectra) {
      double worst = spectrum.size() == 9 ? 0 : 1;
      for (size_t k = 0; k < spectrum.size(); ++k) {
        std::complex<double> sum = 0;
        for (size_t i = 0; i < 12; ++i) {
          const double angle = 2 * 3.14159265358979323846 * static_cast<double>(i * k) / 16;
          const double value = sound[first + i] * spectrogram.GetWindow()[i];
          sum += std::complex<double>(value * std::cos(angle), value * std::sin(angle));
        }
        worst = std::max(worst, std::abs(sum - spectrum[k]));
      }
      EXPECT(worst < 1e-12);
      first += 5;
    }
  }
  std::vector<Floats> powers;
  EXPECT(spectrogram.Initialize(12, 5) && spectrogram.ComputeSquaredMagnitudeSpectrogram(sound, &powers));
  EXPECT(powers.size() == 4 && std::abs(powers[3][2] - static_cast<float>(std::norm(spectra[1][2]))) < 1e-5f);

  internal::Mfcc mfcc;
  EXPECT(mfcc.Initialize(513, 22050));
  std::vector<double> in, coefficients;
  for (int i = 0; i < 513; ++i) in.push_back(i + 1);
  mfcc.Compute(in, &coefficients);
  // Recorded from TensorFlow.
  const double wanted[] = {29.13970072, -6.41568601, -0.61903012, -0.96778652, -0.26819878, -0.40907028, -0.15614748,
                           -0.23203119, -0.10481487, -0.1543029,  -0.0769791,  -0.10806114, -0.06047613};
  EXPECT(coefficients.size() == 13);
  for (size_t i = 0; i < coefficients.size(); ++i) EXPECT(std::abs(coefficients[i] - wanted[i]) < 1e-4);
  internal::MfccMelFilterbank bank;
  EXPECT(!bank.Initialize(513, 0, 20, 20, 4000) && !bank.Initialize(513, 8000, 20, 4000, 20));
  internal::MfccDct dct;
  EXPECT(!dct.Initialize(2, 3) && dct.Initialize(2, 2));
  dct.Compute({1, 3}, &coefficients);
  EXPECT(std::abs(coefficients[0] - 4) < 1e-12 && std::abs(coefficients[1] + std::sqrt(2.)) < 1e-12);
}

void CheckRandom() {
  // Known answers of the generators' authors.
  const auto zeros = rng::Threefry2x32(0, 0, {0, 0}), ones = rng::Threefry2x32(~0u, ~0u, {~0u, ~0u});
  EXPECT(zeros[0] == 0x6b200159 && zeros[1] == 0x99ba4efe && ones[0] == 0x1cb996fc && ones[1] == 0xbb002be7);
  const auto philox = rng::Philox4x32(0xa4093822, 0x299f31d0, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344});
  EXPECT(philox[0] == 0xd16cfe09 && philox[1] == 0x94fdcceb && philox[2] == 0x5001e420 && philox[3] == 0x24126ea1);
}

void CheckHalf() {
  EXPECT(half(1.5f).to_bits() == 0x3E00 && half(-65519.f).to_bits() == 0xFBFF && half(65520.f) == half::infinity());
  EXPECT(half(1.00048828125f).to_bits() == 0x3C00 && half(1.00146484375f).to_bits() == 0x3C02);  // halves to even
  EXPECT(half(6e-8f).to_bits() == 1 && half(2.98e-8f).to_bits() == 0 && half(6.1e-5f).to_bits() == 0x03FF);
  EXPECT(float(half::from_bits(0x8001)) == -5.9604645e-8f && float(half::smallest_normal()) == 6.1035156e-5f);
  EXPECT(float(half::min()) == -65504 && half(3) + half(0.25f) == 3.25f && half(-0.f).is_zero());
  int wrong = 0;
  for (int bits = 0; bits < 65536; ++bits) {
    const half value = half::from_bits(static_cast<uint16_t>(bits));
    const auto number = static_cast<float>(value);
    wrong += number == number ? half(number).to_bits() != bits : (bits & 0x7FFF) <= 0x7C00;
  }
  EXPECT(wrong == 0);
}

TfLiteStatus Resolved(TfLiteContext* context, const RuntimeShape& input, Ints& output) {
  TfLiteIntArray* array = TfLiteIntArrayCreate(static_cast<int>(output.size()));
  std::copy(output.begin(), output.end(), array->data);
  const TfLiteStatus status = reshape_internal::ResolveOutputShape(context, input, *array);
  output.assign(array->data, array->data + array->size);
  TfLiteIntArrayFree(array);
  return status;
}

void CheckShapes(TfLiteContext* context) {
  Ints open = {-1, 6}, empty = {-1, 3}, empty_too = {0, -1}, twice = {-1, -1}, other = {4, 2}, uneven = {4, -1};
  EXPECT(Resolved(context, RuntimeShape({2, 3, 4}), open) == kTfLiteOk && open == Ints({4, 6}));
  EXPECT(Resolved(context, RuntimeShape({0, 3}), empty) == kTfLiteOk && empty == Ints({0, 3}));
  EXPECT(Resolved(context, RuntimeShape({0, 3}), empty_too) == kTfLiteOk && empty_too == Ints({0, 3}));
  EXPECT(Resolved(context, RuntimeShape({6}), twice) == kTfLiteError);
  EXPECT(Resolved(context, RuntimeShape({6}), other) == kTfLiteError);
  EXPECT(Resolved(context, RuntimeShape({6}), uneven) == kTfLiteError);

  const int64_t minus_one = -1;
  int dims_and_axis = 0, axis = 0;
  TfLiteTensor tensor = {};
  tensor.type = kTfLiteInt64;
  tensor.data.i64 = const_cast<int64_t*>(&minus_one);
  EXPECT(kernel_utils::ReadAndNormalizeAxis(context, tensor, 3, axis) == kTfLiteOk && axis == 2);
  EXPECT(kernel_utils::ReadAndNormalizeAxis(context, tensor, 0, axis) == kTfLiteError);
  tensor.type = kTfLiteFloat32;
  EXPECT(kernel_utils::ReadAndNormalizeAxis(context, tensor, 3, axis) == kTfLiteError);
  tensor.dims = TfLiteIntArrayCreate(3);
  for (int i = 0; i < 3; ++i) tensor.dims->data[i] = i == 0 ? 1 << 30 : 3;
  EXPECT(kernel_utils::CheckedDimensionProduct(context, tensor, 1, 3, dims_and_axis) == kTfLiteOk &&
         dims_and_axis == 9);
  EXPECT(kernel_utils::CheckedDimensionProduct(context, tensor, 0, 2, dims_and_axis) == kTfLiteError);
  EXPECT(kernel_utils::CheckedDimensionProduct(context, tensor, 2, 4, dims_and_axis) == kTfLiteError);
  EXPECT(kernel_utils::CheckedTensorElementsAndData(context, tensor, "in", dims_and_axis) == kTfLiteError);
  tensor.dims->data[0] = 5;
  EXPECT(kernel_utils::CheckedTensorElementsAndData(context, tensor, "in", dims_and_axis) == kTfLiteOk &&
         dims_and_axis == 45);
  tensor.data.raw = nullptr;
  EXPECT(kernel_utils::ValidateTensorElementsAndData(context, tensor, "in") == kTfLiteError);
  TfLiteIntArrayFree(tensor.dims);
}

void CheckIndices() {
  using ops::builtin::Index;
  Index<int32_t> index;
  const int64_t avoided[] = {1, 3}, places[] = {2, 0}, beyond[] = {4, 0};
  EXPECT(ops::builtin::ExpandDims<int32_t>({5, 6, 7}, avoided, 2, &index) == kTfLiteOk);
  EXPECT(index == Index<int32_t>({5, 0, 6, 0, 7}));
  EXPECT(ops::builtin::ScatterIndex<int32_t>({5, 6}, places, 2, 4, &index) == kTfLiteOk);
  EXPECT(index == Index<int32_t>({6, 0, 5, 0}));
  EXPECT(ops::builtin::ScatterIndex<int32_t>({5, 6}, beyond, 2, 4, &index) == kTfLiteError);
  EXPECT(ops::builtin::AddIndices<int32_t>({1, 2}, {3, 4}) == Index<int32_t>({4, 6}));
  const int32_t at[] = {1, 2, 3};
  const RuntimeShape shape({3, 4, 5});
  EXPECT(ops::builtin::TensorIndexToFlat(at, 3, shape) == 33 && ops::builtin::TensorIndexToFlat(at, 0, shape) == 0);
  int32_t numbers[60];
  for (int i = 0; i < 60; ++i) numbers[i] = i;
  TfLiteTensor tensor = {};
  tensor.data.i32 = numbers;
  EXPECT(ops::builtin::ReadIndexVector<int32_t>(&tensor, shape, {2, 4}, 1) == Index<int32_t>({44, 49, 54, 59}));
}

void Ignore(TfLiteContext* /*context*/, const char* /*format*/, ...) {}

}  // namespace

void CheckTools() {
  TfLiteContext context = {};
  context.ReportError = Ignore;
  CheckVolumes();
  CheckSparse();
  CheckSound();
  CheckRandom();
  CheckHalf();
  CheckShapes(&context);
  CheckIndices();

  LeakyReluParams leaky = {};
  leaky.output_multiplier_alpha = leaky.output_multiplier_identity = 1 << 30;
  leaky.output_shift_identity = 1;
  const int16_t in[] = {100, -100};
  int16_t out[2];
  optimized_integer_ops::QuantizeLeakyRelu(leaky, RuntimeShape({2}), in, RuntimeShape({2}), out);
  EXPECT(out[0] == 100 && out[1] == -50);
  EXPECT(optimized_ops::ArgMaxVector(in, 2) == 0 && optimized_ops::ArgMinVector(in, 2) == 1);
  const int8_t packed[] = {0x21, 0x43, 0x65};
  const int32_t rows[] = {2, 0};
  int8_t gathered[2];
  EXPECT(reference_ops::Gather(GatherParams{0, 0}, RuntimeShape({3, 2}), packed, RuntimeShape({2}), rows,
                               RuntimeShape({2, 2}), gathered, true) == kTfLiteOk);
  EXPECT(gathered[0] == 0x65 && gathered[1] == 0x21);
  // Seven dimensions, of which the first and the last change places.
  TransposeParams turn = {7, {6, 1, 2, 3, 4, 5, 0}};
  const RuntimeShape deep({2, 1, 1, 1, 1, 1, 3}), turned({3, 1, 1, 1, 1, 1, 2});
  const int16_t six[] = {1, 2, 3, 4, 5, 6};
  int16_t back[6];
  reference_ops::Transpose(turn, deep, six, turned, back);
  EXPECT(back[0] == 1 && back[1] == 4 && back[2] == 2 && back[5] == 6);
  ArithmeticParams bounds = {};
  SetActivationParams(int16_t{-5}, int16_t{5}, &bounds);
  EXPECT(bounds.int16_activation_min == -5 && bounds.int16_activation_max == 5);
  const float powers[] = {2, 3}, exponents[] = {3, 2};
  float raised[2], sum[2], unused[2];
  optimized_ops::BroadcastPow4D(RuntimeShape({2}), powers, RuntimeShape({2}), exponents, RuntimeShape({2}), raised);
  const float* addends[] = {powers, exponents};
  optimized_ops::AddN(RuntimeShape({2}), 2, addends, sum, unused, nullptr);
  EXPECT(raised[0] == 8 && raised[1] == 9 && sum[0] == 5 && sum[1] == 5);
  CpuFlags flags;
  GetCpuFlags(&flags);
  EXPECT(flags.neon_dotprod == DetectArmNeonDotprod());
  MutableOpResolver resolver;
  ops::custom::AddPerceptionOps(&resolver);
  EXPECT(resolver.FindOp("DenseImageWarp", 1) == nullptr && ops::custom::Register_ROLL() == nullptr);
}

}  // namespace tflite
