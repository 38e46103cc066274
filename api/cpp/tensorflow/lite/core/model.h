// The header of this name, under the path that the newer releases have it at.
#ifndef TENSORFLOW_LITE_CORE_MODEL_H_
#define TENSORFLOW_LITE_CORE_MODEL_H_

#include "tensorflow/lite/model.h"

#endif  // TENSORFLOW_LITE_CORE_MODEL_H_
