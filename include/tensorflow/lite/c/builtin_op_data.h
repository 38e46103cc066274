/* The options of built-in operators as C structures: what a node's builtin_data points to where operators or delegates
 * of an application look at it. Fields are only ever added at the end; later versions of an operator use more of them.
 */
#ifndef TENSORFLOW_LITE_C_BUILTIN_OP_DATA_H_
#define TENSORFLOW_LITE_C_BUILTIN_OP_DATA_H_

#include "common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Lists of a fixed size, because a structure owns no memory. */
#define TFLITE_RESHAPE_PARAMS_MAX_DIMENSION_COUNT 8
#define TFLITE_STABLEHLO_SCATTER_PARAMS_MAX_DIMENSION_COUNT 8
#define TFLITE_STABLEHLO_GATHER_PARAMS_MAX_DIMENSION_COUNT 8
#define TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT 8
#define TFLITE_STABLEHLO_PAD_PARAMS_MAX_DIMENSION_COUNT 8

/* C has no empty structures. */
typedef struct {
  char dummy;
} EmptyStructPlaceholder;

/* --- Enumerations --- */

/* One more than the file format's numbers. */
typedef enum { kTfLitePaddingUnknown = 0, kTfLitePaddingSame = 1, kTfLitePaddingValid = 2 } TfLitePadding;

typedef enum {
  kTfLiteMirrorPaddingUnknown = 0,
  kTfLiteMirrorPaddingReflect = 1,
  kTfLiteMirrorPaddingSymmetric = 2,
} TfLiteMirrorPaddingMode;

typedef enum {
  kTfLiteActNone = 0,
  kTfLiteActRelu = 1,
  kTfLiteActReluN1To1 = 2, /* clamped to [-1, 1] */
  kTfLiteActRelu6 = 3,     /* clamped to [0, 6] */
  kTfLiteActTanh = 4,
  kTfLiteActSignBit = 5,
  kTfLiteActSigmoid = 6,
} TfLiteFusedActivation;

typedef enum {
  kTfLiteFullyConnectedWeightsFormatDefault = 0,
  kTfLiteFullyConnectedWeightsFormatShuffled4x16Int8 = 1,
} TfLiteFullyConnectedWeightsFormat;

typedef enum {
  kTfLiteLshProjectionUnknown = 0,
  kTfLiteLshProjectionSparse = 1,
  kTfLiteLshProjectionDense = 2,
} TfLiteLSHProjectionType;

typedef enum { kTfLiteLSTMFullKernel = 0, kTfLiteLSTMBasicKernel = 1 } TfLiteLSTMKernelType;

typedef enum {
  kTfLiteCombinerTypeSum = 0,
  kTfLiteCombinerTypeMean = 1,
  kTfLiteCombinerTypeSqrtn = 2,
} TfLiteCombinerType;

typedef enum {
  kTfLiteRngAlgorithmUnknown = 0,
  kTfLiteRngAlgorithmDefault = 1,
  kTfLiteRngAlgorithmPhilox = 2,
  kTfLiteRngAlgorithmThreefry = 3,
} TfLiteRngAlgorithm;

typedef enum TfLiteReduceWindowFunction {
  TfLiteReduceWindowFunctionUnsupported = 0,
  TfLiteReduceWindowFunctionAdd = 1,
  TfLiteReduceWindowFunctionMul = 2,
  TfLiteReduceWindowFunctionMin = 3,
  TfLiteReduceWindowFunctionMax = 4,
  TfLiteReduceWindowFunctionAll = 5,
  TfLiteReduceWindowFunctionAny = 6,
} TfLiteReduceWindowFunction;

/* --- Windows and matrices --- */

/* Computed from TfLitePadding and the shapes; the offsets are what is added behind when a total is odd. */
typedef struct {
  int width, height;
  int width_offset, height_offset;
} TfLitePaddingValues;

typedef struct {
  TfLitePadding padding;
  int stride_width, stride_height;
  TfLiteFusedActivation activation;
  int dilation_width_factor, dilation_height_factor; /* version 2 */
  TfLiteType quantized_bias_type;                    /* version 7 */
} TfLiteConvParams;

typedef struct {
  TfLitePadding padding;
  int stride_width, stride_height;
  int depth_multiplier; /* follows from the shapes, too */
  TfLiteFusedActivation activation;
  int dilation_width_factor, dilation_height_factor; /* version 2 */
} TfLiteDepthwiseConvParams;

typedef struct {
  TfLitePadding padding;
  int stride_width, stride_height, stride_depth;
  int dilation_width_factor, dilation_height_factor, dilation_depth_factor;
  TfLiteFusedActivation activation;
} TfLiteConv3DParams;

typedef TfLiteConv3DParams TfLiteConv3DTransposeParams;

typedef struct {
  TfLitePadding padding;
  int stride_width, stride_height;
  TfLiteFusedActivation activation; /* version 4 */
  TfLiteType quantized_bias_type;   /* version 5 */
} TfLiteTransposeConvParams;

typedef struct {
  TfLitePadding padding;
  int stride_width, stride_height;
  int filter_width, filter_height;
  TfLiteFusedActivation activation;
  struct {
    TfLitePaddingValues padding;
  } computed; /* for the operator's own use */
} TfLitePoolParams;

typedef struct {
  TfLiteFusedActivation activation;
  TfLiteFullyConnectedWeightsFormat weights_format; /* version 2 */
  bool keep_num_dims;                               /* version 5 */
  bool asymmetric_quantize_inputs;                  /* version 7 */
  TfLiteType quantized_bias_type;                   /* version 10 */
} TfLiteFullyConnectedParams;

typedef struct {
  bool adj_x, adj_y;
  bool asymmetric_quantize_inputs; /* version 4 */
} TfLiteBatchMatMulParams;

typedef struct {
  int radius;
  float bias, alpha, beta;
} TfLiteLocalResponseNormParams;

/* --- Recurrent --- */

typedef struct {
  int rank;
  TfLiteFusedActivation activation;
  bool asymmetric_quantize_inputs; /* version 4 */
} TfLiteSVDFParams;

typedef struct {
  TfLiteFusedActivation activation;
  bool asymmetric_quantize_inputs; /* version 3 */
} TfLiteRNNParams;

typedef struct {
  bool time_major;
  TfLiteFusedActivation activation;
  bool asymmetric_quantize_inputs; /* version 3 */
} TfLiteSequenceRNNParams;

typedef struct {
  bool time_major;
  TfLiteFusedActivation activation;
  bool merge_outputs;
  bool asymmetric_quantize_inputs; /* version 3 */
} TfLiteBidirectionalSequenceRNNParams;

typedef struct {
  TfLiteFusedActivation activation;
  float cell_clip, proj_clip;
  TfLiteLSTMKernelType kernel_type; /* version 2 */
  bool asymmetric_quantize_inputs;  /* version 4 */
} TfLiteLSTMParams;

typedef struct {
  TfLiteFusedActivation activation;
  float cell_clip, proj_clip;
  bool time_major;
  bool asymmetric_quantize_inputs; /* version 3 */
  bool diagonal_recurrent_tensors; /* version 4 */
} TfLiteUnidirectionalSequenceLSTMParams;

typedef struct {
  TfLiteFusedActivation activation;
  float cell_clip, proj_clip;
  bool merge_outputs;
  bool time_major;                 /* version 2 */
  bool asymmetric_quantize_inputs; /* version 3 */
} TfLiteBidirectionalSequenceLSTMParams;

/* --- Arithmetic --- */

typedef struct {
  TfLiteFusedActivation activation;
  bool pot_scale_int16; /* version 4 */
} TfLiteAddParams;

typedef struct {
  TfLiteFusedActivation activation;
  bool pot_scale_int16; /* version 5 */
} TfLiteSubParams;

typedef struct {
  TfLiteFusedActivation activation;
} TfLiteMulParams;

typedef struct {
  TfLiteFusedActivation activation;
} TfLiteDivParams;

typedef struct {
  TfLiteFusedActivation activation;
} TfLiteL2NormParams;

typedef struct {
  float beta;
} TfLiteSoftmaxParams;

typedef struct {
  float alpha;
} TfLiteLeakyReluParams;

typedef struct {
  bool approximate;
} TfLiteGeluParams;

typedef struct {
  bool exclusive, reverse;
} TfLiteCumsumParams;

typedef struct {
  bool keep_dims;
} TfLiteReducerParams;

typedef struct {
  TfLiteType output_type;
} TfLiteArgMaxParams;

typedef struct {
  TfLiteType output_type;
} TfLiteArgMinParams;

typedef struct {
  TfLiteType in_data_type, out_data_type;
} TfLiteCastParams;

typedef struct {
  float min, max;
  int num_bits;
  bool narrow_range; /* version 2 */
} TfLiteFakeQuantParams;

typedef struct {
  int seed, seed2;
} TfLiteRandomParams;

typedef struct {
  int num_boundaries;
  const float* boundaries; /* in the model */
} TfLiteBucketizeParams;

/* --- Shapes --- */

typedef struct {
  int32_t shape[TFLITE_RESHAPE_PARAMS_MAX_DIMENSION_COUNT]; /* of old models; later ones have an input for it */
  int num_dimensions;
} TfLiteReshapeParams;

typedef struct {
  int32_t squeeze_dims[8];
  int num_squeeze_dims;
} TfLiteSqueezeParams;

typedef struct {
  int begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask;
  bool offset; /* version 8: ends count from the begins */
} TfLiteStridedSliceParams;

typedef struct {
  int axis;
  TfLiteFusedActivation activation;
} TfLiteConcatenationParams;

typedef struct {
  int values_count, axis;
} TfLitePackParams;

typedef struct {
  int num, axis;
} TfLiteUnpackParams;

typedef struct {
  int num_splits;
} TfLiteSplitParams;

typedef struct {
  int num_splits;
} TfLiteSplitVParams;

typedef struct {
  int axis, batch_dims;
} TfLiteGatherParams;

typedef struct {
  int axis;
} TfLiteOneHotParams;

typedef struct {
  int block_size;
} TfLiteSpaceToDepthParams;

typedef struct {
  int block_size;
} TfLiteDepthToSpaceParams;

typedef struct {
  bool align_corners, half_pixel_centers;
} TfLiteResizeBilinearParams;

typedef struct {
  bool align_corners, half_pixel_centers;
} TfLiteResizeNearestNeighborParams;

typedef struct {
  TfLiteMirrorPaddingMode mode;
} TfLiteMirrorPaddingParams;

typedef struct {
  int seq_dim, batch_dim;
} TfLiteReverseSequenceParams;

typedef struct {
  TfLiteType out_type;
} TfLiteShapeParams;

typedef struct {
  TfLiteType index_out_type;
} TfLiteUniqueParams;

typedef struct {
  bool validate_indices;
} TfLiteSparseToDenseParams;

typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteSpaceToBatchNDParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteBatchToSpaceNDParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLitePadParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLitePadV2Params;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteTransposeParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteRankParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteMatrixDiagParams;
typedef struct {
  EmptyStructPlaceholder placeholder;
} TfLiteMatrixSetDiagParams;

/* --- Text and tables --- */

typedef struct {
  TfLiteLSHProjectionType type;
} TfLiteLSHProjectionParams;

typedef struct {
  int ngram_size, max_skip_size;
  bool include_all_ngrams;
} TfLiteSkipGramParams;

typedef struct {
  TfLiteCombinerType combiner;
} TfLiteEmbeddingLookupSparseParams;

typedef struct {
  int table_id;
  TfLiteType key_dtype, value_dtype;
} TfLiteHashtableParams;

typedef struct {
  const char *container, *shared_name;
} TfLiteVarHandleParams;

/* --- Control flow: indices of subgraphs --- */

typedef struct {
  int then_subgraph_index, else_subgraph_index;
} TfLiteIfParams;

typedef struct {
  int cond_subgraph_index, body_subgraph_index;
} TfLiteWhileParams;

typedef struct {
  int init_subgraph_index;
} TfLiteCallOnceParams;

/* --- StableHLO: fields are the attributes of its specification --- */

typedef struct {
  int64_t dimension;
} TfLiteStablehloConcatenateParams;

typedef struct {
  bool indices_are_sorted;
  int64_t update_window_dims[TFLITE_STABLEHLO_SCATTER_PARAMS_MAX_DIMENSION_COUNT];
  int num_update_window_dims;
  int64_t inserted_window_dims[TFLITE_STABLEHLO_SCATTER_PARAMS_MAX_DIMENSION_COUNT];
  int num_inserted_window_dims;
  int64_t scatter_dims_to_operand_dims[TFLITE_STABLEHLO_SCATTER_PARAMS_MAX_DIMENSION_COUNT];
  int num_scatter_dims_to_operand_dims;
  int64_t index_vector_dim;
  bool unique_indices;
  int update_computation_subgraph_index;
} TfLiteStablehloScatterParams;

typedef struct {
  TfLiteRngAlgorithm algorithm;
} TfLiteStablehloRngBitGeneratorParams;

typedef struct {
  int64_t offset_dims[TFLITE_STABLEHLO_GATHER_PARAMS_MAX_DIMENSION_COUNT];
  int num_offset_dims;
  int64_t collapsed_slice_dims[TFLITE_STABLEHLO_GATHER_PARAMS_MAX_DIMENSION_COUNT];
  int num_collapsed_slice_dims;
  int64_t start_index_map[TFLITE_STABLEHLO_GATHER_PARAMS_MAX_DIMENSION_COUNT];
  int num_start_index_map;
  int64_t index_vector_dim;
  int64_t slice_sizes[TFLITE_STABLEHLO_GATHER_PARAMS_MAX_DIMENSION_COUNT];
  int num_slice_sizes;
  bool indices_are_sorted;
} TfLiteStablehloGatherParams;

typedef struct {
  int64_t window_dimensions[TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT];
  int64_t window_strides[TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT];
  int64_t base_dilations[TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT];
  int64_t window_dilations[TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT];
  int64_t padding[2 * TFLITE_STABLEHLO_REDUCE_WINDOW_PARAMS_MAX_DIMENSION_COUNT];
  int body_subgraph_index;
} TfLiteStablehloReduceWindowParams;

typedef struct {
  enum TfLiteReduceWindowFunction reduce_function;
} TfLiteReduceWindowParams;

typedef struct {
  int64_t edge_padding_low[TFLITE_STABLEHLO_PAD_PARAMS_MAX_DIMENSION_COUNT];
  int64_t edge_padding_high[TFLITE_STABLEHLO_PAD_PARAMS_MAX_DIMENSION_COUNT];
  int64_t interior_padding[TFLITE_STABLEHLO_PAD_PARAMS_MAX_DIMENSION_COUNT];
} TfLiteStablehloPadParams;

typedef struct {
  const char* name;
  int32_t subgraph_index;
  int32_t version;
  const uint8_t* attributes;
  size_t attributes_size;
} TfLiteStablehloCompositeParams;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TENSORFLOW_LITE_C_BUILTIN_OP_DATA_H_ */
