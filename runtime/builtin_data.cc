// One small description per options table, and one reader for all: where each field goes in its C structure, and how it
// is converted. Fields that the model lacks have the schema's defaults.
#include "runtime/builtin_data.h"

#include "runtime/schema.h"
#include "runtime/subgraph.h"

namespace tare {
namespace {

enum How : uint8_t {
  kWord,       // four bytes as they are, default 0
  kOne,        // an integer, default 1
  kBool,       // default false
  kTrue,       // default true
  kByte,       // an enumeration with the file's numbers
  kByteUp,     // an enumeration whose C numbers are one more than the file's
  kType,       // a tensor type, default FLOAT32
  kTypeInt32,  // a tensor type, default INT32
  kLong,       // eight bytes
  kLongToInt,  // eight bytes in the file
  kText,       // pointer to a string of the model
  kInts,       // list of eight integers, then their number
  kLongs,      // list of eight, then their number
  kLongs8,     // list of eight alone
  kLongs16,    // list of sixteen alone
  kFloats,     // number, then pointer to floats of the model
  kBytes,      // pointer to bytes of the model, then their number
};

struct Entry {
  uint8_t field;
  How how;
  uint16_t at;
};

template <class T>
T& Place(void* to, size_t at) {
  return *reinterpret_cast<T*>(static_cast<uint8_t*>(to) + at);
}

TfLiteType TypeField(fb::Table options, int field, uint8_t fallback) {
  TfLiteType type = kTfLiteNoType;
  TypeOfSchema(options.Scalar<uint8_t>(field, fallback), &type);
  return type;
}

/// Copies a list; what does not fit is left out, as no valid model has it. Returns how many elements it got.
template <class T>
int CopyList(fb::Table options, int field, T* to, uint32_t most) {
  const fb::Vector list = options.Items(field, sizeof(T));
  const uint32_t count = list.size < most ? list.size : most;
  for (uint32_t i = 0; i < count; ++i) to[i] = list.at<T>(i);
  return static_cast<int>(count);
}

void Read(fb::Table options, const Entry& e, void* to) {
  constexpr uint8_t kInt32 = 2;  // of the schema's types
  switch (e.how) {
    case kWord:
      Place<int32_t>(to, e.at) = options.Scalar<int32_t>(e.field);
      break;
    case kOne:
      Place<int32_t>(to, e.at) = options.Scalar<int32_t>(e.field, 1);
      break;
    case kBool:
    case kTrue:
      Place<bool>(to, e.at) = options.Scalar<bool>(e.field, e.how == kTrue);
      break;
    case kByte:
    case kByteUp:
      Place<int32_t>(to, e.at) = options.Scalar<int8_t>(e.field) + (e.how == kByteUp);
      break;
    case kType:
    case kTypeInt32:
      Place<TfLiteType>(to, e.at) = TypeField(options, e.field, e.how == kType ? 0 : kInt32);
      break;
    case kLong:
      Place<int64_t>(to, e.at) = options.Scalar<int64_t>(e.field);
      break;
    case kLongToInt:
      Place<int32_t>(to, e.at) = static_cast<int32_t>(options.Scalar<int64_t>(e.field));
      break;
    case kText:
      Place<const char*>(to, e.at) = options.String(e.field);
      break;
    case kInts:
      Place<int>(to, e.at + 8 * sizeof(int32_t)) = CopyList(options, e.field, &Place<int32_t>(to, e.at), 8);
      break;
    case kLongs:
      Place<int>(to, e.at + 8 * sizeof(int64_t)) = CopyList(options, e.field, &Place<int64_t>(to, e.at), 8);
      break;
    case kLongs8:
    case kLongs16:
      CopyList(options, e.field, &Place<int64_t>(to, e.at), e.how == kLongs8 ? 8 : 16);
      break;
    case kFloats: {
      const fb::Vector list = options.Items(e.field, sizeof(float));
      if (list.size == 0 || reinterpret_cast<uintptr_t>(list.raw()) % alignof(float)) break;
      Place<int>(to, e.at) = static_cast<int>(list.size);
      Place<const float*>(to, e.at + sizeof(void*)) = list.data<float>();
      break;
    }
    case kBytes: {
      const fb::Vector list = options.Items(e.field, 1);
      Place<const uint8_t*>(to, e.at) = list.size ? list.raw() : nullptr;
      Place<size_t>(to, e.at + sizeof(void*)) = list.size;
      break;
    }
  }
}

// OPTIONS(Table, TfLiteStructure, F(field, how, member)...) for these operators. A member of a list is its first field.
#define F(field_, how, member) {static_cast<uint8_t>(field_), how, static_cast<uint16_t>(offsetof(S, member))}
#define OPTIONS(table, structure, ...)                                              \
  {                                                                                 \
    using namespace options::table;                                                 \
    using S = structure;                                                            \
    static constexpr Entry kEntries[] = {__VA_ARGS__};                              \
    return ReadAll(pool, n, kEntries, sizeof(kEntries) / sizeof(Entry), sizeof(S)); \
  }

bool ReadAll(Pool& pool, NodeRecord& n, const Entry* entries, size_t count, size_t bytes) {
  n.node.builtin_data = pool.Allocate(bytes, 1);
  for (size_t i = 0; n.node.builtin_data && i < count; ++i) Read(n.options, entries[i], n.node.builtin_data);
  return n.node.builtin_data != nullptr;
}

}  // namespace

bool MakeBuiltinData(Pool& pool, NodeRecord& n) {
  switch (static_cast<Op>(n.op)) {
    case Op::CONV_2D:
      OPTIONS(Conv2DOptions, TfLiteConvParams, F(padding, kByteUp, padding), F(stride_w, kWord, stride_width),
              F(stride_h, kWord, stride_height), F(fused_activation_function, kByte, activation),
              F(dilation_w_factor, kOne, dilation_width_factor), F(dilation_h_factor, kOne, dilation_height_factor),
              F(quantized_bias_type, kType, quantized_bias_type))
    case Op::DEPTHWISE_CONV_2D:
      OPTIONS(DepthwiseConv2DOptions, TfLiteDepthwiseConvParams, F(padding, kByteUp, padding),
              F(stride_w, kWord, stride_width), F(stride_h, kWord, stride_height),
              F(depth_multiplier, kWord, depth_multiplier), F(fused_activation_function, kByte, activation),
              F(dilation_w_factor, kOne, dilation_width_factor), F(dilation_h_factor, kOne, dilation_height_factor))
    case Op::CONV_3D:
    case Op::CONV_3D_TRANSPOSE:
      OPTIONS(Conv3DOptions, TfLiteConv3DParams, F(padding, kByteUp, padding), F(stride_w, kWord, stride_width),
              F(stride_h, kWord, stride_height), F(stride_d, kWord, stride_depth),
              F(dilation_w_factor, kOne, dilation_width_factor), F(dilation_h_factor, kOne, dilation_height_factor),
              F(dilation_d_factor, kOne, dilation_depth_factor), F(fused_activation_function, kByte, activation))
    case Op::TRANSPOSE_CONV:
      OPTIONS(TransposeConvOptions, TfLiteTransposeConvParams, F(padding, kByteUp, padding),
              F(stride_w, kWord, stride_width), F(stride_h, kWord, stride_height),
              F(fused_activation_function, kByte, activation), F(quantized_bias_type, kType, quantized_bias_type))
    case Op::AVERAGE_POOL_2D:
    case Op::MAX_POOL_2D:
    case Op::L2_POOL_2D:
      OPTIONS(Pool2DOptions, TfLitePoolParams, F(padding, kByteUp, padding), F(stride_w, kWord, stride_width),
              F(stride_h, kWord, stride_height), F(filter_width, kWord, filter_width),
              F(filter_height, kWord, filter_height), F(fused_activation_function, kByte, activation))
    case Op::FULLY_CONNECTED:
      OPTIONS(FullyConnectedOptions, TfLiteFullyConnectedParams, F(fused_activation_function, kByte, activation),
              F(weights_format, kByte, weights_format), F(keep_num_dims, kBool, keep_num_dims),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs),
              F(quantized_bias_type, kType, quantized_bias_type))
    case Op::BATCH_MATMUL:
      OPTIONS(BatchMatMulOptions, TfLiteBatchMatMulParams, F(adj_x, kBool, adj_x), F(adj_y, kBool, adj_y),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::LOCAL_RESPONSE_NORMALIZATION:
      OPTIONS(LocalResponseNormalizationOptions, TfLiteLocalResponseNormParams, F(radius, kWord, radius),
              F(bias, kWord, bias), F(alpha, kWord, alpha), F(beta, kWord, beta))
    case Op::SVDF:
      OPTIONS(SVDFOptions, TfLiteSVDFParams, F(rank, kWord, rank), F(fused_activation_function, kByte, activation),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::RNN:
      OPTIONS(RNNOptions, TfLiteRNNParams, F(fused_activation_function, kByte, activation),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::UNIDIRECTIONAL_SEQUENCE_RNN:
      OPTIONS(SequenceRNNOptions, TfLiteSequenceRNNParams, F(time_major, kBool, time_major),
              F(fused_activation_function, kByte, activation),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::BIDIRECTIONAL_SEQUENCE_RNN:
      OPTIONS(BidirectionalSequenceRNNOptions, TfLiteBidirectionalSequenceRNNParams, F(time_major, kBool, time_major),
              F(fused_activation_function, kByte, activation), F(merge_outputs, kBool, merge_outputs),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::LSTM:
      OPTIONS(LSTMOptions, TfLiteLSTMParams, F(fused_activation_function, kByte, activation),
              F(cell_clip, kWord, cell_clip), F(proj_clip, kWord, proj_clip), F(kernel_type, kByte, kernel_type),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::UNIDIRECTIONAL_SEQUENCE_LSTM:
      OPTIONS(UnidirectionalSequenceLSTMOptions, TfLiteUnidirectionalSequenceLSTMParams,
              F(fused_activation_function, kByte, activation), F(cell_clip, kWord, cell_clip),
              F(proj_clip, kWord, proj_clip), F(time_major, kBool, time_major),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs),
              F(diagonal_recurrent_tensors, kBool, diagonal_recurrent_tensors))
    case Op::BIDIRECTIONAL_SEQUENCE_LSTM:
      OPTIONS(BidirectionalSequenceLSTMOptions, TfLiteBidirectionalSequenceLSTMParams,
              F(fused_activation_function, kByte, activation), F(cell_clip, kWord, cell_clip),
              F(proj_clip, kWord, proj_clip), F(merge_outputs, kBool, merge_outputs), F(time_major, kTrue, time_major),
              F(asymmetric_quantize_inputs, kBool, asymmetric_quantize_inputs))
    case Op::ADD:
      OPTIONS(AddOptions, TfLiteAddParams, F(fused_activation_function, kByte, activation),
              F(pot_scale_int16, kTrue, pot_scale_int16))
    case Op::SUB:
      OPTIONS(SubOptions, TfLiteSubParams, F(fused_activation_function, kByte, activation),
              F(pot_scale_int16, kTrue, pot_scale_int16))
    case Op::MUL:
      OPTIONS(MulOptions, TfLiteMulParams, F(fused_activation_function, kByte, activation))
    case Op::DIV:
      OPTIONS(DivOptions, TfLiteDivParams, F(fused_activation_function, kByte, activation))
    case Op::L2_NORMALIZATION:
      OPTIONS(L2NormOptions, TfLiteL2NormParams, F(fused_activation_function, kByte, activation))
    case Op::SOFTMAX:
      OPTIONS(SoftmaxOptions, TfLiteSoftmaxParams, F(beta, kWord, beta))
    case Op::LEAKY_RELU:
      OPTIONS(LeakyReluOptions, TfLiteLeakyReluParams, F(alpha, kWord, alpha))
    case Op::GELU:
      OPTIONS(GeluOptions, TfLiteGeluParams, F(approximate, kBool, approximate))
    case Op::CUMSUM:
      OPTIONS(CumsumOptions, TfLiteCumsumParams, F(exclusive, kBool, exclusive), F(reverse, kBool, reverse))
    case Op::MEAN:
    case Op::SUM:
    case Op::REDUCE_PROD:
    case Op::REDUCE_MAX:
    case Op::REDUCE_MIN:
    case Op::REDUCE_ANY:
    case Op::REDUCE_ALL:
      OPTIONS(ReducerOptions, TfLiteReducerParams, F(keep_dims, kBool, keep_dims))
    case Op::ARG_MAX:
    case Op::ARG_MIN:
      OPTIONS(ArgMaxOptions, TfLiteArgMaxParams, F(output_type, kType, output_type))
    case Op::CAST:
      OPTIONS(CastOptions, TfLiteCastParams, F(in_data_type, kType, in_data_type),
              F(out_data_type, kType, out_data_type))
    case Op::FAKE_QUANT:
      OPTIONS(FakeQuantOptions, TfLiteFakeQuantParams, F(options::FakeQuantOptions::min, kWord, min),
              F(options::FakeQuantOptions::max, kWord, max), F(num_bits, kWord, num_bits),
              F(narrow_range, kBool, narrow_range))
    case Op::RANDOM_UNIFORM:
    case Op::RANDOM_STANDARD_NORMAL:
    case Op::MULTINOMIAL:
      OPTIONS(RandomOptions, TfLiteRandomParams, F(seed, kLongToInt, seed), F(seed2, kLongToInt, seed2))
    case Op::BUCKETIZE:
      OPTIONS(BucketizeOptions, TfLiteBucketizeParams, F(boundaries, kFloats, num_boundaries))
    case Op::RESHAPE:
      OPTIONS(ReshapeOptions, TfLiteReshapeParams, F(new_shape, kInts, shape))
    case Op::SQUEEZE:
      OPTIONS(SqueezeOptions, TfLiteSqueezeParams, F(squeeze_dims, kInts, squeeze_dims))
    case Op::STRIDED_SLICE:
      OPTIONS(StridedSliceOptions, TfLiteStridedSliceParams, F(begin_mask, kWord, begin_mask),
              F(end_mask, kWord, end_mask), F(ellipsis_mask, kWord, ellipsis_mask),
              F(new_axis_mask, kWord, new_axis_mask), F(shrink_axis_mask, kWord, shrink_axis_mask),
              F(options::StridedSliceOptions::offset, kBool, offset))
    case Op::CONCATENATION:
      OPTIONS(ConcatenationOptions, TfLiteConcatenationParams, F(axis, kWord, axis),
              F(fused_activation_function, kByte, activation))
    case Op::PACK:
      OPTIONS(PackOptions, TfLitePackParams, F(values_count, kWord, values_count), F(axis, kWord, axis))
    case Op::UNPACK:
      OPTIONS(UnpackOptions, TfLiteUnpackParams, F(num, kWord, num), F(axis, kWord, axis))
    case Op::SPLIT:
    case Op::SPLIT_V:
      OPTIONS(SplitOptions, TfLiteSplitParams, F(num_splits, kWord, num_splits))
    case Op::GATHER:
      OPTIONS(GatherOptions, TfLiteGatherParams, F(axis, kWord, axis), F(batch_dims, kWord, batch_dims))
    case Op::ONE_HOT:
      OPTIONS(OneHotOptions, TfLiteOneHotParams, F(axis, kWord, axis))
    case Op::SPACE_TO_DEPTH:
    case Op::DEPTH_TO_SPACE:
      OPTIONS(SpaceToDepthOptions, TfLiteSpaceToDepthParams, F(block_size, kWord, block_size))
    case Op::RESIZE_BILINEAR:
      OPTIONS(ResizeBilinearOptions, TfLiteResizeBilinearParams, F(align_corners, kBool, align_corners),
              F(half_pixel_centers, kBool, half_pixel_centers))
    case Op::RESIZE_NEAREST_NEIGHBOR:
      OPTIONS(ResizeNearestNeighborOptions, TfLiteResizeNearestNeighborParams, F(align_corners, kBool, align_corners),
              F(half_pixel_centers, kBool, half_pixel_centers))
    case Op::MIRROR_PAD:
      OPTIONS(MirrorPadOptions, TfLiteMirrorPaddingParams, F(mode, kByteUp, mode))
    case Op::REVERSE_SEQUENCE:
      OPTIONS(ReverseSequenceOptions, TfLiteReverseSequenceParams, F(seq_dim, kWord, seq_dim),
              F(batch_dim, kWord, batch_dim))
    case Op::SHAPE:
      OPTIONS(ShapeOptions, TfLiteShapeParams, F(out_type, kType, out_type))
    case Op::UNIQUE:
      OPTIONS(UniqueOptions, TfLiteUniqueParams, F(idx_out_type, kTypeInt32, index_out_type))
    case Op::SPARSE_TO_DENSE:
      OPTIONS(SparseToDenseOptions, TfLiteSparseToDenseParams, F(validate_indices, kBool, validate_indices))
    case Op::LSH_PROJECTION:
      OPTIONS(LSHProjectionOptions, TfLiteLSHProjectionParams, F(options::LSHProjectionOptions::type, kByte, type))
    case Op::SKIP_GRAM:
      OPTIONS(SkipGramOptions, TfLiteSkipGramParams, F(ngram_size, kWord, ngram_size),
              F(max_skip_size, kWord, max_skip_size), F(include_all_ngrams, kBool, include_all_ngrams))
    case Op::EMBEDDING_LOOKUP_SPARSE:
      OPTIONS(EmbeddingLookupSparseOptions, TfLiteEmbeddingLookupSparseParams, F(combiner, kByte, combiner))
    case Op::HASHTABLE:
      OPTIONS(HashtableOptions, TfLiteHashtableParams, F(table_id, kWord, table_id), F(key_dtype, kType, key_dtype),
              F(value_dtype, kType, value_dtype))
    case Op::VAR_HANDLE:
      OPTIONS(VarHandleOptions, TfLiteVarHandleParams, F(container, kText, container),
              F(shared_name, kText, shared_name))
    case Op::IF:
      OPTIONS(IfOptions, TfLiteIfParams, F(then_subgraph_index, kWord, then_subgraph_index),
              F(else_subgraph_index, kWord, else_subgraph_index))
    case Op::WHILE:
    case Op::STABLEHLO_WHILE:
      OPTIONS(WhileOptions, TfLiteWhileParams, F(cond_subgraph_index, kWord, cond_subgraph_index),
              F(body_subgraph_index, kWord, body_subgraph_index))
    case Op::CALL_ONCE:
      OPTIONS(CallOnceOptions, TfLiteCallOnceParams, F(init_subgraph_index, kWord, init_subgraph_index))
    case Op::STABLEHLO_CONCATENATE:
      OPTIONS(StablehloConcatenateOptions, TfLiteStablehloConcatenateParams, F(dimension, kLong, dimension))
    case Op::STABLEHLO_SCATTER:
      OPTIONS(StablehloScatterOptions, TfLiteStablehloScatterParams, F(indices_are_sorted, kBool, indices_are_sorted),
              F(update_window_dims, kLongs, update_window_dims), F(inserted_window_dims, kLongs, inserted_window_dims),
              F(scatter_dims_to_operand_dims, kLongs, scatter_dims_to_operand_dims),
              F(index_vector_dim, kLong, index_vector_dim), F(unique_indices, kBool, unique_indices),
              F(update_computation_subgraph_index, kWord, update_computation_subgraph_index))
    case Op::STABLEHLO_RNG_BIT_GENERATOR:
      OPTIONS(StablehloRngBitGeneratorOptions, TfLiteStablehloRngBitGeneratorParams, F(algorithm, kByteUp, algorithm))
    case Op::STABLEHLO_GATHER:
      OPTIONS(StablehloGatherOptions, TfLiteStablehloGatherParams, F(offset_dims, kLongs, offset_dims),
              F(collapsed_slice_dims, kLongs, collapsed_slice_dims), F(start_index_map, kLongs, start_index_map),
              F(index_vector_dim, kLong, index_vector_dim), F(slice_sizes, kLongs, slice_sizes),
              F(indices_are_sorted, kBool, indices_are_sorted))
    case Op::STABLEHLO_REDUCE_WINDOW:
      OPTIONS(StablehloReduceWindowOptions, TfLiteStablehloReduceWindowParams,
              F(window_dimensions, kLongs8, window_dimensions), F(window_strides, kLongs8, window_strides),
              F(base_dilations, kLongs8, base_dilations), F(window_dilations, kLongs8, window_dilations),
              F(padding, kLongs16, padding), F(body_subgraph_index, kWord, body_subgraph_index))
    case Op::STABLEHLO_PAD:
      OPTIONS(StablehloPadOptions, TfLiteStablehloPadParams, F(edge_padding_low, kLongs8, edge_padding_low),
              F(edge_padding_high, kLongs8, edge_padding_high), F(interior_padding, kLongs8, interior_padding))
    case Op::STABLEHLO_COMPOSITE:
      OPTIONS(StableHLOCompositeOptions, TfLiteStablehloCompositeParams, F(name_, kText, name),
              F(decomposition_subgraph_index, kWord, subgraph_index), F(composite_attributes, kBytes, attributes),
              F(options::StableHLOCompositeOptions::version, kWord, version))
    default:
      return true;
  }
}

}  // namespace tare
