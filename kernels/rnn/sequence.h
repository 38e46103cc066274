// How recurrent ops of one direction or two walk their sequences: steps and batch by either order of the dimensions,
// where each direction's results go, and the walk itself, which goes back in the second direction.
#ifndef TARE_KERNELS_RNN_SEQUENCE_H_
#define TARE_KERNELS_RNN_SEQUENCE_H_

#include "kernels/activation.h"
#include "runtime/kernel.h"

namespace tare {

/// What a node's data begins with.
struct Sequence {
  int steps, batch;
  int step_stride, batch_stride;  // in rows
  Activation activation;
  bool asymmetric, time_major;
  int directions;
};

/// Where a direction's results go: `outputs` columns from `column` on, in rows of `width`.
struct Place {
  int output, column, width, outputs;
};

/// Reads two options that all these ops have.
inline void ReadCellOptions(Kernel k, int activation, int asymmetric, Sequence& sequence) {
  sequence.activation = static_cast<Activation>(k.options().Scalar<int8_t>(activation));
  sequence.asymmetric = k.options().Scalar<bool>(asymmetric);
}

/// Of two directions: sets `has_weights` where the auxiliary input has weights of its own, whose indices are given.
inline Status CheckAuxiliary(Kernel k, int aux, int weights, int other_weights, bool& has_weights) {
  has_weights = k.has_input(weights);
  TARE_REQUIRE(k, has_weights == k.has_input(other_weights) && (!has_weights || k.has_input(aux)),
               "bad auxiliary input");
  if (!k.has_input(aux)) return kOk;
  const Tensor in = k.input(0), x = k.input(aux);
  TARE_REQUIRE(k, x.type() == kTfLiteFloat32 && x.rank() == 3 && x.dim(0) == in.dim(0) && x.dim(1) == in.dim(1),
               "bad auxiliary input");
  return kOk;
}

/// The rest of Prepare, once `directions` and their positions are known; input 0 has rank 2 (one step, or the batch of
/// one) or 3. `check` sets a direction's place.outputs, `scratch_of` gives the bytes it needs. `merge`: all into output
/// 0, side by side.
template <class Direction, class Check, class ScratchOf>
Status PrepareDirections(Kernel k, Sequence& sequence, Direction* direction, bool time_major, bool merge, Check check,
                         ScratchOf scratch_of) {
  const Tensor in = k.input(0);
  sequence.steps = in.rank() == 2 ? 1 : in.dim(time_major ? 0 : 1);
  sequence.batch = in.dim(in.rank() == 3 && time_major ? 1 : 0);
  sequence.time_major = time_major;
  sequence.step_stride = time_major ? sequence.batch : 1;
  sequence.batch_stride = time_major ? 1 : sequence.steps;
  size_t scratch = 0;
  int width = 0;
  for (int i = 0; i < sequence.directions; ++i) {
    TARE_RETURN_IF_ERROR(check(direction[i]));
    const size_t bytes = scratch_of(direction[i]);
    scratch = bytes > scratch ? bytes : scratch;
    Place& place = direction[i].place;
    place.output = merge ? 0 : i;
    place.column = merge ? width : 0;
    width = place.column + place.outputs;
  }
  for (int i = 0; i < sequence.directions; ++i) {
    Place& place = direction[i].place;
    place.width = merge ? width : place.outputs;
    TARE_REQUIRE(k, k.has_output(place.output) && k.output(place.output).type() == kTfLiteFloat32, "bad output");
    int dims[] = {in.dim(0), in.dim(1), place.width};
    dims[in.rank() - 1] = place.width;
    TARE_RETURN_IF_ERROR(k.ResizeOutput(place.output, dims, in.rank()));
  }
  return k.RequestScratch(scratch);
}

/// Calls step(direction, row, batch) for every step, `walks` times over.
template <class Step>
void Walk(const Sequence& sequence, int walks, Step step) {
  for (int i = 0; i < sequence.directions; ++i) {
    for (int b = 0; b < sequence.batch; ++b) {
      for (int t = 0; t < walks * sequence.steps; ++t) {
        const int at = t % sequence.steps, now = i ? sequence.steps - 1 - at : at;
        step(i, ptrdiff_t{now} * sequence.step_stride + ptrdiff_t{b} * sequence.batch_stride, b);
      }
    }
  }
}

}  // namespace tare

#endif  // TARE_KERNELS_RNN_SEQUENCE_H_
