// Parameters of kernels that move values, change shapes or reduce them.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_SHAPE_PARAMS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_SHAPE_PARAMS_H_

#include <stdint.h>

namespace tflite {

struct MeanParams {
  int8_t axis_count;
  int16_t axis[4];
};

struct PackParams {
  int8_t axis;
  const int32_t* input_zeropoint;
  const float* input_scale;
  uint16_t inputs_count;
  int32_t output_zeropoint;
  float output_scale;
};

struct UnpackParams {
  uint16_t num_split;
  int16_t axis;
};

struct SplitParams {
  uint16_t num_split;
  int16_t axis;
};

enum class ResizingCategory : uint8_t { kNone, kImageStyle, kGenericResize };

struct PadParams {
  int8_t left_padding_count;
  int32_t left_padding[5];
  int8_t right_padding_count;
  int32_t right_padding[5];
  ResizingCategory resizing_category;
};

struct ReshapeParams {
  int8_t shape_count;
  int32_t shape[4];
};

struct SqueezeParams {
  int8_t squeeze_dims_count;
  int32_t squeeze_dims[4];
};

struct SliceParams {
  int8_t begin_count;
  int32_t begin[5];
  int8_t size_count;
  int32_t size[5];
};

struct StridedSliceParams {
  int8_t start_indices_count;
  int32_t start_indices[5];
  int8_t stop_indices_count;
  int32_t stop_indices[5];
  int8_t strides_count;
  int32_t strides[5];
  uint16_t begin_mask;
  uint16_t ellipsis_mask;
  uint16_t end_mask;
  uint16_t new_axis_mask;
  uint16_t shrink_axis_mask;
  bool offset;
};

struct ResizeBilinearParams {
  bool align_corners;
  bool half_pixel_centers;
};

struct ResizeNearestNeighborParams {
  bool align_corners;
  bool half_pixel_centers;
};

struct SpaceToBatchParams {
  int32_t output_offset;
};

struct SpaceToDepthParams {
  int32_t block_size;
};

struct DepthToSpaceParams {
  int32_t block_size;
};

constexpr int kTransposeMaxDimensions = 8;

struct TransposeParams {
  int8_t perm_count;
  int32_t perm[kTransposeMaxDimensions];
};

struct GatherParams {
  int16_t axis;
  int16_t batch_dims;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_SHAPE_PARAMS_H_
