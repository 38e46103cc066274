// Vectors and matrices of recurrent operators; part of the program of headers_check.cc.
#include <cmath>
#include <vector>

#include "check.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/reference/portable_tensor_utils_impl.h"
#include "tensorflow/lite/kernels/internal/tensor_utils.h"

namespace tflite {
namespace {

using namespace tensor_utils;  // NOLINT(google-build-using-namespace)
using Bytes = std::vector<int8_t>;
using Words = std::vector<int16_t>;
using Ints = std::vector<int32_t>;
using Floats = std::vector<float>;

constexpr int32_t kHalf = 1 << 30;  // a multiplier of 1/2 at a shift of 0

void CheckVectors() {
  const Floats a = {1, -2, 3}, b = {4, 5, -6, 1, 1, 1};
  Floats out(6, 1);
  VectorVectorCwiseProduct(a.data(), b.data(), 3, out.data());
  EXPECT(out == Floats({4, -10, -18, 1, 1, 1}));
  VectorBatchVectorCwiseProductAccumulate(a.data(), 3, b.data(), 2, out.data());
  EXPECT(out == Floats({8, -20, -36, 2, -1, 4}));
  VectorBatchVectorCwiseProduct(a.data(), 3, b.data(), 2, out.data());
  EXPECT(out == Floats({4, -10, -18, 1, -2, 3}));
  VectorBatchVectorAdd(a.data(), 3, 2, out.data());
  EXPECT(out == Floats({5, -12, -15, 2, -4, 6}));
  VectorBatchVectorAssign(a.data(), 3, 2, out.data());
  EXPECT(out == Floats({1, -2, 3, 1, -2, 3}) && VectorVectorDotProduct(a.data(), b.data(), 3) == -24);
  BatchVectorBatchVectorDotProduct(out.data(), b.data(), 3, 2, out.data());
  EXPECT(out[0] == -24 && out[1] == 2);
  const Words x = {30000, -30000, 3, 4}, y = {30000, 30000, -5, 6};
  Ints dots(2);
  BatchVectorBatchVectorDotProduct(x.data(), y.data(), 2, 2, dots.data());
  EXPECT(dots == Ints({0, 9}));
  Words sums = {1, 2, 32767, 4};
  VectorBatchVectorCwiseProductAccumulate(x.data(), 2, y.data(), 2, kHalf, -9, sums.data());
  EXPECT(sums == Words({32767, -32768, 32621, 4 - 176}));  // products / 2^10

  Sub1Vector(a.data(), 3, out.data());
  EXPECT(out[0] == 0 && out[1] == 3 && out[2] == -2);
  Sub1Vector(x.data(), 2, sums.data());
  EXPECT(sums[0] == 2767 && sums[1] == static_cast<int16_t>(62767));
  const Bytes bytes = {1, -2, 3, -4, 5, 6};
  VectorScalarMultiply(bytes.data(), 3, 0.5f, out.data());
  EXPECT(out[0] == 0.5f && out[1] == -1 && out[2] == 1.5f);
  ReductionSumVector(bytes.data(), dots.data(), 2, 3);
  EXPECT(dots == Ints({2, 7}));
  ReductionSumVector(b.data(), out.data(), 2, 3);
  EXPECT(out[0] == 3 && out[1] == 3);
  out = {1, 2, 3, 4};
  VectorShiftLeft(out.data(), 4, 9.f);
  EXPECT(out == Floats({2, 3, 4, 9}));
  ZeroVector(out.data(), 4);
  EXPECT(IsZeroVector(out.data(), 4) && !PortableIsZeroVector(bytes.data(), 6));
  MeanStddevNormalization(b.data(), out.data(), 2, 2);
  EXPECT(std::abs(out[0] + 1) < 1e-5f && std::abs(out[1] - 1) < 1e-5f && std::abs(out[2] + 1) < 1e-5f);
}

void CheckActivations() {
  Floats in = {-7, -0.5f, 0.25f, 7}, out(4, 5);
  const auto activated = [&](TfLiteFusedActivation activation) {
    ApplyActivationToVector(in.data(), 4, activation, out.data());
    return out;
  };
  EXPECT(activated(kTfLiteActNone) == Floats(4, 5) && activated(kTfLiteActRelu) == Floats({0, 0, 0.25f, 7}));
  EXPECT(activated(kTfLiteActRelu6) == Floats({0, 0, 0.25f, 6}));
  EXPECT(activated(kTfLiteActReluN1To1) == Floats({-1, -0.5f, 0.25f, 1}));
  EXPECT(activated(kTfLiteActSignBit) == Floats({1, 1, 0, 0}));
  EXPECT(std::abs(activated(kTfLiteActTanh)[2] - 0.24491866f) < 1e-6f);
  EXPECT(std::abs(activated(kTfLiteActSigmoid)[1] - 0.37754067f) < 1e-6f);
  PortableClipVector(in.data(), 4, 0.4f, out.data());
  EXPECT(out == Floats({-0.4f, -0.4f, 0.25f, 0.4f}));
  Words words = {-300, 200, 5};
  CwiseClipping(words.data(), 3, int16_t{100});
  EXPECT(words == Words({-100, 100, 5}));
}

void CheckQuantization() {
  const Floats in = {-1, 0.6f, 2, 0, 0, 0};
  Bytes out(6);
  float low, high, scales[2];
  SymmetricQuantizeFloats(in.data(), 3, out.data(), &low, &high, scales);
  EXPECT(low == -1 && high == 2 && scales[0] == 2.f / 127 && out[0] == -64 && out[1] == 38 && out[2] == 127);
  PortableSymmetricQuantizeFloats(in.data(), 3, out.data(), -4.f, 1.f, scales);
  EXPECT(scales[0] == 4.f / 127 && out[0] == -32 && out[2] == 64);
  int32_t zeros[2];
  BatchQuantizeFloats(in.data(), 2, 3, out.data(), scales, zeros, true);
  EXPECT(zeros[0] == -43 && out[0] == -128 && out[1] == 8 && out[2] == 127);
  EXPECT(std::abs(scales[0] - 3.f / 255) < 1e-8f && scales[1] == 1 && zeros[1] == 0 && out[3] == 0);
}

void CheckMatrices() {
  const Floats matrix = {1, 2, 3, 4, 5, 6}, vectors = {1, 0, -1, 2, 2, 2};
  Floats out = {10, 20, 30, 40};
  MatrixBatchVectorMultiplyAccumulate(matrix.data(), 2, 3, vectors.data(), 2, out.data());
  EXPECT(out == Floats({8, 18, 42, 70}));
  const Bytes m = {1, 2, 3, 4, 5, 6}, v = {1, 0, -1, 2, 2, 2};
  const Floats factors = {0.5f, 2}, channels = {1, 10};
  out.assign(4, 1);
  MatrixBatchVectorMultiplyAccumulate(m.data(), 2, 3, v.data(), factors.data(), 2, out.data());
  EXPECT(out == Floats({0, 0, 25, 61}));
  const Ints offsets = {1, -1};
  Ints sums(2), scratch(4);
  bool compute = true;
  out.assign(4, 0);
  MatrixBatchVectorMultiplyAccumulate(m.data(), 2, 3, v.data(), factors.data(), 2, out.data(), channels.data(),
                                      offsets.data(), scratch.data(), sums.data(), &compute, nullptr);
  EXPECT(out == Floats({-4, -85, 36, 900}) && sums == Ints({6, 15}) && !compute);
  float scaled[2];
  out.assign(4, 0);
  MatrixBatchVectorMultiplyAccumulate(m.data(), 2, 3, v.data(), 0.5f, factors.data(), 2, out.data(), nullptr,
                                      offsets.data(), scratch.data(), sums.data(), &compute, scaled, nullptr);
  EXPECT(out == Floats({-2, -4.25f, 18, 45}));
  const Ints bias = {100, 200};
  Words words = {1, 2, 3, 32700};
  MatrixBatchVectorMultiplyAccumulate(v.data(), bias.data(), m.data(), kHalf, 1, 2, 3, 2, 7, scratch.data(),
                                      words.data(), nullptr);
  EXPECT(words == Words({106, 207, 122, 32767}));
  Bytes bytes = {1, 2, 3, 100};
  PortableMatrixBatchVectorMultiplyAccumulate(v.data(), bias.data(), m.data(), kHalf, 0, 2, 3, 2, 7, scratch.data(),
                                              bytes.data(), nullptr);
  EXPECT(bytes == Bytes({57, 108, 66, 127}));
  MatrixBatchVectorMultiply(v.data(), 1, m.data(), kHalf, 1, 2, 3, 2, bytes.data(), int8_t{5});
  EXPECT(bytes == Bytes({-3, -12, 11, 20}));
  const Words hidden = {1000, 0, -1000, 2, 2, 2};
  MatrixBatchVectorMultiply(hidden.data(), m.data(), kHalf, -4, bias.data(), 2, 3, 2, 5, bytes.data());
  EXPECT(bytes == Bytes({-54, -51, 9, 12}));
  MatrixScalarMultiplyAccumulate(m.data(), -2, 2, 3, sums.data());
  EXPECT(sums == Ints({-6, -15}));

  // Rows with columns 16 to 31, and with all.
  Bytes blocks(48, 1), vector(32, 2);
  vector[20] = 10;
  const uint8_t ledger[] = {1, 1, 2, 0, 1};
  const float factor = 0.5f;
  out.assign(2, 1);
  SparseMatrixBatchVectorMultiplyAccumulate(blocks.data(), ledger, 2, 32, vector.data(), &factor, 1, out.data());
  EXPECT(out[0] == 21 && out[1] == 37);
  const Ints segments = {0, 1, 3}, indices = {1, 0, 1};
  SparseMatrixBatchVectorMultiplyAccumulate1x16(blocks.data(), segments.data(), indices.data(), 2, 32, vector.data(),
                                                bias.data(), 1, -1, kHalf, 0, nullptr, nullptr, 3, -128, 100,
                                                bytes.data());
  EXPECT(bytes[0] == 65 && bytes[1] == 100);  // (24 + 100) / 2 + 3; (40 + 200) / 2 + 3
  const Floats four(8, 1), values = {1, 2, 3, 4, 5, 6, 7, 8};
  const Ints four_segments = {0, 1}, four_indices = {1};
  out.assign(1, 1);
  SparseMatrixBatchVectorMultiplyAccumulate1x4(four.data(), four_segments.data(), four_indices.data(), 1, 8,
                                               values.data(), 1, out.data());
  EXPECT(out[0] == 27);
}

void CheckGates() {
  const Words in = {-4096, 0, 4096, 8192}, other = {16384, 5, -16384, 32767};
  Words out(4);
  ApplySigmoid(in.data(), 2, 2, out.data());
  EXPECT(out[1] == 16384 && std::abs(out[2] - 32768 * 0.7310586) < 9 && out[0] + out[2] == 32767);
  ApplySigmoidFloat(in.data(), 2, 2, out.data());
  EXPECT(out[1] == 16384 && out[2] == 23955);
  ApplyTanh(3, in.data(), 1, 4, out.data());
  EXPECT(out[1] == 0 && out[0] == -out[2] && std::abs(out[2] - 32768 * 0.7615942) < 9);
  ApplyTanh(4, in.data(), 1, 4, out.data());
  EXPECT(std::abs(out[2] - 32768 * 0.9640276) < 9);
  ApplyTanhFloat(in.data(), 1, 4, -12, out.data());
  EXPECT(out[2] == 24955);
  CwiseMul(in.data(), other.data(), 1, 4, 15, out.data());
  EXPECT(out == Words({-2048, 0, -2048, 8192}));
  Bytes bytes(4);
  CwiseMul(in.data(), other.data(), kHalf, -20, 1, 4, 3, bytes.data());
  EXPECT(bytes == Bytes({-29, 3, -29, 127}));
  CwiseAdd(in.data(), other.data(), 1, 4, out.data());
  EXPECT(out == Words({12288, 5, -12288, 32767}));
  const Bytes a = {10, -128}, b = {20, 127};
  TwoGateSaturatingAdd(a.data(), 2, b.data(), -3, kHalf, 3, kHalf, 9, 1, 2, out.data());
  EXPECT(out[0] == 5920 && out[1] == 32760);
  const Words gate = {100, 200, 300, 400}, weights(4, 1024);
  const Ints bias = {0, 0, 0, 1024 * 1024};
  // Deviations of -150, -50, 50 and 150 over 111.8, and one more for the last, times 2^12.
  ApplyLayerNorm(gate.data(), weights.data(), bias.data(), kHalf, 2 - 1 - 10, 1, 1, 4, out.data());
  const double wanted[] = {-5495.5, -1831.8, 1831.8, 9591.5};
  for (size_t i = 0; i < 4; ++i) EXPECT(std::abs(out[i] - wanted[i]) < 8);
  ApplyLayerNormFloat(gate.data(), weights.data(), kHalf, 2 - 1 - 10, bias.data(), 1, 4, out.data());
  for (size_t i = 0; i < 4; ++i) EXPECT(std::abs(out[i] - wanted[i]) < 8);
}

void CheckPacking() {
  const Bytes packed = {0x2F, static_cast<int8_t>(0x98), 0x07};
  Bytes out(5), back(3);
  UnpackDenseInt4IntoInt8(packed.data(), 5, out.data());
  EXPECT(out == Bytes({-1, 2, -8, -7, 7}));
  PackInt8IntoDenseInt(out.data(), 5, 4, back.data());
  EXPECT(back == packed);
  UnpackPackedIntToInt8(packed.data(), 5, 4, out.data(), true);
  EXPECT(out == Bytes({15, 2, 8, 9, 7}));
  const Bytes pairs = {static_cast<int8_t>(0xE4), 0x02};  // 0, 1, 2, 3; 2
  UnpackPackedIntToInt8(pairs.data(), 5, 2, out.data());
  EXPECT(out == Bytes({0, 1, -2, -1, -2}));
  PackInt8IntoDenseInt(out.data(), 5, 2, back.data());
  EXPECT(back[0] == pairs[0] && back[1] == pairs[1]);
}

}  // namespace

void CheckTensorUtils() {
  CheckVectors();
  CheckActivations();
  CheckQuantization();
  CheckMatrices();
  CheckGates();
  CheckPacking();
}

}  // namespace tflite
