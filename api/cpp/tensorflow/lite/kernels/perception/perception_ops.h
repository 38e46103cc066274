// Registrations of the custom ops for images. As those of custom_ops_register.h: the library's own kernels need none.
#ifndef TENSORFLOW_LITE_KERNELS_PERCEPTION_PERCEPTION_OPS_H_
#define TENSORFLOW_LITE_KERNELS_PERCEPTION_PERCEPTION_OPS_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/mutable_op_resolver.h"

namespace tflite {
namespace ops {
namespace custom {

TfLiteRegistration* RegisterDenseImageWarp();
TfLiteRegistration* RegisterMaxPoolWithArgmax();
TfLiteRegistration* RegisterMaxUnpooling2D();

extern "C" void AddPerceptionOps(::tflite::MutableOpResolver* resolver);

}  // namespace custom
}  // namespace ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_PERCEPTION_PERCEPTION_OPS_H_
