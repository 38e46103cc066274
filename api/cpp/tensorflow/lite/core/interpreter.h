// The header of this name, under the path that the newer releases have it at.
#ifndef TENSORFLOW_LITE_CORE_INTERPRETER_H_
#define TENSORFLOW_LITE_CORE_INTERPRETER_H_

#include "tensorflow/lite/interpreter.h"

#endif  // TENSORFLOW_LITE_CORE_INTERPRETER_H_
