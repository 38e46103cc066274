// Sums run in the order of their elements.
#include "tensorflow/lite/kernels/internal/portable_tensor_utils.h"

#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"

namespace tflite {
namespace tensor_utils {
namespace {

template <typename T>
T Saturated(int64_t x) {
  return static_cast<T>(
      std::min<int64_t>(std::max<int64_t>(x, std::numeric_limits<T>::min()), std::numeric_limits<T>::max()));
}

/// Calls `function(x)` for each element.
template <typename In, typename Out, typename Function>
void Map(const In* vector, int size, Out* result, const Function& function) {
  for (int i = 0; i < size; ++i) result[i] = static_cast<Out>(function(vector[i]));
}

template <typename Sum, typename A, typename B>
Sum Dot(const A* a, const B* b, int size, Sum offset = 0) {
  Sum sum = 0;
  for (int i = 0; i < size; ++i) sum += static_cast<Sum>(a[i]) * (static_cast<Sum>(b[i]) + offset);
  return sum;
}

/// Calls `put(row, result, matrix row, vector)` for each row of the matrix and vector of the batch.
template <typename Matrix, typename Vector, typename Out, typename Put>
void ForRows(const Matrix* matrix, int rows, int cols, const Vector* vectors, int batches, Out* result,
             const Put& put) {
  for (int b = 0; b < batches; ++b) {
    for (int r = 0; r < rows; ++r) put(r, b, result[b * rows + r], matrix + r * cols, vectors + b * cols);
  }
}

/// The sum over a row's blocks of `kBlock` columns; `matrix` moves behind them.
template <int kBlock, typename Sum, typename T, typename Index>
Sum BlocksDot(const T*& matrix, const Index* blocks, int count, const T* vector, Sum offset = 0) {
  Sum sum = 0;
  for (int i = 0; i < count; ++i, matrix += kBlock) {
    const T* block = vector + blocks[i] * kBlock;
    for (int c = 0; c < kBlock; ++c) sum += static_cast<Sum>(matrix[c]) * (static_cast<Sum>(block[c]) + offset);
  }
  return sum;
}

template <typename In, typename Out>
void SumGroups(const In* input, Out* output, int output_size, int reduction_size) {
  for (int o = 0; o < output_size; ++o, input += reduction_size) {
    Out sum = 0;
    for (int r = 0; r < reduction_size; ++r) sum += input[r];
    output[o] = sum;
  }
}

/// With a bias, scaled and added to the output.
template <typename T>
void AccumulateQuantized(const int8_t* input, const int32_t* bias, const int8_t* weights, int32_t multiplier,
                         int32_t shift, int32_t n_batch, int32_t n_input, int32_t n_output, int32_t output_zp,
                         T* output) {
  ForRows(weights, n_output, n_input, input, n_batch, output,
          [&](int row, int /*batch*/, T& out, const int8_t* weight, const int8_t* in) {
            const int32_t sum = bias[row] + Dot<int32_t>(weight, in, n_input);
            out = Saturated<T>(int64_t{MultiplyByQuantizedMultiplier(sum, multiplier, shift)} + output_zp + out);
          });
}

template <int kIntegerBits>
void TanhOf(const int16_t* input, int size, int16_t* output) {
  Map(input, size, output,
      [](int16_t x) { return gemmlowp::tanh(gemmlowp::FixedPoint<int16_t, kIntegerBits>::FromRaw(x)).raw(); });
}

/// A float in [-1, 1] as a fraction.
int16_t Fraction(float x) { return Saturated<int16_t>(static_cast<int32_t>(x * 32768.f)); }

}  // namespace

bool IsZeroVector(const float* vector, int v_size) {
  return std::all_of(vector, vector + v_size, [](float x) { return x == 0; });
}
bool IsZeroVector(const int8_t* vector, int v_size) {
  return std::all_of(vector, vector + v_size, [](int8_t x) { return x == 0; });
}

void VectorBatchVectorCwiseProductAccumulate(const int16_t* vector, int v_size, const int16_t* batch_vector,
                                             int n_batch, int32_t multiplier, int shift, int16_t* result) {
  for (int i = 0; i < n_batch * v_size; ++i) {
    const int32_t product = vector[i % v_size] * batch_vector[i];
    result[i] = Saturated<int16_t>(int64_t{MultiplyByQuantizedMultiplier(product, multiplier, shift)} + result[i]);
  }
}

float VectorVectorDotProduct(const float* vector1, const float* vector2, int v_size) {
  return Dot<float>(vector1, vector2, v_size);
}
void BatchVectorBatchVectorDotProduct(const int16_t* vector1, const int16_t* vector2, int v_size, int n_batch,
                                      int32_t* result) {
  for (int b = 0; b < n_batch; ++b) {
    result[b] = static_cast<int32_t>(Dot<int64_t>(vector1 + b * v_size, vector2 + b * v_size, v_size));
  }
}

void Sub1Vector(const float* vector, int v_size, float* result) {
  Map(vector, v_size, result, [](float x) { return 1 - x; });
}
void Sub1Vector(const int16_t* vector, int v_size, int16_t* result) {
  Map(vector, v_size, result, [](int16_t x) { return 32767 - x; });
}
void VectorScalarMultiply(const int8_t* vector, int v_size, float scale, float* result) {
  Map(vector, v_size, result, [&](int8_t x) { return scale * x; });
}
void ReductionSumVector(const float* input_vector, float* output_vector, int output_size, int reduction_size) {
  SumGroups(input_vector, output_vector, output_size, reduction_size);
}
void ReductionSumVector(const int32_t* input_vector, int32_t* output_vector, int output_size, int reduction_size) {
  SumGroups(input_vector, output_vector, output_size, reduction_size);
}
void ReductionSumVector(const int8_t* input_vector, int32_t* output_vector, int output_size, int reduction_size) {
  SumGroups(input_vector, output_vector, output_size, reduction_size);
}
void MeanStddevNormalization(const float* input_vector, float* output_vector, int v_size, int n_batch) {
  const auto size = static_cast<float>(v_size);
  for (int b = 0; b < n_batch; ++b, input_vector += v_size, output_vector += v_size) {
    float sum = 0, squares = 0;
    for (int i = 0; i < v_size; ++i) sum += input_vector[i];
    const float mean = sum / size;
    for (int i = 0; i < v_size; ++i) squares += (input_vector[i] - mean) * (input_vector[i] - mean);
    const float inverse = 1 / std::sqrt(squares / size + 1e-8f);
    Map(input_vector, v_size, output_vector, [&](float x) { return (x - mean) * inverse; });
  }
}

void CwiseClipping(float* vector, const int v_size, const float clipping_value) {
  ClipVector(vector, v_size, clipping_value, vector);
}
void CwiseClipping(int16_t* vector, const int v_size, const int16_t clipping_value) {
  Map(vector, v_size, vector, [&](int x) { return std::max<int>(std::min<int>(clipping_value, x), -clipping_value); });
}
void CwiseClipping(int8_t* vector, const int v_size, const int8_t clipping_value) {
  Map(vector, v_size, vector, [&](int x) { return std::max<int>(std::min<int>(clipping_value, x), -clipping_value); });
}
void ClipVector(const float* vector, int v_size, float abs_limit, float* result) {
  Map(vector, v_size, result, [&](float x) { return std::max(std::min(abs_limit, x), -abs_limit); });
}
void ApplyReluToVector(const float* vector, int v_size, float* result) {
  Map(vector, v_size, result, [](float x) { return std::max(0.f, x); });
}
void ApplyRelu1ToVector(const float* vector, int v_size, float* result) {
  Map(vector, v_size, result, [](float x) { return std::max(-1.f, std::min(x, 1.f)); });
}
void ApplyRelu6ToVector(const float* vector, int v_size, float* result) {
  Map(vector, v_size, result, [](float x) { return std::max(0.f, std::min(x, 6.f)); });
}
void ApplySignbitToVector(const float* vector, int v_size, float* result) {
  Map(vector, v_size, result, [](float x) { return std::signbit(x) ? 1.f : 0.f; });
}

void SymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float* min_value,
                             float* max_value, float* scaling_factor) {
  const auto range = std::minmax_element(values, values + size);
  *min_value = *range.first;
  *max_value = *range.second;
  SymmetricQuantizeFloats(values, size, quantized_values, *min_value, *max_value, scaling_factor);
}
void SymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float min_value,
                             float max_value, float* scaling_factor) {
  const float largest = std::max(std::abs(min_value), std::abs(max_value));
  const bool zero = largest == 0;
  *scaling_factor = zero ? 1.f : largest / 127;
  const float inverse = zero ? 0.f : 127 / largest;
  Map(values, size, quantized_values, [&](float x) {
    return zero ? 0 : std::min(127, std::max(-127, static_cast<int32_t>(TfLiteRound(x * inverse))));
  });
}
void AsymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float* scaling_factor,
                              int32_t* offset) {
  const auto range = std::minmax_element(values, values + size);
  const QuantizationParams params =
      ChooseQuantizationParams<int8_t>(std::min(0.f, *range.first), std::max(0.f, *range.second));
  const bool zero = params.scale == 0;
  *scaling_factor = zero ? 1.f : static_cast<float>(params.scale);
  *offset = zero ? 0 : params.zero_point;
  const float inverse = 1 / *scaling_factor, from = static_cast<float>(*offset);
  Map(values, size, quantized_values, [&](float x) {
    return zero ? int8_t{0} : Saturated<int8_t>(static_cast<int32_t>(TfLiteRound(from + x * inverse)));
  });
}
void BatchQuantizeFloats(const float* float_data_ptr, int n_batch, int n_data, int8_t* quantized_data_ptr,
                         float* scaling_factors, int32_t* zero_points, bool do_asymmetric) {
  for (int b = 0; b < n_batch; ++b, float_data_ptr += n_data, quantized_data_ptr += n_data) {
    if (do_asymmetric) {
      AsymmetricQuantizeFloats(float_data_ptr, n_data, quantized_data_ptr, &scaling_factors[b], &zero_points[b]);
      continue;
    }
    float low, high;
    SymmetricQuantizeFloats(float_data_ptr, n_data, quantized_data_ptr, &low, &high, &scaling_factors[b]);
    if (zero_points != nullptr) zero_points[b] = 0;
  }
}

void MatrixBatchVectorMultiplyAccumulate(const float* matrix, int m_rows, int m_cols, const float* vector, int n_batch,
                                         float* result) {
  ForRows(matrix, m_rows, m_cols, vector, n_batch, result,
          [&](int /*row*/, int /*batch*/, float& out, const float* row, const float* in) {
            out += Dot<float>(row, in, m_cols);
          });
}
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         float* result) {
  MatrixBatchVectorMultiplyAccumulate(matrix, m_rows, m_cols, vectors, scaling_factors, n_batch, result, nullptr,
                                      nullptr, nullptr, nullptr, nullptr, nullptr);
}
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         int32_t* /*scratch*/, float* result, CpuBackendContext* /*context*/) {
  MatrixBatchVectorMultiplyAccumulate(matrix, m_rows, m_cols, vectors, scaling_factors, n_batch, result);
}
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         float* result, const float* per_channel_scale, const int32_t* input_offset,
                                         int32_t* /*scratch*/, int32_t* row_sums, bool* compute_row_sums,
                                         CpuBackendContext* /*context*/) {
  if (input_offset != nullptr && (compute_row_sums == nullptr || *compute_row_sums)) {
    ReductionSumVector(matrix, row_sums, m_rows, m_cols);
    if (compute_row_sums != nullptr) *compute_row_sums = false;
  }
  ForRows(matrix, m_rows, m_cols, vectors, n_batch, result,
          [&](int r, int b, float& out, const int8_t* row, const int8_t* in) {
            int32_t sum = Dot<int32_t>(row, in, m_cols);
            if (input_offset != nullptr) sum -= row_sums[r] * input_offset[b];
            const float scale = scaling_factors[b] * (per_channel_scale != nullptr ? per_channel_scale[r] : 1.f);
            out += static_cast<float>(sum) * scale;
          });
}
void MatrixBatchVectorMultiplyAccumulate(const int8_t* input, const int32_t* bias, const int8_t* input_to_gate_weights,
                                         int32_t multiplier, int32_t shift, int32_t n_batch, int32_t n_input,
                                         int32_t n_output, int32_t output_zp, int32_t* /*scratch*/, int16_t* output,
                                         CpuBackendContext* /*context*/) {
  AccumulateQuantized(input, bias, input_to_gate_weights, multiplier, shift, n_batch, n_input, n_output, output_zp,
                      output);
}
void MatrixBatchVectorMultiplyAccumulate(const int8_t* input, const int32_t* bias, const int8_t* input_to_gate_weights,
                                         int32_t multiplier, int32_t shift, int32_t n_batch, int32_t n_input,
                                         int32_t n_output, int32_t output_zp, int32_t* /*scratch*/, int8_t* output,
                                         CpuBackendContext* /*context*/) {
  AccumulateQuantized(input, bias, input_to_gate_weights, multiplier, shift, n_batch, n_input, n_output, output_zp,
                      output);
}
void MatrixScalarMultiplyAccumulate(const int8_t* matrix, int32_t scalar, int32_t n_row, int32_t n_col,
                                    int32_t* output) {
  for (int r = 0; r < n_row; ++r) {
    int32_t sum = 0;
    for (int c = 0; c < n_col; ++c) sum += matrix[r * n_col + c];
    output[r] += sum * scalar;
  }
}

void MatrixBatchVectorMultiply(const int8_t* input, int32_t input_zeropoint, const int8_t* input_to_gate_weights,
                               int32_t input_to_gate_effective_scale_a, int32_t input_to_gate_effective_scale_b,
                               int32_t n_batch, int32_t n_input, int32_t n_cell, int8_t* gate_output,
                               int8_t gate_output_zp) {
  ForRows(input_to_gate_weights, n_cell, n_input, input, n_batch, gate_output,
          [&](int /*row*/, int /*batch*/, int8_t& out, const int8_t* weight, const int8_t* in) {
            const int32_t sum = Dot<int32_t>(weight, in, n_input, -input_zeropoint);
            out = Saturated<int8_t>(int64_t{MultiplyByQuantizedMultiplier(sum, input_to_gate_effective_scale_a,
                                                                          input_to_gate_effective_scale_b)} +
                                    gate_output_zp);
          });
}
void MatrixBatchVectorMultiply(const int16_t* hidden, const int8_t* hidden_to_output_weights,
                               int32_t proj_effective_scale_a, int32_t proj_effective_scale_b, const int32_t* gate_bias,
                               int32_t n_batch, int32_t n_hidden, int32_t n_output, int32_t output_zp,
                               int8_t* proj_output) {
  ForRows(
      hidden_to_output_weights, n_output, n_hidden, hidden, n_batch, proj_output,
      [&](int row, int /*batch*/, int8_t& out, const int8_t* weight, const int16_t* in) {
        const int64_t sum = gate_bias[row] + Dot<int64_t>(weight, in, n_hidden);
        out = Saturated<int8_t>(
            int64_t{MultiplyByQuantizedMultiplier(sum, proj_effective_scale_a, proj_effective_scale_b)} + output_zp);
      });
}

void SparseMatrixBatchVectorMultiplyAccumulate1x4(const float* matrix, const int32_t* segments, const int32_t* indices,
                                                  int m_rows, int m_cols, const float* vector, int n_batch,
                                                  float* result) {
  for (int b = 0; b < n_batch; ++b) {
    const float* values = matrix;
    for (int r = 0; r < m_rows; ++r) {
      result[b * m_rows + r] +=
          BlocksDot<4, float>(values, indices + segments[r], segments[r + 1] - segments[r], vector + b * m_cols);
    }
  }
}
void SparseMatrixBatchVectorMultiplyAccumulate1x16(const int8_t* matrix, const int32_t* segments,
                                                   const int32_t* indices, int m_rows, int m_cols, const int8_t* vector,
                                                   const int32_t* bias_vector, int n_batch, const int32_t input_offset,
                                                   const int32_t output_multiplier, int32_t output_shift,
                                                   const int32_t* per_channel_scale, const int32_t* per_channel_shift,
                                                   int32_t output_offset, const int32_t output_activation_min,
                                                   const int32_t output_activation_max, int8_t* result) {
  for (int b = 0; b < n_batch; ++b) {
    const int8_t* values = matrix;
    for (int r = 0; r < m_rows; ++r) {
      int32_t sum = BlocksDot<16, int32_t>(values, indices + segments[r], segments[r + 1] - segments[r],
                                           vector + b * m_cols, input_offset);
      if (bias_vector != nullptr) sum += bias_vector[r];
      sum = MultiplyByQuantizedMultiplier(sum, per_channel_scale != nullptr ? per_channel_scale[r] : output_multiplier,
                                          per_channel_shift != nullptr ? per_channel_shift[r] : output_shift);
      result[b * m_rows + r] = static_cast<int8_t>(
          ActivationFunctionWithMinMax(sum + output_offset, output_activation_min, output_activation_max));
    }
  }
}
void SparseMatrixBatchVectorMultiplyAccumulate(const float* matrix, const uint8_t* ledger, int m_rows, int m_cols,
                                               const float* vector, int n_batch, float* result) {
  for (int b = 0; b < n_batch; ++b) {
    const float* values = matrix;
    const uint8_t* blocks = ledger;
    for (int r = 0; r < m_rows; ++r) {
      const int count = *blocks++;
      result[b * m_rows + r] += BlocksDot<16, float>(values, blocks, count, vector + b * m_cols);
      blocks += count;
    }
  }
}
void SparseMatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const uint8_t* ledger, const int m_rows,
                                               const int m_cols, const int8_t* vectors, const float* scaling_factors,
                                               int n_batch, float* result, const float* per_channel_scale) {
  for (int b = 0; b < n_batch; ++b) {
    const int8_t* values = matrix;
    const uint8_t* blocks = ledger;
    for (int r = 0; r < m_rows; ++r) {
      const int count = *blocks++;
      const int32_t sum = BlocksDot<16, int32_t>(values, blocks, count, vectors + b * m_cols);
      blocks += count;
      const float scale = scaling_factors[b] * (per_channel_scale != nullptr ? per_channel_scale[r] : 1.f);
      result[b * m_rows + r] += static_cast<float>(sum) * scale;
    }
  }
}

void ApplyLayerNorm(const int16_t* input, const int16_t* layer_norm_weights, const int32_t* bias,
                    int32_t layer_norm_scale_a, int32_t layer_norm_scale_b, int32_t variance_limit, int n_batch,
                    int n_input, int16_t* output) {
  constexpr int kTwoTo20 = 1 << 20;
  for (int b = 0; b < n_batch; ++b, input += n_input, output += n_input) {
    int64_t sum = 0, squares = 0;
    for (int i = 0; i < n_input; ++i) {
      sum += input[i];
      squares += input[i] * input[i];
    }
    // The mean is times 2^10, the variance without its fraction.
    const auto mean = static_cast<int32_t>(sum * 1024 / n_input);
    auto variance = static_cast<int32_t>((squares * (kTwoTo20 / n_input) - int64_t{mean} * mean) / kTwoTo20);
    if (variance < 1) variance = variance_limit;
    int32_t multiplier;
    int shift;
    GetInvSqrtQuantizedMultiplierExp(variance, -1, &multiplier, &shift);
    for (int i = 0; i < n_input; ++i) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(1024 * input[i] - mean, multiplier, shift);
      const int64_t weighted = int64_t{scaled} * layer_norm_weights[i] + bias[i];
      const auto rounded = static_cast<int32_t>((weighted > 0 ? weighted + 512 : weighted - 512) / 1024);
      output[i] =
          Saturated<int16_t>(MultiplyByQuantizedMultiplier(rounded, layer_norm_scale_a, layer_norm_scale_b + 12));
    }
  }
}
void ApplyLayerNormFloat(const int16_t* input, const int16_t* layer_norm_weights, int32_t layer_norm_scale_a,
                         int32_t layer_norm_scale_b, const int32_t* bias, int n_batch, int n_input, int16_t* output) {
  const auto scale = static_cast<float>(std::ldexp(layer_norm_scale_a, layer_norm_scale_b - 31));
  const float bias_scale = scale / 1024, size = static_cast<float>(n_input);
  for (int b = 0; b < n_batch; ++b, input += n_input, output += n_input) {
    float sum = 0, squares = 0;
    for (int i = 0; i < n_input; ++i) {
      const float x = input[i];
      sum += x;
      squares += x * x;
    }
    const float mean = sum / size, variance = squares / size - mean * mean;
    const float inverse = 1 / std::sqrt(variance == 0 ? 1e-8f : variance);
    for (int i = 0; i < n_input; ++i) {
      const float x = (static_cast<float>(input[i]) - mean) * inverse * layer_norm_weights[i] * scale +
                      static_cast<float>(bias[i]) * bias_scale;
      output[i] = Saturated<int16_t>(static_cast<int32_t>(TfLiteRound(x * 4096)));
    }
  }
}
void ApplySigmoid(const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output) {
  Map(input, n_batch * n_input, output,
      [](int16_t x) { return gemmlowp::logistic(gemmlowp::FixedPoint<int16_t, 3>::FromRaw(x)).raw(); });
}
void ApplySigmoidFloat(const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output) {
  Map(input, n_batch * n_input, output, [](int16_t x) { return Fraction(1 / (1 + std::exp(-x / 4096.f))); });
}
void ApplyTanh(int32_t intger_bits, const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output) {
  constexpr void (*kFunctions[])(const int16_t*, int, int16_t*) = {TanhOf<0>, TanhOf<1>, TanhOf<2>, TanhOf<3>,
                                                                   TanhOf<4>, TanhOf<5>, TanhOf<6>};
  if (intger_bits >= 0 && intger_bits <= 6) kFunctions[intger_bits](input, n_batch * n_input, output);
}
void ApplyTanhFloat(const int16_t* input, int32_t n_batch, int32_t n_input, int32_t integer_bits, int16_t* output) {
  Map(input, n_batch * n_input, output,
      [&](int16_t x) { return Fraction(std::tanh(static_cast<float>(std::ldexp(double{1.} * x, integer_bits)))); });
}
void CwiseMul(const int16_t* input_1, const int16_t* input_2, int n_batch, int n_input, int shift, int16_t* output) {
  for (int i = 0; i < n_batch * n_input; ++i) {
    output[i] = static_cast<int16_t>(RoundingDivideByPOT(int32_t{input_1[i]} * input_2[i], shift));
  }
}
void CwiseMul(const int16_t* input_1, const int16_t* input_2, int32_t multiplier, int32_t shift, int32_t n_batch,
              int32_t n_input, int32_t output_zp, int8_t* output) {
  for (int i = 0; i < n_batch * n_input; ++i) {
    const int32_t product = MultiplyByQuantizedMultiplier(int32_t{input_1[i]} * input_2[i], multiplier, shift);
    output[i] = Saturated<int8_t>(int64_t{product} + output_zp);
  }
}
void CwiseAdd(const int16_t* input_1, const int16_t* input_2, int n_batch, int n_input, int16_t* output) {
  for (int i = 0; i < n_batch * n_input; ++i) output[i] = Saturated<int16_t>(input_1[i] + input_2[i]);
}
void TwoGateSaturatingAdd(const int8_t* input, int8_t input_zp, const int8_t* recurrent, int8_t recurrent_zp,
                          int32_t input_effective_scale_a, int32_t input_effective_scale_b,
                          int32_t recurrent_effective_scale_a, int32_t recurrent_effective_scale_b, int32_t n_batch,
                          int32_t n_cell, int16_t* output) {
  for (int i = 0; i < n_batch * n_cell; ++i) {
    const int32_t x =
        MultiplyByQuantizedMultiplier(input[i] - input_zp, input_effective_scale_a, input_effective_scale_b);
    const int32_t h = MultiplyByQuantizedMultiplier(recurrent[i] - recurrent_zp, recurrent_effective_scale_a,
                                                    recurrent_effective_scale_b);
    output[i] = Saturated<int16_t>(int64_t{x} + h);
  }
}

void UnpackDenseInt4IntoInt8(const int8_t* src_buffer, int num_elements, int8_t* dst_buffer) {
  UnpackPackedIntToInt8(src_buffer, num_elements, 4, dst_buffer);
}
void UnpackPackedIntToInt8(const int8_t* src_buffer, int num_elements, int bit_width, int8_t* dst_buffer,
                           bool unpack_unsigned) {
  const int per_byte = 8 / bit_width;
  for (int i = 0; i < num_elements; ++i) {
    // Shifted to the top of the byte, then down.
    const int left = 8 - bit_width - i % per_byte * bit_width;
    const auto top = static_cast<uint8_t>(static_cast<uint8_t>(src_buffer[i / per_byte]) << left);
    dst_buffer[i] = unpack_unsigned ? static_cast<int8_t>(top >> (8 - bit_width))
                                    : static_cast<int8_t>(static_cast<int8_t>(top) >> (8 - bit_width));
  }
}
void PackInt8IntoDenseInt(const int8_t* src_buffer, int num_elements, int bit_width, int8_t* dst_buffer) {
  const int per_byte = 8 / bit_width, mask = (1 << bit_width) - 1;
  for (int i = 0; i < num_elements; ++i) {
    const int bits = (src_buffer[i] & mask) << (i % per_byte * bit_width);
    int8_t& byte = dst_buffer[i / per_byte];
    byte = static_cast<int8_t>(i % per_byte == 0 ? bits : byte | bits);
  }
}

}  // namespace tensor_utils
}  // namespace tflite
