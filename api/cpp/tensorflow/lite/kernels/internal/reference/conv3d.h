// Convolution of NDHWC volumes with DHWIO weights, in float.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_H_

#include "tensorflow/lite/kernels/internal/reference/conv.h"

namespace tflite {
namespace reference_ops {

/// Calls `function(filter's offset, place in the volume)` for each place of the filter, given as the volume's three
/// coordinates, that lies in the volume. `origin` is where the filter's first place lies.
template <typename Function>
inline void ForTaps3D(const Conv3DParams& params, const RuntimeShape& filter_shape, const RuntimeShape& volume_shape,
                      const int (&origin)[3], const Function& function) {
  int tap = 0;
  for (int fz = 0; fz < filter_shape.Dims(0); ++fz) {
    for (int fy = 0; fy < filter_shape.Dims(1); ++fy) {
      for (int fx = 0; fx < filter_shape.Dims(2); ++fx, ++tap) {
        const int z = origin[0] + fz * params.dilation_depth, y = origin[1] + fy * params.dilation_height;
        const int x = origin[2] + fx * params.dilation_width;
        if (z < 0 || z >= volume_shape.Dims(1) || y < 0 || y >= volume_shape.Dims(2) || x < 0 ||
            x >= volume_shape.Dims(3)) {
          continue;
        }
        function(tap, z, y, x);
      }
    }
  }
}
/// Calls `function(batch, place, origin)` for each element that has its channels at `place`, in its order.
template <typename Function>
inline void ForPlaces3D(const Conv3DParams& params, const RuntimeShape& shape, const Function& function) {
  const Padding3DValues& padding = params.padding_values;
  int place = 0;
  for (int b = 0; b < shape.Dims(0); ++b) {
    for (int z = 0; z < shape.Dims(1); ++z) {
      for (int y = 0; y < shape.Dims(2); ++y) {
        for (int x = 0; x < shape.Dims(3); ++x, ++place) {
          const int origin[] = {z * params.stride_depth - padding.depth, y * params.stride_height - padding.height,
                                x * params.stride_width - padding.width};
          function(b, place, origin);
        }
      }
    }
  }
}

inline void Conv3D(const Conv3DParams& params, const RuntimeShape& input_shape, const float* input_data,
                   const RuntimeShape& filter_shape, const float* filter_data, const RuntimeShape& /*bias_shape*/,
                   const float* bias_data, const RuntimeShape& output_shape, float* output_data) {
  const int channels = MatchingDim(input_shape, 4, filter_shape, 3);
  const int outputs = MatchingDim(filter_shape, 4, output_shape, 4);
  const FloatFinish<Conv3DParams> finish{params, bias_data};
  ForPlaces3D(params, output_shape, [&](int batch, int place, const int(&origin)[3]) {
    for (int o = 0; o < outputs; ++o) {
      float sum = 0;
      ForTaps3D(params, filter_shape, input_shape, origin, [&](int tap, int z, int y, int x) {
        const float* in = input_data + Offset(input_shape, batch, z, y, x, 0);
        const float* filter = filter_data + tap * channels * outputs + o;
        for (int c = 0; c < channels; ++c) sum += in[c] * filter[c * outputs];
      });
      output_data[place * outputs + o] = finish(sum, o);
    }
  });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_CONV3D_H_
