/* tensorflow/lite/async/interop/c/types.h under the path of newer releases. */
#ifndef TFLITE_ASYNC_INTEROP_C_TYPES_H_
#define TFLITE_ASYNC_INTEROP_C_TYPES_H_

#include "../../../../tensorflow/lite/async/interop/c/types.h"

#endif /* TFLITE_ASYNC_INTEROP_C_TYPES_H_ */
