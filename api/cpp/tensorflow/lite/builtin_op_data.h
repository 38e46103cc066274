// Built-in operators' options under an older path.
#ifndef TENSORFLOW_LITE_BUILTIN_OP_DATA_H_
#define TENSORFLOW_LITE_BUILTIN_OP_DATA_H_

#include "tensorflow/lite/c/builtin_op_data.h"

#endif  // TENSORFLOW_LITE_BUILTIN_OP_DATA_H_
