// Where the LSTM ops have their tensors.
#ifndef TARE_KERNELS_RNN_LSTM_INPUTS_H_
#define TARE_KERNELS_RNN_LSTM_INPUTS_H_

namespace tare {

// The order of the gates in the inputs.
inline constexpr int kIn = 0, kForget = 1, kCell = 2, kOut = 3, kGates = 4;

/// A direction's tensors follow each other, from its first input weights on.
enum {
  kWeights,          // [gates] [cells, inputs]
  kRecurrent = 4,    // [gates] [cells, outputs]
  kPeepholes = 8,    // of in, forget, out [cells]
  kBias = 11,        // [gates] [cells]
  kProjection = 15,  // [outputs, cells]
  kProjectionBias,   //
  kDirection,        // tensors of a direction
};

// Inputs of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM behind the input.
inline constexpr int kFirst = 1;
inline constexpr int kHidden = kFirst + kDirection;  // [batch, outputs]
inline constexpr int kState = kHidden + 1;           // [batch, cells]
inline constexpr int kNorms = kState + 1;            // [gates] [cells]

/// The peephole of a gate of the direction whose tensors begin at `first`.
inline int PeepholeOf(int first, int gate) { return first + kPeepholes + (gate == kOut ? 2 : gate); }

}  // namespace tare

#endif  // TARE_KERNELS_RNN_LSTM_INPUTS_H_
