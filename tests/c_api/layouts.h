// The layout of every public structure, as measured on the official headers of 2.16.1: bytes on 64-bit ABIs, on 32-bit
// ARM (int64 aligned to 8) and on i386 (int64 aligned to 4). Compiled as C and as C++ for every target; a difference is
// a compile error.
#include "tensorflow/lite/c/common.h"

#ifdef __cplusplus
#define LAYOUT_ASSERT static_assert
#else
#define LAYOUT_ASSERT _Static_assert
#endif
#if __SIZEOF_POINTER__ == 8
#define BYTES(b64, arm32, x86) (b64)
#elif defined(__arm__)
#define BYTES(b64, arm32, x86) (arm32)
#else
#define BYTES(b64, arm32, x86) (x86)
#endif
#define SIZE(type, b64, arm32, x86) LAYOUT_ASSERT(sizeof(type) == BYTES(b64, arm32, x86), #type)
#define FIELD(type, field, b64, arm32, x86) \
  LAYOUT_ASSERT(offsetof(type, field) == BYTES(b64, arm32, x86), #type "." #field)

SIZE(TfLiteTensor, 112, 64, 64);
FIELD(TfLiteTensor, type, 0, 0, 0);
FIELD(TfLiteTensor, data, 8, 4, 4);
FIELD(TfLiteTensor, dims, 16, 8, 8);
FIELD(TfLiteTensor, params, 24, 12, 12);
FIELD(TfLiteTensor, allocation_type, 32, 20, 20);
FIELD(TfLiteTensor, bytes, 40, 24, 24);
FIELD(TfLiteTensor, allocation, 48, 28, 28);
FIELD(TfLiteTensor, name, 56, 32, 32);
FIELD(TfLiteTensor, delegate, 64, 36, 36);
FIELD(TfLiteTensor, buffer_handle, 72, 40, 40);
FIELD(TfLiteTensor, data_is_stale, 76, 44, 44);
FIELD(TfLiteTensor, is_variable, 77, 45, 45);
FIELD(TfLiteTensor, quantization, 80, 48, 48);
FIELD(TfLiteTensor, sparsity, 96, 56, 56);
FIELD(TfLiteTensor, dims_signature, 104, 60, 60);
SIZE(TfLiteNode, 80, 40, 40);
FIELD(TfLiteNode, inputs, 0, 0, 0);
FIELD(TfLiteNode, outputs, 8, 4, 4);
FIELD(TfLiteNode, intermediates, 16, 8, 8);
FIELD(TfLiteNode, temporaries, 24, 12, 12);
FIELD(TfLiteNode, user_data, 32, 16, 16);
FIELD(TfLiteNode, builtin_data, 40, 20, 20);
FIELD(TfLiteNode, custom_initial_data, 48, 24, 24);
FIELD(TfLiteNode, custom_initial_data_size, 56, 28, 28);
FIELD(TfLiteNode, delegate, 64, 32, 32);
FIELD(TfLiteNode, might_have_side_effect, 72, 36, 36);
SIZE(TfLiteContext, 200, 100, 100);
FIELD(TfLiteContext, tensors_size, 0, 0, 0);
FIELD(TfLiteContext, GetExecutionPlan, 8, 4, 4);
FIELD(TfLiteContext, tensors, 16, 8, 8);
FIELD(TfLiteContext, impl_, 24, 12, 12);
FIELD(TfLiteContext, ResizeTensor, 32, 16, 16);
FIELD(TfLiteContext, ReportError, 40, 20, 20);
FIELD(TfLiteContext, AddTensors, 48, 24, 24);
FIELD(TfLiteContext, GetNodeAndRegistration, 56, 28, 28);
FIELD(TfLiteContext, ReplaceNodeSubsetsWithDelegateKernels, 64, 32, 32);
FIELD(TfLiteContext, recommended_num_threads, 72, 36, 36);
FIELD(TfLiteContext, GetExternalContext, 80, 40, 40);
FIELD(TfLiteContext, SetExternalContext, 88, 44, 44);
FIELD(TfLiteContext, allow_fp32_relax_to_fp16, 96, 48, 48);
FIELD(TfLiteContext, profiler, 104, 52, 52);
FIELD(TfLiteContext, AllocatePersistentBuffer, 112, 56, 56);
FIELD(TfLiteContext, AllocateBufferForEval, 120, 60, 60);
FIELD(TfLiteContext, RequestScratchBufferInArena, 128, 64, 64);
FIELD(TfLiteContext, GetScratchBuffer, 136, 68, 68);
FIELD(TfLiteContext, ResizeTensorExplicit, 144, 72, 72);
FIELD(TfLiteContext, PreviewDelegatePartitioning, 152, 76, 76);
FIELD(TfLiteContext, GetTensor, 160, 80, 80);
FIELD(TfLiteContext, GetEvalTensor, 168, 84, 84);
FIELD(TfLiteContext, GetModelMetadata, 176, 88, 88);
FIELD(TfLiteContext, AcquireSubgraphContext, 184, 92, 92);
FIELD(TfLiteContext, ReleaseSubgraphContext, 192, 96, 96);
SIZE(TfLiteRegistration, 88, 48, 48);
FIELD(TfLiteRegistration, init, 0, 0, 0);
FIELD(TfLiteRegistration, free, 8, 4, 4);
FIELD(TfLiteRegistration, prepare, 16, 8, 8);
FIELD(TfLiteRegistration, invoke, 24, 12, 12);
FIELD(TfLiteRegistration, profiling_string, 32, 16, 16);
FIELD(TfLiteRegistration, builtin_code, 40, 20, 20);
FIELD(TfLiteRegistration, custom_name, 48, 24, 24);
FIELD(TfLiteRegistration, version, 56, 28, 28);
FIELD(TfLiteRegistration, registration_external, 64, 32, 32);
FIELD(TfLiteRegistration, async_kernel, 72, 36, 36);
FIELD(TfLiteRegistration, inplace_operator, 80, 40, 40);
SIZE(TfLiteDelegate, 56, 40, 32);
FIELD(TfLiteDelegate, data_, 0, 0, 0);
FIELD(TfLiteDelegate, Prepare, 8, 4, 4);
FIELD(TfLiteDelegate, CopyFromBufferHandle, 16, 8, 8);
FIELD(TfLiteDelegate, CopyToBufferHandle, 24, 12, 12);
FIELD(TfLiteDelegate, FreeBufferHandle, 32, 16, 16);
FIELD(TfLiteDelegate, flags, 40, 24, 20);
FIELD(TfLiteDelegate, opaque_delegate_builder, 48, 32, 28);
SIZE(TfLiteOpaqueDelegateBuilder, 48, 32, 28);
FIELD(TfLiteOpaqueDelegateBuilder, data, 0, 0, 0);
FIELD(TfLiteOpaqueDelegateBuilder, Prepare, 8, 4, 4);
FIELD(TfLiteOpaqueDelegateBuilder, CopyFromBufferHandle, 16, 8, 8);
FIELD(TfLiteOpaqueDelegateBuilder, CopyToBufferHandle, 24, 12, 12);
FIELD(TfLiteOpaqueDelegateBuilder, FreeBufferHandle, 32, 16, 16);
FIELD(TfLiteOpaqueDelegateBuilder, flags, 40, 24, 20);
SIZE(TfLiteQuantization, 16, 8, 8);
FIELD(TfLiteQuantization, type, 0, 0, 0);
FIELD(TfLiteQuantization, params, 8, 4, 4);
SIZE(TfLiteAffineQuantization, 24, 12, 12);
FIELD(TfLiteAffineQuantization, scale, 0, 0, 0);
FIELD(TfLiteAffineQuantization, zero_point, 8, 4, 4);
FIELD(TfLiteAffineQuantization, quantized_dimension, 16, 8, 8);
SIZE(TfLiteSparsity, 32, 16, 16);
FIELD(TfLiteSparsity, traversal_order, 0, 0, 0);
FIELD(TfLiteSparsity, block_map, 8, 4, 4);
FIELD(TfLiteSparsity, dim_metadata, 16, 8, 8);
FIELD(TfLiteSparsity, dim_metadata_size, 24, 12, 12);
SIZE(TfLiteDimensionMetadata, 24, 16, 16);
FIELD(TfLiteDimensionMetadata, format, 0, 0, 0);
FIELD(TfLiteDimensionMetadata, dense_size, 4, 4, 4);
FIELD(TfLiteDimensionMetadata, array_segments, 8, 8, 8);
FIELD(TfLiteDimensionMetadata, array_indices, 16, 12, 12);
SIZE(TfLiteDelegateParams, 32, 16, 16);
FIELD(TfLiteDelegateParams, delegate, 0, 0, 0);
FIELD(TfLiteDelegateParams, nodes_to_replace, 8, 4, 4);
FIELD(TfLiteDelegateParams, input_tensors, 16, 8, 8);
FIELD(TfLiteDelegateParams, output_tensors, 24, 12, 12);
SIZE(TfLiteOpaqueDelegateParams, 40, 20, 20);
FIELD(TfLiteOpaqueDelegateParams, delegate, 0, 0, 0);
FIELD(TfLiteOpaqueDelegateParams, delegate_data, 8, 4, 4);
FIELD(TfLiteOpaqueDelegateParams, nodes_to_replace, 16, 8, 8);
FIELD(TfLiteOpaqueDelegateParams, input_tensors, 24, 12, 12);
FIELD(TfLiteOpaqueDelegateParams, output_tensors, 32, 16, 16);
SIZE(TfLiteCustomAllocation, 16, 8, 8);
FIELD(TfLiteCustomAllocation, data, 0, 0, 0);
FIELD(TfLiteCustomAllocation, bytes, 8, 4, 4);
SIZE(TfLiteExternalContext, 16, 8, 8);
FIELD(TfLiteExternalContext, type, 0, 0, 0);
FIELD(TfLiteExternalContext, Refresh, 8, 4, 4);
SIZE(TfLiteIntArray, 4, 4, 4);
FIELD(TfLiteIntArray, size, 0, 0, 0);
FIELD(TfLiteIntArray, data, 4, 4, 4);
SIZE(TfLiteQuantizationParams, 8, 8, 8);
FIELD(TfLiteQuantizationParams, scale, 0, 0, 0);
FIELD(TfLiteQuantizationParams, zero_point, 4, 4, 4);
SIZE(TfLiteEvalTensor, 24, 12, 12);
FIELD(TfLiteEvalTensor, data, 0, 0, 0);
FIELD(TfLiteEvalTensor, dims, 8, 4, 4);
FIELD(TfLiteEvalTensor, type, 16, 8, 8);
