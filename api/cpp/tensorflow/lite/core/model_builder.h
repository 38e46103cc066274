// The header of this name, under the path that the newer releases have it at.
#ifndef TENSORFLOW_LITE_CORE_MODEL_BUILDER_H_
#define TENSORFLOW_LITE_CORE_MODEL_BUILDER_H_

#include "tensorflow/lite/model_builder.h"

#endif  // TENSORFLOW_LITE_CORE_MODEL_BUILDER_H_
