/* tensorflow/lite/c/c_api_types.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_C_API_TYPES_H_
#define TENSORFLOW_LITE_CORE_C_C_API_TYPES_H_

#include "../../c/c_api_types.h"

#endif /* TENSORFLOW_LITE_CORE_C_C_API_TYPES_H_ */
