/* tensorflow/lite/c/registration_external.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_REGISTRATION_EXTERNAL_H_
#define TFLITE_CORE_C_REGISTRATION_EXTERNAL_H_

#include "../../../tensorflow/lite/c/registration_external.h"

#endif /* TFLITE_CORE_C_REGISTRATION_EXTERNAL_H_ */
