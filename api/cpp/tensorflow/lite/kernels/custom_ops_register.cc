// Weak, so that a user's source may define one of them. The builder looks for registrations of ops in users' sources
// only: these do not stand before the library's kernels.
#include "tensorflow/lite/kernels/custom_ops_register.h"

#include "tensorflow/lite/kernels/perception/perception_ops.h"

namespace tflite {
namespace ops {
namespace custom {

#define TARE_OWN_KERNEL(Function) \
  __attribute__((weak)) TfLiteRegistration* Function() { return nullptr; }
TARE_OWN_KERNEL(Register_ATAN2)
TARE_OWN_KERNEL(Register_AVG_POOL_3D)
TARE_OWN_KERNEL(Register_HASHTABLE)
TARE_OWN_KERNEL(Register_HASHTABLE_FIND)
TARE_OWN_KERNEL(Register_HASHTABLE_IMPORT)
TARE_OWN_KERNEL(Register_HASHTABLE_SIZE)
TARE_OWN_KERNEL(Register_IRFFT2D)
TARE_OWN_KERNEL(Register_MAX_POOL_3D)
TARE_OWN_KERNEL(Register_MULTINOMIAL)
TARE_OWN_KERNEL(Register_RANDOM_STANDARD_NORMAL)
TARE_OWN_KERNEL(Register_RANDOM_UNIFORM)
TARE_OWN_KERNEL(Register_RANDOM_UNIFORM_INT)
TARE_OWN_KERNEL(Register_ROLL)
TARE_OWN_KERNEL(Register_SIGN)
TARE_OWN_KERNEL(Register_TABLE)
TARE_OWN_KERNEL(RegisterDenseImageWarp)
TARE_OWN_KERNEL(RegisterMaxPoolWithArgmax)
TARE_OWN_KERNEL(RegisterMaxUnpooling2D)
#undef TARE_OWN_KERNEL

extern "C" __attribute__((weak)) void AddPerceptionOps(::tflite::MutableOpResolver* resolver) {
  resolver->AddCustom("DenseImageWarp", RegisterDenseImageWarp());
  resolver->AddCustom("MaxPoolWithArgmax", RegisterMaxPoolWithArgmax());
  resolver->AddCustom("MaxUnpooling2D", RegisterMaxUnpooling2D());
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite
