// The C structures under an older path.
#ifndef TENSORFLOW_LITE_CONTEXT_H_
#define TENSORFLOW_LITE_CONTEXT_H_

#include "tensorflow/lite/c/common.h"

#endif  // TENSORFLOW_LITE_CONTEXT_H_
