// Parameters of kernels, and sizes of shapes that must agree. Parameter structures are plain; a kernel reads the fields
// that its types need.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_

#include <stdint.h>

#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/runtime_shape.h"

namespace tflite {

enum class FusedActivationFunctionType : uint8_t { kNone, kRelu6, kRelu1, kRelu };
enum class PaddingType : uint8_t { kNone, kSame, kValid };

struct PaddingValues {
  int16_t width;
  int16_t height;
  int16_t width_offset;
  int16_t height_offset;
};

struct Padding3DValues {
  int16_t width;
  int16_t height;
  int16_t depth;
  int16_t width_offset;
  int16_t height_offset;
  int16_t depth_offset;
};

enum class FullyConnectedWeightsFormat : uint8_t { kDefault, kShuffled4x16Int8 };
enum class QuantizationType : uint8_t { kNone = 0, kUint8 = 1, kInt8 = 2, kUint16 = 3, kInt16 = 4 };
enum class BroadcastableOpCategory : uint8_t {
  kNone,
  kNonBroadcast,
  kFirstInputBroadcastsFast,
  kSecondInputBroadcastsFast,
  kGenericBroadcast,
  kScalarFirstBroadcast,
  kScalarSecondBroadcast,
};

/// real = scale * (stored - zero_point).
struct QuantizationParams {
  int32_t zero_point = 0;
  double scale = 0.0;
};
inline bool operator==(const QuantizationParams& a, const QuantizationParams& b) {
  return a.zero_point == b.zero_point && a.scale == b.scale;
}

struct ConvParams {
  PaddingType padding_type;
  PaddingValues padding_values;
  int16_t stride_width;
  int16_t stride_height;
  int16_t dilation_width_factor;
  int16_t dilation_height_factor;
  int32_t input_offset;
  int32_t weights_offset;
  int32_t output_offset;
  int32_t output_multiplier;
  int output_shift;
  int32_t quantized_activation_min;
  int32_t quantized_activation_max;
  float float_activation_min;
  float float_activation_max;
};

struct DepthwiseParams {
  PaddingType padding_type;
  PaddingValues padding_values;
  int16_t stride_width;
  int16_t stride_height;
  int16_t dilation_width_factor;
  int16_t dilation_height_factor;
  int16_t depth_multiplier;
  int32_t input_offset;
  int32_t weights_offset;
  int32_t output_offset;
  int32_t output_multiplier;
  int output_shift;
  int32_t quantized_activation_min;
  int32_t quantized_activation_max;
  float float_activation_min;
  float float_activation_max;
  const int32_t* output_multiplier_per_channel;
  const int32_t* output_shift_per_channel;
};

struct FullyConnectedParams {
  int32_t input_offset;
  int32_t weights_offset;
  int32_t output_offset;
  int32_t output_multiplier;
  int output_shift;
  int32_t quantized_activation_min;
  int32_t quantized_activation_max;
  float float_activation_min;
  float float_activation_max;
  bool lhs_cacheable;
  bool rhs_cacheable;
  FullyConnectedWeightsFormat weights_format;
};

struct PoolParams {
  FusedActivationFunctionType activation;
  PaddingType padding_type;
  PaddingValues padding_values;
  int stride_height;
  int stride_width;
  int filter_height;
  int filter_width;
  int32_t quantized_activation_min;
  int32_t quantized_activation_max;
  float float_activation_min;
  float float_activation_max;
};

struct ArithmeticParams {
  BroadcastableOpCategory broadcast_category;
  int32_t input1_offset;
  int32_t input2_offset;
  int32_t output_offset;
  int32_t output_multiplier;
  int output_shift;
  int left_shift;
  int32_t input1_multiplier;
  int input1_shift;
  int32_t input2_multiplier;
  int input2_shift;
  int32_t quantized_activation_min;
  int32_t quantized_activation_max;
  float float_activation_min;
  float float_activation_max;
  int64_t int64_activation_min;
  int64_t int64_activation_max;
  int broadcast_shape[5];
};

struct SoftmaxParams {
  double beta;
  int32_t input_multiplier;
  int32_t input_left_shift;
  int32_t reverse_scaling_divisor;
  int32_t reverse_scaling_right_shift;
  int diff_min;
  int32_t zero_point;
  float scale;
  float* table;
};

struct ConcatenationParams {
  int8_t axis;
  const int32_t* input_zeropoint;
  const float* input_scale;
  uint16_t inputs_count;
  int32_t output_zeropoint;
  float output_scale;
};

struct DequantizationParams {
  double scale;
  int32_t zero_point;
};

struct TransposeParams {
  int8_t perm_count;
  int32_t perm[6];
};

struct GatherParams {
  int16_t axis;
  int16_t batch_dims;
};

/// The size of a dimension that shapes have in common: MatchingDim(shape1, 3, shape2, 0, …).
inline int MatchingDim(const RuntimeShape& shape1, int index1, const RuntimeShape& shape2, int index2) {
  TFLITE_DCHECK_EQ(shape1.Dims(index1), shape2.Dims(index2));
  return shape1.Dims(index1) < shape2.Dims(index2) ? shape1.Dims(index1) : shape2.Dims(index2);
}
template <typename... Args>
int MatchingDim(const RuntimeShape& shape1, int index1, const RuntimeShape& shape2, int index2, Args... args) {
  TFLITE_DCHECK_EQ(shape1.Dims(index1), shape2.Dims(index2));
  return MatchingDim(shape1, index1, args...);
}

/// Elements of shapes that must be equal.
inline int MatchingFlatSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0) {
  TFLITE_DCHECK(shape == check_shape_0);
  (void)check_shape_0;
  return shape.FlatSize();
}
template <typename... Shapes>
int MatchingFlatSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0, const Shapes&... more) {
  TFLITE_DCHECK(shape == check_shape_0);
  (void)check_shape_0;
  return MatchingFlatSize(shape, more...);
}
/// Elements of shapes that must have equal numbers of them.
inline int MatchingElementsSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0) {
  TFLITE_DCHECK_EQ(shape.FlatSize(), check_shape_0.FlatSize());
  (void)check_shape_0;
  return shape.FlatSize();
}
inline int MatchingElementsSize(const RuntimeShape& shape, const RuntimeShape& check_shape_0,
                                const RuntimeShape& check_shape_1) {
  TFLITE_DCHECK_EQ(shape.FlatSize(), check_shape_1.FlatSize());
  (void)check_shape_1;
  return MatchingElementsSize(shape, check_shape_0);
}

/// Elements of all dimensions but one.
inline int FlatSizeSkipDim(const RuntimeShape& shape, int skip_dim) {
  int size = 1;
  for (int i = 0; i < shape.DimensionsCount(); ++i) size *= i == skip_dim ? 1 : shape.Dims(i);
  return size;
}
template <typename... Shapes>
int MatchingFlatSizeSkipDim(const RuntimeShape& shape, int skip_dim, const RuntimeShape& check_shape_0,
                            const Shapes&... more) {
  (void)check_shape_0;
  (void)sizeof...(more);
  return FlatSizeSkipDim(shape, skip_dim);
}

/// Sets a structure's bounds of the activation, for the type of numbers.
template <typename P>
inline void SetActivationParams(float min, float max, P* params) {
  params->float_activation_min = min;
  params->float_activation_max = max;
}
template <typename P>
inline void SetActivationParams(int32_t min, int32_t max, P* params) {
  params->quantized_activation_min = min;
  params->quantized_activation_max = max;
}
template <typename P>
inline void SetActivationParams(int64_t min, int64_t max, P* params) {
  params->int64_activation_min = min;
  params->int64_activation_max = max;
}
template <typename P>
inline void GetActivationParams(const P& params, int32_t* min, int32_t* max) {
  *min = params.quantized_activation_min;
  *max = params.quantized_activation_max;
}
template <typename P>
inline void GetActivationParams(const P& params, float* min, float* max) {
  *min = params.float_activation_min;
  *max = params.float_activation_max;
}
template <typename P>
inline void GetActivationParams(const P& params, int64_t* min, int64_t* max) {
  *min = params.int64_activation_min;
  *max = params.int64_activation_max;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
