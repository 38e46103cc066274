// Output sizes and paddings of windows that slide over images.
#ifndef TENSORFLOW_LITE_KERNELS_PADDING_H_
#define TENSORFLOW_LITE_KERNELS_PADDING_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

/// All that must be added for `out_size` windows, both sides together; never negative.
inline int ComputeTotalPadding(int stride, int dilation_rate, int in_size, int filter_size, int out_size) {
  const int reach = (filter_size - 1) * dilation_rate + 1;
  const int total = (out_size - 1) * stride + reach - in_size;
  return total > 0 ? total : 0;
}

/// Half of it, rounded down: what is added before.
inline int ComputePadding(int stride, int dilation_rate, int in_size, int filter_size, int out_size) {
  return ComputeTotalPadding(stride, dilation_rate, in_size, filter_size, out_size) / 2;
}

/// The same; `*offset` is 1 where one more is added behind than before.
inline int ComputePaddingWithOffset(int stride, int dilation_rate, int in_size, int filter_size, int out_size,
                                    int* offset) {
  const int total = ComputeTotalPadding(stride, dilation_rate, in_size, filter_size, out_size);
  *offset = total % 2;
  return total / 2;
}

/// Number of windows; 0 for a stride of 0 or an unknown padding.
inline int ComputeOutSize(TfLitePadding padding, int image_size, int filter_size, int stride, int dilation_rate = 1) {
  if (stride == 0) return 0;
  const int reach = (filter_size - 1) * dilation_rate + 1;
  switch (padding) {
    case kTfLitePaddingSame:
      return (image_size + stride - 1) / stride;
    case kTfLitePaddingValid:
      return (image_size + stride - reach) / stride;
    default:
      return 0;
  }
}

inline TfLitePaddingValues ComputePaddingHeightWidth(int stride_height, int stride_width, int dilation_rate_height,
                                                     int dilation_rate_width, int in_height, int in_width,
                                                     int filter_height, int filter_width, TfLitePadding padding,
                                                     int* out_height, int* out_width) {
  *out_width = ComputeOutSize(padding, in_width, filter_width, stride_width, dilation_rate_width);
  *out_height = ComputeOutSize(padding, in_height, filter_height, stride_height, dilation_rate_height);
  TfLitePaddingValues values;
  values.height = ComputePaddingWithOffset(stride_height, dilation_rate_height, in_height, filter_height, *out_height,
                                           &values.height_offset);
  values.width = ComputePaddingWithOffset(stride_width, dilation_rate_width, in_width, filter_width, *out_width,
                                          &values.width_offset);
  return values;
}

inline Padding3DValues ComputePadding3DValues(int stride_height, int stride_width, int stride_depth,
                                              int dilation_rate_height, int dilation_rate_width,
                                              int dilation_rate_depth, int in_height, int in_width, int in_depth,
                                              int filter_height, int filter_width, int filter_depth,
                                              TfLitePadding padding, int* out_height, int* out_width, int* out_depth) {
  *out_width = ComputeOutSize(padding, in_width, filter_width, stride_width, dilation_rate_width);
  *out_height = ComputeOutSize(padding, in_height, filter_height, stride_height, dilation_rate_height);
  *out_depth = ComputeOutSize(padding, in_depth, filter_depth, stride_depth, dilation_rate_depth);
  Padding3DValues values;
  int offset;
  values.depth = static_cast<int16_t>(
      ComputePaddingWithOffset(stride_depth, dilation_rate_depth, in_depth, filter_depth, *out_depth, &offset));
  values.depth_offset = static_cast<int16_t>(offset);
  values.height = static_cast<int16_t>(
      ComputePaddingWithOffset(stride_height, dilation_rate_height, in_height, filter_height, *out_height, &offset));
  values.height_offset = static_cast<int16_t>(offset);
  values.width = static_cast<int16_t>(
      ComputePaddingWithOffset(stride_width, dilation_rate_width, in_width, filter_width, *out_width, &offset));
  values.width_offset = static_cast<int16_t>(offset);
  return values;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_PADDING_H_
