/* tensorflow/lite/c/c_api.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_C_API_H_
#define TENSORFLOW_LITE_CORE_C_C_API_H_

#include "../../c/c_api.h"

#endif /* TENSORFLOW_LITE_CORE_C_C_API_H_ */
