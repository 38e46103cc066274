/* tensorflow/lite/c/common.h under the path of newer releases. */
#ifndef TFLITE_C_COMMON_H_
#define TFLITE_C_COMMON_H_

#include "../../tensorflow/lite/c/common.h"

#endif /* TFLITE_C_COMMON_H_ */
