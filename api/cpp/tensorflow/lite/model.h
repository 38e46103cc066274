// What custom ops take from the header of this name: structures, resolvers. Models are loaded through the C or Java
// API; there is no C++ class for them.
#ifndef TENSORFLOW_LITE_MODEL_H_
#define TENSORFLOW_LITE_MODEL_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/mutable_op_resolver.h"

#endif  // TENSORFLOW_LITE_MODEL_H_
