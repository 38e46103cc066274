// Pooling of int8 and int16: the kernels of pooling.h under the names that integer kernels have.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_POOLING_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_POOLING_H_

#include "tensorflow/lite/kernels/internal/reference/pooling.h"

namespace tflite {
namespace reference_integer_ops {

using reference_ops::AveragePool;
using reference_ops::MaxPool;

}  // namespace reference_integer_ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_INTEGER_OPS_POOLING_H_
