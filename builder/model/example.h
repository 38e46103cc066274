// Example models, made rather than downloaded.
#ifndef TARE_BUILDER_MODEL_EXAMPLE_H_
#define TARE_BUILDER_MODEL_EXAMPLE_H_

#include <cstdint>
#include <vector>

namespace tare::builder {

/// MobileNet v1 1.0 224 as it is published for TensorFlow Lite, op for op: input 1×224×224×3, 13 depthwise separable
/// blocks, average pool, 1×1 convolution to 1001 classes, squeeze (float) or reshape (int8), softmax. Weights are
/// uniform from a seed, scaled so that activations keep their size (He et al. 2015, fan-in). With `int8`, weights are
/// per-channel int8 and activations per-tensor int8. The same seed gives the same bytes on every machine.
std::vector<uint8_t> MakeMobileNetV1(bool int8, uint32_t seed);

}  // namespace tare::builder

#endif  // TARE_BUILDER_MODEL_EXAMPLE_H_
