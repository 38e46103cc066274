// The kernel of this name is, with its relatives, in strided_slice.h.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REVERSE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REVERSE_H_

#include "tensorflow/lite/kernels/internal/reference/strided_slice.h"

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_REFERENCE_REVERSE_H_
