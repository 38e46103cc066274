// The names of the vectorised kernels: the ready kernels of reference_ops.h under them, run on one thread. What is here
// is for code that calls them by these names; ops of models have kernels of their own, which are fast.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_OPTIMIZED_OPS_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_OPTIMIZED_OPS_H_

#include "tensorflow/lite/kernels/cpu_backend_context.h"
#include "tensorflow/lite/kernels/cpu_backend_gemm.h"
#include "tensorflow/lite/kernels/cpu_backend_threadpool.h"
#include "tensorflow/lite/kernels/internal/optimized/neon_check.h"
#include "tensorflow/lite/kernels/internal/reference/conv3d.h"
#include "tensorflow/lite/kernels/internal/reference/conv3d_transpose.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/add.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/conv.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/depthwise_conv.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/fully_connected.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/lut.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/pooling.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/transpose_conv.h"
#include "tensorflow/lite/kernels/internal/reference/reference_ops.h"

namespace tflite {
namespace optimized_ops {

using namespace reference_ops;  // NOLINT(google-build-using-namespace)

/// Where the first of the largest numbers is, or of the smallest.
template <typename T>
inline int ArgMaxVector(const T* input_data, int size) {
  return static_cast<int>(std::max_element(input_data, input_data + size) - input_data);
}
template <typename T>
inline int ArgMinVector(const T* input_data, int size) {
  return static_cast<int>(std::min_element(input_data, input_data + size) - input_data);
}

using reference_ops::AddN;
template <typename T>
inline void AddN(const RuntimeShape& input_shape, const size_t num_inputs, const T* const* input_data, T* output_data,
                 T* /*scratch_buffer*/, CpuBackendContext* /*cpu_backend_context*/) {
  AddN(input_shape, num_inputs, input_data, output_data);
}
template <typename T>
inline void BroadcastPow4D(const RuntimeShape& input1_shape, const T* input1_data, const RuntimeShape& input2_shape,
                           const T* input2_data, const RuntimeShape& output_shape, T* output_data) {
  BroadcastPow4DSlow(input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}

// With the context of threads after the arguments of the reference kernel.

using reference_ops::Conv;
inline void Conv(const ConvParams& params, const RuntimeShape& input_shape, const float* input_data,
                 const RuntimeShape& filter_shape, const float* filter_data, const RuntimeShape& bias_shape,
                 const float* bias_data, const RuntimeShape& output_shape, float* output_data,
                 const RuntimeShape& im2col_shape, float* im2col_data, CpuBackendContext* /*context*/) {
  Conv(params, input_shape, input_data, filter_shape, filter_data, bias_shape, bias_data, output_shape, output_data,
       im2col_shape, im2col_data);
}

using reference_ops::Conv3D;
inline void Conv3D(const Conv3DParams& params, const RuntimeShape& input_shape, const float* input_data,
                   const RuntimeShape& filter_shape, const float* filter_data, const RuntimeShape& bias_shape,
                   const float* bias_data, const RuntimeShape& output_shape, float* output_data,
                   const RuntimeShape& /*im2col_shape*/, float* /*im2col_data*/, CpuBackendContext* /*context*/) {
  Conv3D(params, input_shape, input_data, filter_shape, filter_data, bias_shape, bias_data, output_shape, output_data);
}
using reference_ops::Conv3DTranspose;
inline void Conv3DTranspose(const Conv3DTransposeParams& params, const RuntimeShape& input_shape,
                            const float* input_data, const RuntimeShape& filter_shape, const float* filter_data,
                            const RuntimeShape& bias_shape, const float* bias_data, const RuntimeShape& output_shape,
                            float* output_data, const RuntimeShape& /*col2im_shape*/, float* /*col2im_data*/,
                            CpuBackendContext* /*context*/) {
  Conv3DTranspose(params, input_shape, input_data, filter_shape, filter_data, bias_shape, bias_data, output_shape,
                  output_data);
}

using reference_ops::DepthwiseConv;
template <typename T, typename Bias>
inline void DepthwiseConv(const DepthwiseParams& params, const RuntimeShape& input_shape, const T* input_data,
                          const RuntimeShape& filter_shape, const T* filter_data, const RuntimeShape& bias_shape,
                          const Bias* bias_data, const RuntimeShape& output_shape, T* output_data,
                          CpuBackendContext* /*context*/) {
  DepthwiseConv(params, input_shape, input_data, filter_shape, filter_data, bias_shape, bias_data, output_shape,
                output_data);
}

using reference_ops::FullyConnected;
template <typename T, typename Bias>
inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& input_shape, const T* input_data,
                           const RuntimeShape& weights_shape, const T* weights_data, const RuntimeShape& bias_shape,
                           const Bias* bias_data, const RuntimeShape& output_shape, T* output_data,
                           CpuBackendContext* /*context*/) {
  FullyConnected(params, input_shape, input_data, weights_shape, weights_data, bias_shape, bias_data, output_shape,
                 output_data);
}

using reference_ops::Softmax;
inline void Softmax(const SoftmaxParams& params, const RuntimeShape& input_shape, const float* input_data,
                    const RuntimeShape& output_shape, float* output_data, CpuBackendContext* /*context*/) {
  Softmax(params, input_shape, input_data, output_shape, output_data);
}

/// table[255 - d] = exp(-d * input_scale * beta), for Softmax of 8 bits.
inline void PopulateSoftmaxLookupTable(SoftmaxParams* data, float input_scale, float beta) {
  for (int d = 0; d < 256; ++d) data->table[255 - d] = std::exp(-input_scale * beta * static_cast<float>(d));
}

using reference_ops::BatchMatMul;
template <typename T>
inline void BatchMatMul(const RuntimeShape& lhs_shape, const T* lhs_data, const RuntimeShape& rhs_shape,
                        const T* rhs_data, const RuntimeShape& output_shape, T* output_data,
                        CpuBackendContext* /*context*/) {
  BatchMatMul(lhs_shape, lhs_data, rhs_shape, rhs_data, output_shape, output_data);
}

// Broadcasting of any kind.
template <typename T>
inline void BroadcastAddDispatch(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,
                                 const RuntimeShape& input2_shape, const T* input2_data,
                                 const RuntimeShape& output_shape, T* output_data) {
  BroadcastAdd6DSlow(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}
template <typename T>
inline void BroadcastMulDispatch(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,
                                 const RuntimeShape& input2_shape, const T* input2_data,
                                 const RuntimeShape& output_shape, T* output_data) {
  BroadcastMul6DSlow(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}
template <typename T>
inline void BroadcastSubDispatch(const ArithmeticParams& params, const RuntimeShape& input1_shape, const T* input1_data,
                                 const RuntimeShape& input2_shape, const T* input2_data,
                                 const RuntimeShape& output_shape, T* output_data) {
  BroadcastSubSlow(params, input1_shape, input1_data, input2_shape, input2_data, output_shape, output_data);
}

}  // namespace optimized_ops

namespace optimized_integer_ops {

using namespace reference_integer_ops;  // NOLINT(google-build-using-namespace)

using optimized_ops::BroadcastAddDispatch;
using optimized_ops::BroadcastMulDispatch;
using optimized_ops::BroadcastSubDispatch;
using reference_ops::QuantizeLeakyRelu;
using reference_ops::Sub;

using reference_integer_ops::ConvPerChannel;
template <typename T, typename Bias, typename Im2col>
inline void ConvPerChannel(const ConvParams& params, const int32_t* output_multiplier, const int32_t* output_shift,
                           const RuntimeShape& input_shape, const T* input_data, const RuntimeShape& filter_shape,
                           const int8_t* filter_data, const RuntimeShape& bias_shape, const Bias* bias_data,
                           const RuntimeShape& output_shape, T* output_data, const RuntimeShape& /*im2col_shape*/,
                           Im2col* /*im2col_data*/, CpuBackendContext* /*context*/) {
  ConvPerChannel(params, output_multiplier, output_shift, input_shape, input_data, filter_shape, filter_data,
                 bias_shape, bias_data, output_shape, output_data);
}

using reference_integer_ops::DepthwiseConvPerChannel;
template <typename T, typename Bias>
inline void DepthwiseConvPerChannel(const DepthwiseParams& params, const int32_t* output_multiplier,
                                    const int32_t* output_shift, const RuntimeShape& input_shape, const T* input_data,
                                    const RuntimeShape& filter_shape, const int8_t* filter_data,
                                    const RuntimeShape& bias_shape, const Bias* bias_data,
                                    const RuntimeShape& output_shape, T* output_data, CpuBackendContext* /*context*/) {
  DepthwiseConvPerChannel(params, output_multiplier, output_shift, input_shape, input_data, filter_shape, filter_data,
                          bias_shape, bias_data, output_shape, output_data);
}

using reference_integer_ops::FullyConnected;
template <typename In, typename Weight, typename Out, typename Bias>
inline void FullyConnected(const FullyConnectedParams& params, const RuntimeShape& input_shape, const In* input_data,
                           const RuntimeShape& filter_shape, const Weight* filter_data, const RuntimeShape& bias_shape,
                           const Bias* bias_data, const RuntimeShape& output_shape, Out* output_data,
                           CpuBackendContext* /*context*/) {
  FullyConnected(params, input_shape, input_data, filter_shape, filter_data, bias_shape, bias_data, output_shape,
                 output_data);
}

}  // namespace optimized_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_OPTIMIZED_OPTIMIZED_OPS_H_
