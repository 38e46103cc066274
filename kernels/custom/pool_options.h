// Options of custom ops that pool: a C struct (MediaPipe's, LiteRT's ops) or a flexbuffer map (TensorFlow Lite's).
#ifndef TARE_KERNELS_CUSTOM_POOL_OPTIONS_H_
#define TARE_KERNELS_CUSTOM_POOL_OPTIONS_H_

#include "runtime/kernel.h"
#include "runtime/schema.h"

namespace tare {

/// A window over an image; all sizes are from 1 to kMaxPoolSize.
struct PoolOptions {
  Padding padding;
  Activation activation;
  int32_t stride_h, stride_w, filter_h, filter_w;
};
inline constexpr int kMaxPoolSize = 1 << 12;

/// Reads the bytes of a TfLitePoolParams. Fails where there are too few or they make no sense.
Status ReadPoolStruct(Kernel k, PoolOptions& pool);

/// Reads padding, ksize and strides of a map, the latter two with 1 for batch and channels.
Status ReadPoolMap(Kernel k, PoolOptions& pool);

}  // namespace tare

#endif  // TARE_KERNELS_CUSTOM_POOL_OPTIONS_H_
