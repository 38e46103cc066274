/* tensorflow/lite/c/common.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_COMMON_H_
#define TFLITE_CORE_C_COMMON_H_

#include "../../../tensorflow/lite/c/common.h"

#endif /* TFLITE_CORE_C_COMMON_H_ */
