// Example models, made rather than downloaded.
#ifndef TARE_BUILDER_MODEL_EXAMPLE_H_
#define TARE_BUILDER_MODEL_EXAMPLE_H_

#include <cstdint>
#include <vector>

namespace tare::builder {

/// Width and size are MobileNet's own two ways to be smaller (Howard et al. 2017, sections 3.3 and 3.4).
struct MobileNetOptions {
  bool int8 = false;
  uint32_t seed = 1;
  float width = 1;  // factor of all channel counts but the classes
  int size = 224;   // of the square input; a multiple of 32
};

/// MobileNet v1 as it is published for TensorFlow Lite, op for op: input 1×size×size×3, 13 depthwise separable blocks,
/// average pool, 1×1 convolution to 1001 classes, squeeze (float) or reshape (int8), softmax. Weights are uniform from
/// a seed, scaled so that activations keep their size (He et al. 2015, fan-in). With `int8`, weights are per-channel
/// int8 and activations per-tensor int8. The same options give the same bytes on every machine.
std::vector<uint8_t> MakeMobileNetV1(const MobileNetOptions& options);

}  // namespace tare::builder

#endif  // TARE_BUILDER_MODEL_EXAMPLE_H_
