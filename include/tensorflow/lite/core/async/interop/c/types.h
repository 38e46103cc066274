/* tensorflow/lite/async/interop/c/types.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_ASYNC_INTEROP_C_TYPES_H_
#define TENSORFLOW_LITE_CORE_ASYNC_INTEROP_C_TYPES_H_

#include "../../../../async/interop/c/types.h"

#endif /* TENSORFLOW_LITE_CORE_ASYNC_INTEROP_C_TYPES_H_ */
