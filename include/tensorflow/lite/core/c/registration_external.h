/* tensorflow/lite/c/registration_external.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_REGISTRATION_EXTERNAL_H_
#define TENSORFLOW_LITE_CORE_C_REGISTRATION_EXTERNAL_H_

#include "../../c/registration_external.h"

#endif /* TENSORFLOW_LITE_CORE_C_REGISTRATION_EXTERNAL_H_ */
