// Arithmetic of vectors and matrices that recurrent and hybrid operators are made of: batches of vectors lie one after
// another, matrices are row-major. Scales of integers come as a multiplier and a shift (quantization_util.h). All of it
// is plain code; that its names are also those of vectorised kernels elsewhere makes no difference to results but the
// last bits of float sums.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_UTILS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_UTILS_H_

#include <stdint.h>

#include <algorithm>
#include <cmath>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {

class CpuBackendContext;

namespace tensor_utils {

// Vectors.

bool IsZeroVector(const float* vector, int v_size);
bool IsZeroVector(const int8_t* vector, int v_size);
inline void ZeroVector(float* vector, int v_size) { std::fill_n(vector, v_size, 0.f); }
inline void CopyVector(const float* vector, int v_size, float* result) { std::copy_n(vector, v_size, result); }

template <typename T>
inline void VectorVectorCwiseProduct(const T* vector1, const T* vector2, int v_size, T* result) {
  for (int i = 0; i < v_size; ++i) result[i] = static_cast<T>(vector1[i] * vector2[i]);
}
template <typename T>
inline void VectorVectorCwiseProductAccumulate(const T* vector1, const T* vector2, int v_size, T* result) {
  for (int i = 0; i < v_size; ++i) result[i] = static_cast<T>(result[i] + vector1[i] * vector2[i]);
}
// One vector with each of a batch.
template <typename T>
inline void VectorBatchVectorCwiseProduct(const T* vector, int v_size, const T* batch_vector, int n_batch, T* result) {
  for (int b = 0; b < n_batch; ++b) {
    VectorVectorCwiseProduct(vector, batch_vector + b * v_size, v_size, result + b * v_size);
  }
}
template <typename T>
inline void VectorBatchVectorCwiseProductAccumulate(const T* vector, int v_size, const T* batch_vector, int n_batch,
                                                    T* result) {
  for (int b = 0; b < n_batch; ++b) {
    VectorVectorCwiseProductAccumulate(vector, batch_vector + b * v_size, v_size, result + b * v_size);
  }
}
template <typename T>
void VectorBatchVectorAdd(const T* vector, int v_size, int n_batch, T* batch_vector) {
  for (int b = 0; b < n_batch; ++b) {
    for (int i = 0; i < v_size; ++i) batch_vector[b * v_size + i] += vector[i];
  }
}
template <typename T>
void VectorBatchVectorAssign(const T* vector, int v_size, int n_batch, T* batch_vector) {
  for (int b = 0; b < n_batch; ++b) std::copy_n(vector, v_size, batch_vector + b * v_size);
}
/// Products scaled and added, saturated.
void VectorBatchVectorCwiseProductAccumulate(const int16_t* vector, int v_size, const int16_t* batch_vector,
                                             int n_batch, int32_t multiplier, int shift, int16_t* result);

float VectorVectorDotProduct(const float* vector1, const float* vector2, int v_size);
template <typename T>
inline void BatchVectorBatchVectorDotProduct(const T* vector1, const T* vector2, int v_size, int n_batch, T* result) {
  for (int b = 0; b < n_batch; ++b) {
    result[b] = VectorVectorDotProduct(vector1 + b * v_size, vector2 + b * v_size, v_size);
  }
}
void BatchVectorBatchVectorDotProduct(const int16_t* vector1, const int16_t* vector2, int v_size, int n_batch,
                                      int32_t* result);

/// 1 - x; of int16, 1 is 32767.
void Sub1Vector(const float* vector, int v_size, float* result);
void Sub1Vector(const int16_t* vector, int v_size, int16_t* result);
void VectorScalarMultiply(const int8_t* vector, int v_size, float scale, float* result);
/// Moves elements to the front by one; the last place gets the value.
template <typename T>
inline void VectorShiftLeft(T* vector, int v_size, const T& shift_value) {
  std::copy(vector + 1, vector + v_size, vector);
  vector[v_size - 1] = shift_value;
}
/// Sums of `reduction_size` elements each.
void ReductionSumVector(const float* input_vector, float* output_vector, int output_size, int reduction_size);
void ReductionSumVector(const int32_t* input_vector, int32_t* output_vector, int output_size, int reduction_size);
void ReductionSumVector(const int8_t* input_vector, int32_t* output_vector, int output_size, int reduction_size);
/// Each vector less its mean, divided by its standard deviation.
void MeanStddevNormalization(const float* input_vector, float* output_vector, int v_size, int n_batch);

/// Clamped to [-clipping_value, clipping_value].
void CwiseClipping(float* vector, const int v_size, const float clipping_value);
void CwiseClipping(int16_t* vector, const int v_size, const int16_t clipping_value);
void CwiseClipping(int8_t* vector, const int v_size, const int8_t clipping_value);
void ClipVector(const float* vector, int v_size, float abs_limit, float* result);
void ApplyReluToVector(const float* vector, int v_size, float* result);
void ApplyRelu1ToVector(const float* vector, int v_size, float* result);
void ApplyRelu6ToVector(const float* vector, int v_size, float* result);
void ApplySignbitToVector(const float* vector, int v_size, float* result);

// Quantization of activations: scales such that the largest magnitude becomes 127, or the range -128 to 127.

void SymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float* min_value,
                             float* max_value, float* scaling_factor);
void SymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float min_value,
                             float max_value, float* scaling_factor);
void AsymmetricQuantizeFloats(const float* values, const int size, int8_t* quantized_values, float* scaling_factor,
                              int32_t* offset);
/// Each vector of a batch with a scale of its own; `zero_points` may be null where quantization is symmetric.
void BatchQuantizeFloats(const float* float_data_ptr, int n_batch, int n_data, int8_t* quantized_data_ptr,
                         float* scaling_factors, int32_t* zero_points, bool do_asymmetric);

// Products of a matrix with each vector of a batch, added to the result.

void MatrixBatchVectorMultiplyAccumulate(const float* matrix, int m_rows, int m_cols, const float* vector, int n_batch,
                                         float* result);
/// Sums of int8 products times the vector's scaling factor; with offsets of the vectors and scales of rows, either of
/// which may be null. `row_sums` are computed when `compute_row_sums` is null or true, and then it becomes false.
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         float* result);
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         int32_t* scratch, float* result, CpuBackendContext* context);
void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                         const int8_t* vectors, const float* scaling_factors, int n_batch,
                                         float* result, const float* per_channel_scale, const int32_t* input_offset,
                                         int32_t* scratch, int32_t* row_sums, bool* compute_row_sums,
                                         CpuBackendContext* context);
/// With one scale for the matrix, too; `scaling_factor_scratch` holds the products of scales.
inline void MatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const int m_rows, const int m_cols,
                                                const int8_t* vectors, const float matrix_scaling_factor,
                                                const float* vector_scaling_factors, int n_batch, float* result,
                                                const float* per_channel_scale, const int32_t* input_offset,
                                                int32_t* scratch, int32_t* row_sums, bool* compute_row_sums,
                                                float* scaling_factor_scratch, CpuBackendContext* context) {
  for (int b = 0; b < n_batch; ++b) scaling_factor_scratch[b] = vector_scaling_factors[b] * matrix_scaling_factor;
  MatrixBatchVectorMultiplyAccumulate(matrix, m_rows, m_cols, vectors, scaling_factor_scratch, n_batch, result,
                                      per_channel_scale, input_offset, scratch, row_sums, compute_row_sums, context);
}
/// Sums with a bias, scaled and added to the output, saturated.
void MatrixBatchVectorMultiplyAccumulate(const int8_t* input, const int32_t* bias, const int8_t* input_to_gate_weights,
                                         int32_t multiplier, int32_t shift, int32_t n_batch, int32_t n_input,
                                         int32_t n_output, int32_t output_zp, int32_t* scratch, int16_t* output,
                                         CpuBackendContext* context);
void MatrixBatchVectorMultiplyAccumulate(const int8_t* input, const int32_t* bias, const int8_t* input_to_gate_weights,
                                         int32_t multiplier, int32_t shift, int32_t n_batch, int32_t n_input,
                                         int32_t n_output, int32_t output_zp, int32_t* scratch, int8_t* output,
                                         CpuBackendContext* context);
/// output[row] += scalar * the row's sum.
void MatrixScalarMultiplyAccumulate(const int8_t* matrix, int32_t scalar, int32_t n_row, int32_t n_col,
                                    int32_t* output);

// The same products in place of what the result holds, saturated.

void MatrixBatchVectorMultiply(const int8_t* input, int32_t input_zeropoint, const int8_t* input_to_gate_weights,
                               int32_t input_to_gate_effective_scale_a, int32_t input_to_gate_effective_scale_b,
                               int32_t n_batch, int32_t n_input, int32_t n_cell, int8_t* gate_output,
                               int8_t gate_output_zp);
void MatrixBatchVectorMultiply(const int16_t* hidden, const int8_t* hidden_to_output_weights,
                               int32_t proj_effective_scale_a, int32_t proj_effective_scale_b, const int32_t* gate_bias,
                               int32_t n_batch, int32_t n_hidden, int32_t n_output, int32_t output_zp,
                               int8_t* proj_output);

// Sparse matrices of blocks within a row: `segments` and `indices` say which blocks of 4 or 16 columns a row has; a
// ledger holds, for each row, their number and then their indices.

void SparseMatrixBatchVectorMultiplyAccumulate1x4(const float* matrix, const int32_t* segments, const int32_t* indices,
                                                  int m_rows, int m_cols, const float* vector, int n_batch,
                                                  float* result);
/// The one that replaces what the result holds: with bias, scale, zero point and activation.
void SparseMatrixBatchVectorMultiplyAccumulate1x16(const int8_t* matrix, const int32_t* segments,
                                                   const int32_t* indices, int m_rows, int m_cols, const int8_t* vector,
                                                   const int32_t* bias_vector, int n_batch, const int32_t input_offset,
                                                   const int32_t output_multiplier, int32_t output_shift,
                                                   const int32_t* per_channel_scale, const int32_t* per_channel_shift,
                                                   int32_t output_offset, const int32_t output_activation_min,
                                                   const int32_t output_activation_max, int8_t* result);
void SparseMatrixBatchVectorMultiplyAccumulate(const float* matrix, const uint8_t* ledger, int m_rows, int m_cols,
                                               const float* vector, int n_batch, float* result);
void SparseMatrixBatchVectorMultiplyAccumulate(const int8_t* matrix, const uint8_t* ledger, const int m_rows,
                                               const int m_cols, const int8_t* vectors, const float* scaling_factors,
                                               int n_batch, float* result, const float* per_channel_scale = nullptr);

// Gates of int16: fractions of one, or numbers with some bits before the point. Layer normalization and the functions
// have variants that compute in float.

void ApplyLayerNorm(const int16_t* input, const int16_t* layer_norm_weights, const int32_t* bias,
                    int32_t layer_norm_scale_a, int32_t layer_norm_scale_b, int32_t variance_limit, int n_batch,
                    int n_input, int16_t* output);
void ApplyLayerNormFloat(const int16_t* input, const int16_t* layer_norm_weights, int32_t layer_norm_scale_a,
                         int32_t layer_norm_scale_b, const int32_t* bias, int n_batch, int n_input, int16_t* output);
void ApplySigmoid(const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output);
void ApplySigmoidFloat(const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output);
/// Of inputs with up to six bits before the point; nothing happens for more.
void ApplyTanh(int32_t intger_bits, const int16_t* input, int32_t n_batch, int32_t n_input, int16_t* output);
/// Of inputs times 2^integer_bits.
void ApplyTanhFloat(const int16_t* input, int32_t n_batch, int32_t n_input, int32_t integer_bits, int16_t* output);
/// Products divided by 2^shift, or scaled and saturated.
void CwiseMul(const int16_t* input_1, const int16_t* input_2, int n_batch, int n_input, int shift, int16_t* output);
void CwiseMul(const int16_t* input_1, const int16_t* input_2, int32_t multiplier, int32_t shift, int32_t n_batch,
              int32_t n_input, int32_t output_zp, int8_t* output);
void CwiseAdd(const int16_t* input_1, const int16_t* input_2, int n_batch, int n_input, int16_t* output);
/// Both inputs less their zero points, scaled and added.
void TwoGateSaturatingAdd(const int8_t* input, int8_t input_zp, const int8_t* recurrent, int8_t recurrent_zp,
                          int32_t input_effective_scale_a, int32_t input_effective_scale_b,
                          int32_t recurrent_effective_scale_a, int32_t recurrent_effective_scale_b, int32_t n_batch,
                          int32_t n_cell, int16_t* output);

// Numbers of 2 and 4 bits, the first in the lowest bits of a byte.

void UnpackDenseInt4IntoInt8(const int8_t* src_buffer, int num_elements, int8_t* dst_buffer);
void UnpackPackedIntToInt8(const int8_t* src_buffer, int num_elements, int bit_width, int8_t* dst_buffer,
                           bool unpack_unsigned = false);
void PackInt8IntoDenseInt(const int8_t* src_buffer, int num_elements, int bit_width, int8_t* dst_buffer);

}  // namespace tensor_utils
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_PORTABLE_TENSOR_UTILS_H_
