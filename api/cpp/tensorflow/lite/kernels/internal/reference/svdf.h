// SVDF: a filter over features, whose last results are kept as a state [batches, filters, memory], and a filter over
// time of that state; `rank` filters make a unit.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SVDF_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SVDF_H_

#include <stdint.h>

#include <algorithm>
#include <limits>

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/kernels/internal/tensor_utils.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

static inline void ApplyTimeWeightsBiasAndActivation(int batch_size, int memory_size, int num_filters, int num_units,
                                                     int rank, const float* weights_time_data, const float* bias_ptr,
                                                     TfLiteFusedActivation activation, float* state_ptr,
                                                     float* scratch_ptr, float* output_ptr) {
  for (int b = 0; b < batch_size; ++b) {
    tensor_utils::BatchVectorBatchVectorDotProduct(weights_time_data, state_ptr + b * memory_size * num_filters,
                                                   memory_size, num_filters, scratch_ptr + b * num_filters);
  }
  tensor_utils::ReductionSumVector(scratch_ptr, output_ptr, batch_size * num_units, rank);
  if (bias_ptr != nullptr) tensor_utils::VectorBatchVectorAdd(bias_ptr, num_units, batch_size, output_ptr);
  tensor_utils::ApplyActivationToVector(output_ptr, batch_size * num_units, activation, output_ptr);
}

/// Where the sizes come from.
struct SvdfSizes {
  int rank, batches, inputs, filters, units, memory;

  SvdfSizes(const TfLiteSVDFParams* params, const RuntimeShape& input_shape, const RuntimeShape& weights_feature_shape,
            const RuntimeShape& weights_time_shape)
      : rank(params->rank),
        batches(input_shape.Dims(0)),
        inputs(input_shape.Dims(1)),
        filters(weights_feature_shape.Dims(0)),
        units(filters / rank),
        memory(weights_time_shape.Dims(1)) {}

  /// Makes room for new results at the end of each filter's memory: they are what the caller sets.
  template <typename T>
  void Advance(T* state) const {
    std::copy(state + 1, state + batches * memory * filters, state);
  }
  template <typename T>
  T& Newest(T* state, int batch_and_filter) const {
    return state[batch_and_filter * memory + memory - 1];
  }
};

inline void EvalFloatSVDF(const TfLiteSVDFParams* params, const RuntimeShape& input_shape, const float* input_data,
                          const RuntimeShape& weights_feature_shape, const float* weights_feature_data,
                          const RuntimeShape& weights_time_shape, const float* weights_time_data,
                          const RuntimeShape& /*bias_shape*/, const float* bias_data, float* scratch_data,
                          float* state_data, const RuntimeShape& /*output_shape*/, float* output_data) {
  const SvdfSizes sizes(params, input_shape, weights_feature_shape, weights_time_shape);
  sizes.Advance(state_data);
  std::fill_n(scratch_data, sizes.batches * sizes.filters, 0.f);
  tensor_utils::MatrixBatchVectorMultiplyAccumulate(weights_feature_data, sizes.filters, sizes.inputs, input_data,
                                                    sizes.batches, scratch_data);
  for (int i = 0; i < sizes.batches * sizes.filters; ++i) sizes.Newest(state_data, i) = scratch_data[i];
  ApplyTimeWeightsBiasAndActivation(sizes.batches, sizes.memory, sizes.filters, sizes.units, sizes.rank,
                                    weights_time_data, bias_data, params->activation, state_data, scratch_data,
                                    output_data);
}

/// With int8 weights over features, for which inputs are quantized.
inline void EvalHybridSVDF(const TfLiteSVDFParams* params, const RuntimeShape& input_shape, const float* input_data,
                           const RuntimeShape& weights_feature_shape, const int8_t* weights_feature_data,
                           const float weights_feature_scale, const RuntimeShape& weights_time_shape,
                           const float* weights_time_data, const RuntimeShape& /*bias_shape*/, const float* bias_data,
                           float* scratch, float* scaling_factors, int8_t* quantized_input, float* state,
                           const RuntimeShape& /*output_shape*/, float* output_data, int32_t* zero_points,
                           int32_t* row_sums, bool* compute_row_sums) {
  const SvdfSizes sizes(params, input_shape, weights_feature_shape, weights_time_shape);
  sizes.Advance(state);
  std::fill_n(scratch, sizes.batches * sizes.filters, 0.f);
  if (!tensor_utils::IsZeroVector(input_data, sizes.batches * sizes.inputs)) {
    tensor_utils::BatchQuantizeFloats(input_data, sizes.batches, sizes.inputs, quantized_input, scaling_factors,
                                      zero_points, params->asymmetric_quantize_inputs);
    for (int b = 0; b < sizes.batches; ++b) scaling_factors[b] *= weights_feature_scale;
    tensor_utils::MatrixBatchVectorMultiplyAccumulate(weights_feature_data, sizes.filters, sizes.inputs,
                                                      quantized_input, scaling_factors, sizes.batches, scratch, nullptr,
                                                      zero_points, nullptr, row_sums, compute_row_sums, nullptr);
  }
  for (int i = 0; i < sizes.batches * sizes.filters; ++i) sizes.Newest(state, i) = scratch[i];
  ApplyTimeWeightsBiasAndActivation(sizes.batches, sizes.memory, sizes.filters, sizes.units, sizes.rank,
                                    weights_time_data, bias_data, params->activation, state, scratch, output_data);
}

/// int8 with a state and weights over time of int16; the activation is within the output's range.
inline void EvalIntegerSVDF(const TfLiteSVDFParams* params, const RuntimeShape& input_shape, const int8_t* input_data,
                            const RuntimeShape& weights_feature_shape, const int8_t* weights_feature_data,
                            const RuntimeShape& weights_time_shape, const int16_t* weights_time_data,
                            const RuntimeShape& /*bias_shape*/, const int32_t* bias_data, int16_t* state_data,
                            const RuntimeShape& /*output_shape*/, int8_t* output_data, int32_t* scratch_data,
                            int32_t* output_temp_data, int32_t scale_1_a, int scale_1_b, int32_t scale_2_a,
                            int scale_2_b, int32_t input_zp, int32_t output_zp) {
  const SvdfSizes sizes(params, input_shape, weights_feature_shape, weights_time_shape);
  sizes.Advance(state_data);
  for (int i = 0; i < sizes.batches * sizes.filters; ++i) {
    const int8_t* weights = weights_feature_data + i % sizes.filters * sizes.inputs;
    const int8_t* in = input_data + i / sizes.filters * sizes.inputs;
    int32_t sum = 0;
    for (int c = 0; c < sizes.inputs; ++c) sum += weights[c] * (in[c] - input_zp);
    sizes.Newest(state_data, i) = static_cast<int16_t>(ActivationFunctionWithMinMax<int32_t>(
        MultiplyByQuantizedMultiplier(sum, scale_1_a, scale_1_b), std::numeric_limits<int16_t>::min(),
        std::numeric_limits<int16_t>::max()));
  }
  for (int b = 0; b < sizes.batches; ++b) {
    tensor_utils::BatchVectorBatchVectorDotProduct(weights_time_data, state_data + b * sizes.memory * sizes.filters,
                                                   sizes.memory, sizes.filters, scratch_data + b * sizes.filters);
  }
  tensor_utils::ReductionSumVector(scratch_data, output_temp_data, sizes.batches * sizes.units, sizes.rank);
  if (bias_data != nullptr) {
    tensor_utils::VectorBatchVectorAdd(bias_data, sizes.units, sizes.batches, output_temp_data);
  }
  for (int i = 0; i < sizes.batches * sizes.units; ++i) {
    const int32_t scaled = MultiplyByQuantizedMultiplier(output_temp_data[i], scale_2_a, scale_2_b);
    output_data[i] = static_cast<int8_t>(ActivationFunctionWithMinMax<int32_t>(
        scaled + output_zp, std::numeric_limits<int8_t>::min(), std::numeric_limits<int8_t>::max()));
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_SVDF_H_
