/* tensorflow/lite/c/operator.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_OPERATOR_H_
#define TENSORFLOW_LITE_CORE_C_OPERATOR_H_

#include "../../c/operator.h"

#endif /* TENSORFLOW_LITE_CORE_C_OPERATOR_H_ */
