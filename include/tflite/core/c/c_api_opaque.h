/* tensorflow/lite/c/c_api_opaque.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_C_API_OPAQUE_H_
#define TFLITE_CORE_C_C_API_OPAQUE_H_

#include "../../../tensorflow/lite/c/c_api_opaque.h"

#endif /* TFLITE_CORE_C_C_API_OPAQUE_H_ */
