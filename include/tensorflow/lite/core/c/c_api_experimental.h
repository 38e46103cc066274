/* tensorflow/lite/c/c_api_experimental.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_C_API_EXPERIMENTAL_H_
#define TENSORFLOW_LITE_CORE_C_C_API_EXPERIMENTAL_H_

#include "../../c/c_api_experimental.h"

#endif /* TENSORFLOW_LITE_CORE_C_C_API_EXPERIMENTAL_H_ */
