#!/bin/sh
# The pair of libraries that models with Select TF ops get, of every ABI, in emulators: golden cases of all kinds of ops,
# built for at once and run one by one. Prints what `tare verify` says.
set -eu
here=$(dirname "$(readlink -f -- "$0")")
root=$(readlink -f -- "$here/../..")
out=$root/build/test/select_tf
rm -rf "$out"
mkdir -p "$out"
models=$("$root/tests/golden/extract.py" "$out" \
  tf_arithmetic FlexAddV2/f32_row FlexMul/i64_outer \
  tf_signal FlexRFFT/f32_spice FlexIRFFT/c64_prime FlexComplexAbs/c64_rank3 \
  tf_volume FlexConv3D/f32_plain_same FlexMaxPool3D/f32_overlap_valid FlexAvgPool3D/f32_plain_same \
  tf_twins FlexLeakyRelu/f32_1 FlexSigmoid/f32_rank2 FlexSoftplus/f32_rank2 FlexErf/f32_rank2 FlexPow/f32 FlexFloorDiv/f32_broadcast \
  tf_twins FlexSelectV2/i64 FlexCast/f32_i32 FlexSum/f32_kept FlexMax/f32_last FlexArgMax/f32_i64 FlexTopKV2/f32 \
  tf_twins FlexCumprod/f32_11 FlexSoftmax/f32 FlexReshape/f32_constant FlexConcatV2/f32_constant FlexStridedSlice/f32_masks \
  tf_twins FlexOneHot/f32_-1 FlexWhere/f32 FlexConv2D/f32_stride_same FlexConv2D/f32_grouped_valid \
  tf_twins FlexDepthwiseConv2dNative/f32_multiplier_same FlexMaxPool/f32_same FlexMatMul/f32_both FlexBatchMatMulV2/f32_broadcast \
  tf_twins FlexResizeBilinear/f32_centers_7 FlexSpaceToDepth/u8 FlexSqueeze/f32_one \
  tf_string FlexStringLower/vector FlexStringJoin/scalar_1 FlexStringSplitV2/,_1 FlexStringToHashBucketFast/lengths \
  tf_random FlexRandomUniform/both_3x5 FlexRandomStandardNormal/wide_10 FlexRandomUniformInt/int64_one_10 \
  tf_gradient FlexReluGrad/f32 FlexBiasAddGrad/f32_rank4 FlexConv2DBackpropInput/f32_stride_same FlexConv2DBackpropFilter/f32_plain_valid \
  tf_state FlexTensorListReserve/set FlexTensorListStack/loop FlexTensorListPushBack/push_pop FlexAssignVariableOp/f32 \
  tf_math FlexSinh/f32 FlexTan/f32_small FlexXlogy/f32_same FlexRightShift/i16 FlexPow/i64 FlexComplex/f32_broadcast \
  tf_index FlexSegmentMax/i32_i64 FlexDynamicStitch/f32_0 FlexUniqueWithCounts/f32 FlexDenseBincount/i64_matrix FlexRoll/f32 \
  tf_matrix FlexMatrixDiagPartV3/f32_right_left_many FlexMatrixSetDiag/u8 FlexMatrixBandPart/f32_1_2_i64 \
  tf_forms FlexConv3DBackpropInputV2/f32_two_same FlexMfcc/fractions FlexAudioSpectrogram/magnitude tf_bytes FlexDecodeWav/stereo FlexEncodeWav/stereo \
  tf_phrases FlexAsString/f32_3 FlexAsString/f64_14 FlexStringFormat/f32 FlexRegexReplace/4 tf_features FlexSparseCrossHashed/dense_1_1000 FlexSparseAdd/f32_2 \
  tf_arrays FlexTensorArrayV3/loop FlexStackV2/f32 tf_moves FlexConcatV2/str_1 FlexSplit/str_1 tf_derivatives FlexQr/f32_5x3_1 FlexConv3DBackpropFilterV2/f32_two_same \
  tf_changes FlexCumulativeLogsumexp/f32_0_00 FlexNonMaxSuppressionWithOverlaps/3_0.5 tf_random FlexStatelessMultinomial/int32_int64_7 \
  tf_image FlexFusedBatchNormV3/f32_inference_0 FlexLRN/f32_default FlexExtractImagePatches/u8_rate_same FlexCropAndResize/f32_bilinear_3 \
  tf_image FlexResizeBicubic/f32_centers_7 FlexAdjustHue/f32_0.3 FlexCombinedNonMaxSuppression/f32_3__20 FlexInTopK/f32_i32_3 \
  tf_variants FlexConv2D/f32_explicit_wide FlexTranspose/u8_long_constant FlexReshape/f32_long_constant FlexEqual/f32_lenient_differ \
  tf_lists FlexTensorListGather/str FlexTensorListConcatV2/f32 tf_solve FlexMatrixInverse/f32_5_1_0 FlexCholesky/f32_3_0 tf_einsum FlexEinsum/f32_attention tf_planes FlexRFFT2D/f32_3x5_2 \
  tf_text FlexSubstr/i32_0_2 FlexEncodeBase64/1 FlexReduceJoin/both_1 tf_variable FlexResourceScatterAdd/f32 FlexResourceGather/i64 \
  tf_state FlexHashTableV2/str_i64 FlexHashTableV2/i64_str FlexRemoteCall/call)
"$root/tare" build_aar --quiet "--input_models=$models" --target_archs=arm64-v8a,armeabi-v7a,x86,x86_64 "--output_dir=$out"
"$root/tare" verify "--aar=$out/tensorflow-lite.aar" "--input_models=$models"
