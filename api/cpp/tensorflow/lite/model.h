// What it takes to load a model and run it, and what custom ops take from the header of this name: structures,
// resolvers.
#ifndef TENSORFLOW_LITE_MODEL_H_
#define TENSORFLOW_LITE_MODEL_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/interpreter_builder.h"
#include "tensorflow/lite/model_builder.h"
#include "tensorflow/lite/mutable_op_resolver.h"

#endif  // TENSORFLOW_LITE_MODEL_H_
