/* tensorflow/lite/async/interop/c/types.h under the path of newer releases. */
#ifndef TFLITE_CORE_ASYNC_INTEROP_C_TYPES_H_
#define TFLITE_CORE_ASYNC_INTEROP_C_TYPES_H_

#include "../../../../async/interop/c/types.h"

#endif /* TFLITE_CORE_ASYNC_INTEROP_C_TYPES_H_ */
