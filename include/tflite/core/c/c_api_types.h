/* tensorflow/lite/c/c_api_types.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_C_API_TYPES_H_
#define TFLITE_CORE_C_C_API_TYPES_H_

#include "../../../tensorflow/lite/c/c_api_types.h"

#endif /* TFLITE_CORE_C_C_API_TYPES_H_ */
