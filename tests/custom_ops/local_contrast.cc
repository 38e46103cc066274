// LocalContrast: each pixel minus the mean of the pixels around it, brought to unit length over its channels, with a
// fully connected layer after it. Written as public sources that reuse TensorFlow Lite's ready kernels are, with a
// registerer for a resolver, which apps with a C++ interpreter call.
#include <vector>

#include "tensorflow/lite/array.h"
#include "tensorflow/lite/builtin_op_data.h"
#include "tensorflow/lite/kernels/cpu_backend_context.h"
#include "tensorflow/lite/kernels/internal/optimized/optimized_ops.h"
#include "tensorflow/lite/kernels/internal/reference/pooling.h"
#include "tensorflow/lite/kernels/internal/reference/sub.h"
#include "tensorflow/lite/kernels/internal/tensor.h"
#include "tensorflow/lite/kernels/internal/tensor_utils.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/kernels/padding.h"
#include "tensorflow/lite/kernels/register.h"
#include "tensorflow/lite/util.h"

namespace tflite {
namespace ops {
namespace custom {
namespace local_contrast {

constexpr int kWindow = 3;

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor *image, *weights;
  TfLiteTensor* output;
  TF_LITE_ENSURE_OK(context, GetInputSafe(context, node, 0, &image));
  TF_LITE_ENSURE_OK(context, GetInputSafe(context, node, 1, &weights));
  TF_LITE_ENSURE_OK(context, GetOutputSafe(context, node, 0, &output));
  TF_LITE_ENSURE_EQ(context, NumDimensions(image), 4);
  TF_LITE_ENSURE_EQ(context, NumDimensions(weights), 2);
  TF_LITE_ENSURE_EQ(context, SizeOfDimension(image, 3), SizeOfDimension(weights, 1));
  CheckedInt<int> elements(1);
  for (int d = 0; d < 4; ++d) elements *= SizeOfDimension(image, d);
  TF_LITE_ENSURE_OK(context, elements.Status());
  IntArrayUniquePtr shape = BuildTfLiteArray(*image->dims);
  shape->data[3] = SizeOfDimension(weights, 0);
  return context->ResizeTensor(context, output, shape.release());
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* image = GetInput(context, node, 0);
  const TfLiteTensor* weights = GetInput(context, node, 1);
  TfLiteTensor* output = GetOutput(context, node, 0);
  const RuntimeShape shape = GetTensorShape(image);
  std::vector<float> mean(static_cast<size_t>(shape.FlatSize())), difference(mean.size());

  PoolParams pool = {};
  int height, width;
  const TfLitePaddingValues padding = ComputePaddingHeightWidth(1, 1, 1, 1, shape.Dims(1), shape.Dims(2), kWindow,
                                                                kWindow, kTfLitePaddingSame, &height, &width);
  pool.padding_values.height = static_cast<int16_t>(padding.height);
  pool.padding_values.width = static_cast<int16_t>(padding.width);
  pool.stride_height = pool.stride_width = 1;
  pool.filter_height = pool.filter_width = kWindow;
  CalculateActivationRange(kTfLiteActNone, &pool.float_activation_min, &pool.float_activation_max);
  TF_LITE_ENSURE(context, optimized_ops::AveragePool(pool, shape, GetTensorData<float>(image), shape, mean.data()));

  ArithmeticParams arithmetic = {};
  SetActivationParams(pool.float_activation_min, pool.float_activation_max, &arithmetic);
  reference_ops::SubWithActivation(arithmetic, shape, GetTensorData<float>(image), shape, mean.data(), shape,
                                   difference.data());
  reference_ops::L2Normalization(L2NormalizationParams(), shape, difference.data(), shape, mean.data());
  tensor_utils::CwiseClipping(mean.data(), shape.FlatSize(), 1.f);  // rounding may have gone beyond

  FullyConnectedParams dense = {};
  SetActivationParams(pool.float_activation_min, pool.float_activation_max, &dense);
  optimized_ops::FullyConnected(dense, shape, mean.data(), GetTensorShape(weights), GetTensorData<float>(weights),
                                RuntimeShape(), static_cast<const float*>(nullptr), GetTensorShape(output),
                                GetTensorData<float>(output), CpuBackendContext::GetFromContext(context));
  return kTfLiteOk;
}

}  // namespace local_contrast

TfLiteRegistration* Register_LOCAL_CONTRAST() {
  static TfLiteRegistration r = {nullptr, nullptr, local_contrast::Prepare, local_contrast::Eval};
  return &r;
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite

extern "C" void AddLocalContrast(tflite::MutableOpResolver* resolver) {
  resolver->AddCustom("LocalContrast", tflite::ops::custom::Register_LOCAL_CONTRAST());
}
