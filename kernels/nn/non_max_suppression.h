// Non-max suppression: the loop that NON_MAX_SUPPRESSION_V4 and _V5 and TensorFlow's ops of that name share.
#ifndef TARE_KERNELS_NN_NON_MAX_SUPPRESSION_H_
#define TARE_KERNELS_NN_NON_MAX_SUPPRESSION_H_

#include "runtime/kernel.h"

namespace tare {

/// A box that may still be taken.
struct Candidate {
  int32_t box;
  float score;
  int32_t seen;  // boxes taken that it has been compared with
};

/// What is done without: boxes that overlap so much, scores not above this; sigma > 0 lowers scores, too. In
/// TensorFlow, it does so instead, an overlap of just the limit is none, and no box is taken twice; `ordered`: of boxes
/// with equal scores the first comes first.
struct Limits {
  float overlap, least, sigma;
  bool is_tf, ordered;
};

/// Takes at most `most` of `n` boxes ([y, x, y, x], corners in any order), by falling score; returns how many. `heap`
/// has room for all boxes, `scores` may be nullptr.
int TakeBoxes(const float* boxes, const float* box_scores, int n, const Limits& limits, int most, Candidate* heap,
              int32_t* indices, float* scores);

}  // namespace tare

#endif  // TARE_KERNELS_NN_NON_MAX_SUPPRESSION_H_
