// A step is its inputs' shares, added one after another to the bias.
#include "tensorflow/lite/kernels/internal/kernel_utils.h"

#include <algorithm>

#include "tensorflow/lite/kernels/internal/tensor_utils.h"

namespace tflite {
namespace kernel_utils {
namespace {

/// The outputs of a step.
struct Step {
  int units, batches, output_stride;
  float* output;

  float* Row(int batch) const { return output + batch * output_stride; }

  void Begin(const float* bias) const {
    for (int b = 0; b < batches; ++b) std::copy_n(bias, units, Row(b));
  }
  void Add(const float* input, const float* weights, int size) const {
    for (int b = 0; b < batches; ++b) {
      tensor_utils::MatrixBatchVectorMultiplyAccumulate(weights, units, size, input + b * size, 1, Row(b));
    }
  }
  void Finish(TfLiteFusedActivation activation, float* hidden_state) const {
    for (int b = 0; b < batches; ++b) {
      tensor_utils::ApplyActivationToVector(Row(b), units, activation, Row(b));
      std::copy_n(Row(b), units, hidden_state + b * units);
    }
  }
};

/// Quantizes inputs and adds their shares.
struct HybridStep : Step {
  float* scales;
  bool asymmetric;
  int32_t* zero_points;
  int32_t* scratch;
  bool compute_sums;

  void Add(const float* input, const int8_t* weights, float weights_scale, int size, int8_t* quantized,
           int32_t* row_sums) const {
    if (asymmetric && compute_sums) tensor_utils::ReductionSumVector(weights, row_sums, units, size);
    if (tensor_utils::IsZeroVector(input, batches * size)) return;
    tensor_utils::BatchQuantizeFloats(input, batches, size, quantized, scales, zero_points, asymmetric);
    for (int b = 0; b < batches; ++b) {
      scales[b] *= weights_scale;
      bool compute = false;
      tensor_utils::MatrixBatchVectorMultiplyAccumulate(weights, units, size, quantized + b * size, scales + b, 1,
                                                        Row(b), nullptr, asymmetric ? zero_points + b : nullptr,
                                                        scratch, row_sums, &compute, nullptr);
    }
  }
};

}  // namespace

void RnnBatchStep(const float* input_ptr_batch, const float* input_weights_ptr, const float* recurrent_weights_ptr,
                  const float* bias_ptr, int input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, float* hidden_state_ptr_batch, float* output_ptr_batch) {
  RnnBatchStep(input_ptr_batch, input_weights_ptr, nullptr, nullptr, recurrent_weights_ptr, bias_ptr, input_size, 0,
               num_units, batch_size, output_batch_leading_dim, activation, hidden_state_ptr_batch, output_ptr_batch);
}

void RnnBatchStep(const float* input_ptr_batch, const float* input_weights_ptr, const float* aux_input_ptr_batch,
                  const float* aux_input_weights_ptr, const float* recurrent_weights_ptr, const float* bias_ptr,
                  int input_size, int aux_input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, float* hidden_state_ptr_batch, float* output_ptr_batch) {
  const Step step = {num_units, batch_size, output_batch_leading_dim, output_ptr_batch};
  step.Begin(bias_ptr);
  step.Add(input_ptr_batch, input_weights_ptr, input_size);
  if (aux_input_size > 0) step.Add(aux_input_ptr_batch, aux_input_weights_ptr, aux_input_size);
  step.Add(hidden_state_ptr_batch, recurrent_weights_ptr, num_units);
  step.Finish(activation, hidden_state_ptr_batch);
}

void RnnBatchStep(const float* input_ptr_batch, const int8_t* input_weights_ptr, float input_weights_scale,
                  const int8_t* recurrent_weights_ptr, float recurrent_weights_scale, const float* bias_ptr,
                  int input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, int8_t* quantized_input_ptr_batch,
                  int8_t* quantized_hidden_state_ptr_batch, float* scaling_factors, float* hidden_state_ptr_batch,
                  float* output_ptr_batch, bool asymmetric_quantize_inputs, int32_t* zero_points,
                  int32_t* accum_scratch, int32_t* row_sums, bool* compute_row_sums) {
  RnnBatchStep(input_ptr_batch, input_weights_ptr, input_weights_scale, nullptr, nullptr, 0, recurrent_weights_ptr,
               recurrent_weights_scale, bias_ptr, input_size, 0, num_units, batch_size, output_batch_leading_dim,
               activation, quantized_input_ptr_batch, nullptr, quantized_hidden_state_ptr_batch, scaling_factors,
               hidden_state_ptr_batch, output_ptr_batch, asymmetric_quantize_inputs, zero_points, accum_scratch,
               row_sums, compute_row_sums);
}

void RnnBatchStep(const float* input_ptr_batch, const int8_t* input_weights_ptr, float input_weights_scale,
                  const float* aux_input_ptr_batch, const int8_t* aux_input_weights_ptr, float aux_input_weights_scale,
                  const int8_t* recurrent_weights_ptr, float recurrent_weights_scale, const float* bias_ptr,
                  int input_size, int aux_input_size, int num_units, int batch_size, int output_batch_leading_dim,
                  TfLiteFusedActivation activation, int8_t* quantized_input_ptr_batch,
                  int8_t* aux_quantized_input_ptr_batch, int8_t* quantized_hidden_state_ptr_batch,
                  float* scaling_factors, float* hidden_state_ptr_batch, float* output_ptr_batch,
                  bool asymmetric_quantize_inputs, int32_t* zero_points, int32_t* accum_scratch, int32_t* row_sums,
                  bool* compute_row_sums) {
  const bool compute = asymmetric_quantize_inputs && *compute_row_sums;
  const HybridStep step = {{num_units, batch_size, output_batch_leading_dim, output_ptr_batch},
                           scaling_factors,
                           asymmetric_quantize_inputs,
                           zero_points,
                           accum_scratch,
                           compute};
  step.Begin(bias_ptr);
  step.Add(input_ptr_batch, input_weights_ptr, input_weights_scale, input_size, quantized_input_ptr_batch, row_sums);
  int32_t* next_sums = asymmetric_quantize_inputs ? row_sums + num_units : nullptr;
  if (aux_input_ptr_batch != nullptr) {
    step.Add(aux_input_ptr_batch, aux_input_weights_ptr, aux_input_weights_scale, aux_input_size,
             aux_quantized_input_ptr_batch, next_sums);
    if (asymmetric_quantize_inputs) next_sums += num_units;
  }
  step.Add(hidden_state_ptr_batch, recurrent_weights_ptr, recurrent_weights_scale, num_units,
           quantized_hidden_state_ptr_batch, next_sums);
  if (asymmetric_quantize_inputs) *compute_row_sums = false;
  step.Finish(activation, hidden_state_ptr_batch);
}

}  // namespace kernel_utils
}  // namespace tflite
