// Facts of the .tflite format that device code needs: operator codes, and the field positions of the schema's tables.
// Field ids are 0-based positions in the schema's table (a union counts twice: its type, then its value); scalar
// defaults are 0 unless a comment says otherwise.
#ifndef TARE_RUNTIME_SCHEMA_H_
#define TARE_RUNTIME_SCHEMA_H_

#include "runtime/op_codes.h"

namespace tare {

// The model's own tables.
namespace fields {
namespace Model {
enum { version, operator_codes, subgraphs, description, buffers, metadata_buffer, metadata, signature_defs };
}
namespace OperatorCode {
enum { deprecated_builtin_code, custom_code, version /* 1 */, builtin_code };
}
namespace SubGraph {
enum { tensors, inputs, outputs, operators, name };
}
namespace Tensor {
enum {
  shape,
  type,
  buffer,
  name,
  quantization,
  is_variable,
  sparsity,
  shape_signature,
  has_rank,
  variant_tensors,
  external_buffer
};
}
namespace Quantization {
enum { min, max, scale, zero_point, details_type, details, quantized_dimension };
}
namespace BlockwiseQuantization {
enum { scales, zero_points, block_size };
inline constexpr uint8_t kDetailsType = 2;  // of Quantization
}  // namespace BlockwiseQuantization
namespace Sparsity {
enum { traversal_order, block_map, dim_metadata };
}
namespace DimensionMetadata {
enum { format, dense_size, array_segments_type, array_segments, array_indices_type, array_indices };
}
namespace Operator {
enum {
  opcode_index,
  inputs,
  outputs,
  builtin_options_type,
  builtin_options,
  custom_options,
  custom_options_format,
  mutating_variable_inputs,
  intermediates,
  large_custom_options_offset,
  large_custom_options_size,
  builtin_options_2_type,
  builtin_options_2
};
}
namespace Buffer {
enum { data, offset, size };
}
namespace Metadata {
enum { name, buffer };
}
namespace SignatureDef {
enum { inputs, outputs, signature_key, deprecated_tag, subgraph_index };
}
namespace TensorMap {
enum { name, tensor_index };
}
}  // namespace fields

// The operators' options tables.
namespace options {
namespace AddOptions {
enum { fused_activation_function, pot_scale_int16 };
}
namespace ArgMaxOptions {
enum { output_type };
}
namespace ArgMinOptions {
enum { output_type };
}
namespace BatchMatMulOptions {
enum { adj_x, adj_y, asymmetric_quantize_inputs };
}
namespace BidirectionalSequenceLSTMOptions {
enum { fused_activation_function, cell_clip, proj_clip, merge_outputs, time_major, asymmetric_quantize_inputs };
}
namespace BidirectionalSequenceRNNOptions {
enum { time_major, fused_activation_function, merge_outputs, asymmetric_quantize_inputs };
}
namespace BucketizeOptions {
enum { boundaries };
}
namespace CallOnceOptions {
enum { init_subgraph_index };
}
namespace CallOptions {
enum { subgraph };
}
namespace CastOptions {
enum { in_data_type, out_data_type };
}
namespace ConcatEmbeddingsOptions {
enum { num_channels, num_columns_per_channel, embedding_dim_per_channel };
}
namespace ConcatenationOptions {
enum { axis, fused_activation_function };
}
namespace Conv2DOptions {
enum {
  padding,
  stride_w,
  stride_h,
  fused_activation_function,
  dilation_w_factor,
  dilation_h_factor,
  quantized_bias_type
};
}
namespace Conv3DOptions {
enum {
  padding,
  stride_d,
  stride_w,
  stride_h,
  fused_activation_function,
  dilation_d_factor,
  dilation_w_factor,
  dilation_h_factor
};
}
namespace CumsumOptions {
enum { exclusive, reverse };
}
namespace DepthToSpaceOptions {
enum { block_size };
}
namespace DepthwiseConv2DOptions {
enum { padding, stride_w, stride_h, depth_multiplier, fused_activation_function, dilation_w_factor, dilation_h_factor };
}
namespace DivOptions {
enum { fused_activation_function };
}
namespace EmbeddingLookupSparseOptions {
enum { combiner };
}
namespace FakeQuantOptions {
enum { min, max, num_bits, narrow_range };
}
namespace FullyConnectedOptions {
enum { fused_activation_function, weights_format, keep_num_dims, asymmetric_quantize_inputs, quantized_bias_type };
}
namespace GatherOptions {
enum { axis, batch_dims };
}
namespace GeluOptions {
enum { approximate };
}
namespace HashtableOptions {
enum { table_id, key_dtype, value_dtype };
}
namespace IfOptions {
enum { then_subgraph_index, else_subgraph_index };
}
namespace L2NormOptions {
enum { fused_activation_function };
}
namespace LSHProjectionOptions {
enum { type };
}
namespace LSTMOptions {
enum { fused_activation_function, cell_clip, proj_clip, kernel_type, asymmetric_quantize_inputs };
}
namespace LeakyReluOptions {
enum { alpha };
}
namespace LocalResponseNormalizationOptions {
enum { radius, bias, alpha, beta };
}
namespace MirrorPadOptions {
enum { mode };
}
namespace MulOptions {
enum { fused_activation_function };
}
namespace OneHotOptions {
enum { axis };
}
namespace PackOptions {
enum { values_count, axis };
}
namespace Pool2DOptions {
enum { padding, stride_w, stride_h, filter_width, filter_height, fused_activation_function };
}
namespace RNNOptions {
enum { fused_activation_function, asymmetric_quantize_inputs };
}
namespace RandomOptions {
enum { seed, seed2 };
}
namespace ReduceWindowOptions {
enum { reduce_function };
}
namespace ReducerOptions {
enum { keep_dims };
}
namespace ReshapeOptions {
enum { new_shape };
}
namespace ResizeBilinearOptions {
enum { new_height, new_width, align_corners, half_pixel_centers };
}
namespace ResizeNearestNeighborOptions {
enum { align_corners, half_pixel_centers };
}
namespace ReverseSequenceOptions {
enum { seq_dim, batch_dim };
}
namespace SVDFOptions {
enum { rank, fused_activation_function, asymmetric_quantize_inputs };
}
namespace SequenceRNNOptions {
enum { time_major, fused_activation_function, asymmetric_quantize_inputs };
}
namespace ShapeOptions {
enum { out_type };
}
namespace SkipGramOptions {
enum { ngram_size, max_skip_size, include_all_ngrams };
}
namespace SoftmaxOptions {
enum { beta };
}
namespace SpaceToDepthOptions {
enum { block_size };
}
namespace SparseToDenseOptions {
enum { validate_indices };
}
namespace SplitOptions {
enum { num_splits };
}
namespace SplitVOptions {
enum { num_splits };
}
namespace SqueezeOptions {
enum { squeeze_dims };
}
namespace StableHLOCompositeOptions {
enum { name_, decomposition_subgraph_index, composite_attributes, composite_attributes_format, version };
}
namespace StablehloBroadcastInDimOptions {
enum { broadcast_dimensions };
}
namespace StablehloCaseOptions {
enum { branch_subgraph_indices };
}
namespace StablehloCompareOptions {
enum { comparison_direction, compare_type };
}
namespace StablehloConcatenateOptions {
enum { dimension };
}
namespace StablehloConvolutionOptions {
enum {
  window_strides,
  padding,
  lhs_dilation,
  rhs_dilation,
  window_reversal,
  input_batch_dimension,
  input_feature_dimension,
  input_spatial_dimensions,
  kernel_input_feature_dimension,
  kernel_output_feature_dimension,
  kernel_spatial_dimensions,
  output_batch_dimension,
  output_feature_dimension,
  output_spatial_dimensions,
  feature_group_count,
  batch_group_count,
  precision_config
};
}
namespace StablehloCustomCallOptions {
enum { call_target_name, has_side_effect, backend_config, api_version, called_computations, custom_attributes };
}
namespace StablehloDotGeneralOptions {
enum {
  lhs_batching_dimensions,
  rhs_batching_dimensions,
  lhs_contracting_dimensions,
  rhs_contracting_dimensions,
  precision_config
};
}
namespace StablehloDynamicSliceOptions {
enum { slice_sizes };
}
namespace StablehloGatherOptions {
enum { offset_dims, collapsed_slice_dims, start_index_map, index_vector_dim, slice_sizes, indices_are_sorted };
}
namespace StablehloIotaOptions {
enum { iota_dimension };
}
namespace StablehloPadOptions {
enum { edge_padding_low, edge_padding_high, interior_padding };
}
namespace StablehloReduceOptions {
enum { dimensions, body_subgraph_index };
}
namespace StablehloReduceWindowOptions {
enum { window_dimensions, window_strides, base_dilations, window_dilations, padding, body_subgraph_index };
}
namespace StablehloRngBitGeneratorOptions {
enum { algorithm };
}
namespace StablehloScatterOptions {
enum {
  indices_are_sorted,
  update_window_dims,
  inserted_window_dims,
  scatter_dims_to_operand_dims,
  index_vector_dim,
  unique_indices,
  update_computation_subgraph_index
};
}
namespace StablehloSliceOptions {
enum { start_indices, limit_indices, strides };
}
namespace StablehloSortOptions {
enum { dimension, is_stable, comparator_subgraph_index };
}
namespace StablehloTransposeOptions {
enum { permutation };
}
namespace StablehloWhileOptions {
enum { cond_subgraph_index, body_subgraph_index };
}
namespace StridedSliceOptions {
enum { begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask, offset };
}
namespace SubOptions {
enum { fused_activation_function, pot_scale_int16 };
}
namespace TransposeConvOptions {
enum { padding, stride_w, stride_h, fused_activation_function, quantized_bias_type };
}
namespace UnidirectionalSequenceLSTMOptions {
enum {
  fused_activation_function,
  cell_clip,
  proj_clip,
  time_major,
  asymmetric_quantize_inputs,
  diagonal_recurrent_tensors
};
}
namespace UniqueOptions {
enum { idx_out_type };
}
namespace UnpackOptions {
enum { num, axis };
}
namespace VarHandleOptions {
enum { container, shared_name };
}
namespace WhileOptions {
enum { cond_subgraph_index, body_subgraph_index };
}
}  // namespace options

/// Padding as the schema has it.
enum class Padding : int8_t { kSame = 0, kValid = 1 };

/// Fused activation as the schema has it.
enum class Activation : int8_t {
  kNone = 0,
  kRelu = 1,
  kReluN1To1 = 2,
  kRelu6 = 3,
  kTanh = 4,
  kSignBit = 5,
  // Not in the schema: TensorFlow's ops do not clamp to finite numbers, but its MaxPool begins at the lowest one.
  kUnbounded = 6,
  kUnboundedAbove = 7
};

}  // namespace tare

#endif  // TARE_RUNTIME_SCHEMA_H_
