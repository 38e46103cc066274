// Blocks of pixels to channels or to batches, and back. The usual headers of each of the four forward to this one.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BLOCKS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BLOCKS_H_

#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {
namespace reference_ops {

/// Calls `move(offset in space, offset in depth)` for each element; a block's pixels are a pixel's groups of channels.
template <typename Move>
inline void ForEachInBlocks(int block, const RuntimeShape& space, const RuntimeShape& depth, const Move& move) {
  for (int b = 0; b < space.Dims(0); ++b) {
    for (int y = 0; y < space.Dims(1); ++y) {
      for (int x = 0; x < space.Dims(2); ++x) {
        for (int c = 0; c < space.Dims(3); ++c) {
          const int channel = (y % block * block + x % block) * space.Dims(3) + c;
          move(Offset(space, b, y, x, c), Offset(depth, b, y / block, x / block, channel));
        }
      }
    }
  }
}
template <typename T>
inline void SpaceToDepth(const SpaceToDepthParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                         const RuntimeShape& output_shape, T* output_data) {
  ForEachInBlocks(op_params.block_size, RuntimeShape::ExtendedShape(4, input_shape),
                  RuntimeShape::ExtendedShape(4, output_shape),
                  [&](int space, int depth) { output_data[depth] = input_data[space]; });
}
template <typename T>
inline void DepthToSpace(const DepthToSpaceParams& op_params, const RuntimeShape& input_shape, const T* input_data,
                         const RuntimeShape& output_shape, T* output_data) {
  ForEachInBlocks(op_params.block_size, RuntimeShape::ExtendedShape(4, output_shape),
                  RuntimeShape::ExtendedShape(4, input_shape),
                  [&](int space, int depth) { output_data[space] = input_data[depth]; });
}

/// Three dimensions as four: a width of one.
inline RuntimeShape WithWidth(const RuntimeShape& shape) {
  if (shape.DimensionsCount() == 4) return shape;
  return RuntimeShape({shape.Dims(0), shape.Dims(1), 1, shape.Dims(2)});
}
/// Calls `move(offset in batches, offset in space, whether that is in the image)` for each element of `batches`, whose
/// images are every block-th pixel of the ones in `space`, which is padded or cropped by `borders`.
template <typename Move>
inline void ForEachInBatches(const RuntimeShape& batches, const RuntimeShape& space, const int32_t* block_data,
                             bool wide, const int32_t* borders, const Move& move) {
  const int block_y = block_data[0], block_x = wide ? block_data[1] : 1;
  const int top = borders[0], left = wide ? borders[2] : 0;
  for (int b = 0; b < batches.Dims(0); ++b) {
    const int place = b / space.Dims(0);
    for (int i = 0; i < batches.Dims(1); ++i) {
      const int y = i * block_y + place / block_x - top;
      for (int j = 0; j < batches.Dims(2); ++j) {
        const int x = j * block_x + place % block_x - left;
        const bool inside = y >= 0 && y < space.Dims(1) && x >= 0 && x < space.Dims(2);
        for (int c = 0; c < batches.Dims(3); ++c) {
          move(Offset(batches, b, i, j, c), inside ? Offset(space, b % space.Dims(0), y, x, c) : 0, inside);
        }
      }
    }
  }
}
template <typename T>
inline void SpaceToBatchND(const SpaceToBatchParams& params, const RuntimeShape& input1_shape, const T* input1_data,
                           const RuntimeShape& /*input2_shape*/, const int32_t* block_shape_data,
                           const RuntimeShape& /*input3_shape*/, const int32_t* paddings_data,
                           const RuntimeShape& output_shape, T* output_data) {
  ForEachInBatches(WithWidth(output_shape), WithWidth(input1_shape), block_shape_data,
                   input1_shape.DimensionsCount() == 4, paddings_data, [&](int batches, int space, bool inside) {
                     output_data[batches] = inside ? input1_data[space] : static_cast<T>(params.output_offset);
                   });
}
template <typename T>
inline void BatchToSpaceND(const RuntimeShape& input1_shape, const T* input1_data, const RuntimeShape& /*input2_shape*/,
                           const int32_t* block_shape_data, const RuntimeShape& /*input3_shape*/,
                           const int32_t* crops_data, const RuntimeShape& output_shape, T* output_data) {
  ForEachInBatches(WithWidth(input1_shape), WithWidth(output_shape), block_shape_data,
                   input1_shape.DimensionsCount() == 4, crops_data, [&](int batches, int space, bool inside) {
                     if (inside) output_data[space] = input1_data[batches];
                   });
}

}  // namespace reference_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_BLOCKS_H_
