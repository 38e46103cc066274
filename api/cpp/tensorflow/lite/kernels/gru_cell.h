// One step of a gated recurrent unit: gates r and u of the input and the state, a candidate of the input and r * state,
// and the new state (1 - u) * candidate + u * state.
#ifndef TENSORFLOW_LITE_KERNELS_GRU_CELL_H_
#define TENSORFLOW_LITE_KERNELS_GRU_CELL_H_

#include <string.h>

#include <cmath>

#include "tensorflow/lite/kernels/cpu_backend_context.h"
#include "tensorflow/lite/kernels/internal/reference/concatenation.h"
#include "tensorflow/lite/kernels/internal/reference/fully_connected.h"
#include "tensorflow/lite/kernels/internal/tensor.h"

namespace tflite {
namespace ops {
namespace custom {
namespace gru_cell {

/// Shapes are [batches, size]; gates have twice the state's size, weights are by rows. `activation` and `concat` are
/// scratch; the output is also written to `output_state`.
inline void GruCell(const RuntimeShape& input_shape, const float* input, const RuntimeShape& state_shape,
                    const float* input_state, const RuntimeShape& gate_weight_shape, const float* gate_weight,
                    const RuntimeShape& gate_bias_shape, const float* gate_bias,
                    const RuntimeShape& candidate_weight_shape, const float* candidate_weight,
                    const RuntimeShape& candidate_bias_shape, const float* candidate_bias,
                    const RuntimeShape& output_shape, float* output, float* output_state,
                    const RuntimeShape& activation_shape, float* activation, const RuntimeShape& concat_shape,
                    float* concat, const FullyConnectedParams& fc_params, CpuBackendContext* /*cpu_backend_context*/) {
  const int batches = input_shape.Dims(0), inputs = input_shape.Dims(1), outputs = state_shape.Dims(1);
  ConcatenationParams params = {};
  params.axis = 1;
  params.inputs_count = 2;
  const RuntimeShape* shapes[] = {&input_shape, &state_shape};
  const float* data[] = {input, input_state};
  reference_ops::Concatenation(params, shapes, data, concat_shape, concat);
  reference_ops::FullyConnected(fc_params, concat_shape, concat, gate_weight_shape, gate_weight, gate_bias_shape,
                                gate_bias, activation_shape, activation);
  for (int i = 0; i < batches * 2 * outputs; ++i) activation[i] = 1 / (1 + std::exp(-activation[i]));
  for (int i = 0; i < batches * outputs; ++i) {
    const int b = i / outputs, c = i % outputs;
    concat[b * (inputs + outputs) + inputs + c] = input_state[i] * activation[b * 2 * outputs + c];
  }
  reference_ops::FullyConnected(fc_params, concat_shape, concat, candidate_weight_shape, candidate_weight,
                                candidate_bias_shape, candidate_bias, output_shape, output);
  for (int i = 0; i < batches * outputs; ++i) {
    const float u = activation[i / outputs * 2 * outputs + outputs + i % outputs];
    output[i] = (1 - u) * std::tanh(output[i]) + u * input_state[i];
  }
  memcpy(output_state, output, sizeof(float) * static_cast<size_t>(batches) * static_cast<size_t>(outputs));
}

}  // namespace gru_cell
}  // namespace custom
}  // namespace ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_GRU_CELL_H_
