// Output size and leading padding of windowed ops (convolutions, pooling), one dimension at a time.
#ifndef TARE_KERNELS_PADDING_H_
#define TARE_KERNELS_PADDING_H_

#include <stdint.h>

#include "runtime/schema.h"

namespace tare {

/// One dimension of a window over an input.
struct Window {
  int output = 0;      // number of window positions
  int pad_before = 0;  // zeros in front of the first input element (the odd one of SAME padding goes behind)
};

/// Window positions over `input` elements: VALID counts full windows, SAME ceil(input / stride). All arguments >= 1,
/// checked by the caller; output is 0 when a VALID window does not fit.
inline Window ComputeWindow(Padding padding, int input, int filter, int stride, int dilation) {
  const int64_t effective = int64_t{dilation} * (filter - 1) + 1;
  const int64_t output = padding == Padding::kSame ? (int64_t{input} + stride - 1) / stride
                                                   : (input + int64_t{stride} - effective) / stride;
  if (output <= 0) return {};
  const int64_t needed = (output - 1) * stride + effective - input;
  return {static_cast<int>(output), static_cast<int>(needed > 0 ? needed / 2 : 0)};
}

}  // namespace tare

#endif  // TARE_KERNELS_PADDING_H_
