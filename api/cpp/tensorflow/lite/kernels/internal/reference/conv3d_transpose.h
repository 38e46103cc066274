// Transposed convolution of NDHWC volumes with DHWOI weights, in float.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_TRANSPOSE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_TRANSPOSE_H_

#include <algorithm>

#include "tensorflow/lite/kernels/internal/reference/conv3d.h"

namespace tflite {
namespace reference_ops {

inline void Conv3DTranspose(const Conv3DTransposeParams& params, const RuntimeShape& input_shape,
                            const float* input_data, const RuntimeShape& filter_shape, const float* filter_data,
                            const RuntimeShape& /*bias_shape*/, const float* bias_data,
                            const RuntimeShape& output_shape, float* output_data) {
  const int channels = MatchingDim(input_shape, 4, filter_shape, 4), outputs = output_shape.Dims(4);
  const int size = output_shape.FlatSize();
  std::fill_n(output_data, size, 0.f);
  ForPlaces3D(params, input_shape, [&](int batch, int place, const int(&origin)[3]) {
    for (int c = 0; c < channels; ++c) {
      const float in = input_data[place * channels + c];
      ForTaps3D(params, filter_shape, output_shape, origin, [&](int tap, int z, int y, int x) {
        float* out = output_data + Offset(output_shape, batch, z, y, x, 0);
        const float* filter = filter_data + tap * outputs * channels + c;
        for (int o = 0; o < outputs; ++o) out[o] += in * filter[o * channels];
      });
    }
  });
  const FloatFinish<Conv3DTransposeParams> finish{params, bias_data};
  for (int i = 0; i < size; ++i) output_data[i] = finish(output_data[i], i % outputs);
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_TRANSPOSE_H_
