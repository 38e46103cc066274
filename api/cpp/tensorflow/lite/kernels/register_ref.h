// The resolver of reference kernels: as the usual one, there are no others.
#ifndef TENSORFLOW_LITE_KERNELS_REGISTER_REF_H_
#define TENSORFLOW_LITE_KERNELS_REGISTER_REF_H_

#include "tensorflow/lite/kernels/register.h"

#endif  // TENSORFLOW_LITE_KERNELS_REGISTER_REF_H_
