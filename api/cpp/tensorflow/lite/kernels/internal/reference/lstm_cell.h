// One step of an LSTM whose four gates are one fully connected layer of the input and the last activation put together,
// in float and in uint8 with a state of int16. Gates are in this order: input, new input, forget, output.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_LSTM_CELL_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_LSTM_CELL_H_

#include <algorithm>
#include <cmath>
#include <limits>

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/reference/concatenation.h"
#include "tensorflow/lite/kernels/internal/reference/fully_connected.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// Input and last activation, by their last dimension.
template <typename T>
inline void ConcatenateForLstm(const RuntimeShape& input_shape, const T* input_data,
                               const RuntimeShape& prev_activ_shape, const T* prev_activ_data,
                               const RuntimeShape& concat_shape, T* concat_data) {
  const RuntimeShape input = RuntimeShape::ExtendedShape(4, input_shape);
  const RuntimeShape activation = RuntimeShape::ExtendedShape(4, prev_activ_shape);
  const RuntimeShape* shapes[] = {&input, &activation};
  const T* data[] = {input_data, prev_activ_data};
  ConcatenationParams params = {};
  params.axis = 3;
  params.inputs_count = 2;
  Concatenation(params, shapes, data, RuntimeShape::ExtendedShape(4, concat_shape), concat_data);
}

inline void LstmCell(const LstmCellParams& /*params*/, const RuntimeShape& unextended_input_shape,
                     const float* input_data, const RuntimeShape& unextended_prev_activ_shape,
                     const float* prev_activ_data, const RuntimeShape& weights_shape, const float* weights_data,
                     const RuntimeShape& unextended_bias_shape, const float* bias_data,
                     const RuntimeShape& /*unextended_prev_state_shape*/, const float* prev_state_data,
                     const RuntimeShape& unextended_output_state_shape, float* output_state_data,
                     const RuntimeShape& /*unextended_output_activ_shape*/, float* output_activ_data,
                     const RuntimeShape& unextended_concat_temp_shape, float* concat_temp_data,
                     const RuntimeShape& unextended_activ_temp_shape, float* activ_temp_data) {
  ConcatenateForLstm(unextended_input_shape, input_data, unextended_prev_activ_shape, prev_activ_data,
                     unextended_concat_temp_shape, concat_temp_data);
  FullyConnectedParams dense = {};
  dense.float_activation_min = std::numeric_limits<float>::lowest();
  dense.float_activation_max = std::numeric_limits<float>::max();
  FullyConnected(dense, unextended_concat_temp_shape, concat_temp_data, weights_shape, weights_data,
                 unextended_bias_shape, bias_data, unextended_activ_temp_shape, activ_temp_data);
  const int depth = unextended_output_state_shape.Dims(unextended_output_state_shape.DimensionsCount() - 1);
  const int size = unextended_output_state_shape.FlatSize();
  const auto logistic = [](float x) { return 1 / (1 + std::exp(-x)); };
  for (int i = 0; i < size; ++i) {
    const float* gates = activ_temp_data + i / depth * 4 * depth + i % depth;
    const float state = logistic(gates[0]) * std::tanh(gates[depth]) + logistic(gates[2 * depth]) * prev_state_data[i];
    output_state_data[i] = state;
    output_activ_data[i] = logistic(gates[3 * depth]) * std::tanh(state);
  }
}

/// Activations are around 128 in units of 1/128, gates have three bits before the point.
template <int StateIntegerBits>
inline void LstmCell(const LstmCellParams& params, const RuntimeShape& unextended_input_shape,
                     const uint8_t* input_data_uint8, const RuntimeShape& unextended_prev_activ_shape,
                     const uint8_t* prev_activ_data_uint8, const RuntimeShape& weights_shape,
                     const uint8_t* weights_data_uint8, const RuntimeShape& /*unextended_bias_shape*/,
                     const int32_t* bias_data_int32, const RuntimeShape& /*unextended_prev_state_shape*/,
                     const int16_t* prev_state_data_int16, const RuntimeShape& unextended_output_state_shape,
                     int16_t* output_state_data_int16, const RuntimeShape& /*unextended_output_activ_shape*/,
                     uint8_t* output_activ_data_uint8, const RuntimeShape& unextended_concat_temp_shape,
                     uint8_t* concat_temp_data_uint8, const RuntimeShape& unextended_activ_temp_shape,
                     int16_t* activ_temp_data_int16, void* /*gemmlowp_context*/) {
  typedef gemmlowp::FixedPoint<int16_t, 0> Fraction;
  typedef gemmlowp::FixedPoint<int16_t, 3> Gate;
  typedef gemmlowp::FixedPoint<int16_t, StateIntegerBits> State;
  ConcatenateForLstm(unextended_input_shape, input_data_uint8, unextended_prev_activ_shape, prev_activ_data_uint8,
                     unextended_concat_temp_shape, concat_temp_data_uint8);
  FullyConnectedParams dense = {};
  dense.output_multiplier = params.accum_multiplier;
  dense.output_shift = params.accum_shift;
  dense.quantized_activation_min = std::numeric_limits<int16_t>::min();
  dense.quantized_activation_max = std::numeric_limits<int16_t>::max();
  FullyConnectedWith<int32_t>(
      concat_temp_data_uint8, -128, weights_shape, weights_data_uint8, -params.weights_zero_point,
      unextended_activ_temp_shape, activ_temp_data_int16,
      QuantizedFinish<int16_t, FullyConnectedParams, int32_t>{dense, bias_data_int32, nullptr, nullptr});
  const int depth = unextended_output_state_shape.Dims(unextended_output_state_shape.DimensionsCount() - 1);
  const int size = unextended_output_state_shape.FlatSize();
  for (int i = 0; i < size; ++i) {
    const int16_t* gates = activ_temp_data_int16 + i / depth * 4 * depth + i % depth;
    const auto gate = [&](int n) { return Gate::FromRaw(gates[n * depth]); };
    const Fraction fresh = gemmlowp::logistic(gate(0)) * gemmlowp::tanh(gate(1));
    const State kept = gemmlowp::logistic(gate(2)) * State::FromRaw(prev_state_data_int16[i]);
    const State state = gemmlowp::SaturatingAdd(gemmlowp::Rescale<StateIntegerBits>(fresh), kept);
    const Fraction activation = gemmlowp::logistic(gate(3)) * gemmlowp::tanh(gemmlowp::Rescale<3>(state));
    output_state_data_int16[i] = state.raw();
    output_activ_data_uint8[i] = static_cast<uint8_t>(
        128 + ActivationFunctionWithMinMax<int>(RoundingDivideByPOT(activation.raw(), 8), -128, 127));
  }
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_LSTM_CELL_H_
