// How depthwise convolutions, quantized and hybrid, use the integer driver.
#ifndef TARE_KERNELS_NN_DEPTHWISE_I8_H_
#define TARE_KERNELS_NN_DEPTHWISE_I8_H_

#include "kernels/micro/window_i8.h"
#include "kernels/nn/conv_i8.h"

namespace tare {

inline constexpr ConvKindI8 kDepthwiseI8 = {[](bool wide, const OperandsI8& operands, int channels) {
                                              return TARE_AT_LEVEL(wide, GetDepthwiseI8)(operands, channels);
                                            },
                                            nullptr};

}  // namespace tare

#endif  // TARE_KERNELS_NN_DEPTHWISE_I8_H_
