/* tensorflow/lite/c/c_api.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_C_API_H_
#define TFLITE_CORE_C_C_API_H_

#include "../../../tensorflow/lite/c/c_api.h"

#endif /* TFLITE_CORE_C_C_API_H_ */
