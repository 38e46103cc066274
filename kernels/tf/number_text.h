// Numbers as text and back, as TensorFlow writes and reads them.
#ifndef TARE_KERNELS_TF_NUMBER_TEXT_H_
#define TARE_KERNELS_TF_NUMBER_TEXT_H_

#include "kernels/strings.h"

namespace tare::tf {

/// The number that all of `s` is; false when it is none, or an integer out of range.
bool ParseNumber(StringRef s, bool integer, double& real, int64_t& whole);

/// Element `i` of a tensor of integers; those of 64 bits without a sign come as their bits.
int64_t NumberAt(Tensor t, int64_t i);

/// Room for a number's text, whatever the format within the limits that kernels set to width and precision.
struct NumberText {
  static constexpr int kMaxWidth = 64, kMaxPrecision = 64;
  char text[192];

  /// What printf would print.
  StringRef Print(const char* format, ...) __attribute__((format(printf, 2, 3)));
  /// The fewest digits that tell a float from its neighbours: 6, or else 9.
  StringRef Shortest(float x);
};

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_NUMBER_TEXT_H_
