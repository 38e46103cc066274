/* tensorflow/lite/c/common.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_COMMON_H_
#define TENSORFLOW_LITE_CORE_C_COMMON_H_

#include "../../c/common.h"

#endif /* TENSORFLOW_LITE_CORE_C_COMMON_H_ */
