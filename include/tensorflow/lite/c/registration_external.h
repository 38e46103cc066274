/* tensorflow/lite/c/operator.h under the name of older releases. */
#ifndef TENSORFLOW_LITE_C_REGISTRATION_EXTERNAL_H_
#define TENSORFLOW_LITE_C_REGISTRATION_EXTERNAL_H_

#include "operator.h"

#endif /* TENSORFLOW_LITE_C_REGISTRATION_EXTERNAL_H_ */
