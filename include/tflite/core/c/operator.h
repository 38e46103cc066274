/* tensorflow/lite/c/operator.h under the path of newer releases. */
#ifndef TFLITE_CORE_C_OPERATOR_H_
#define TFLITE_CORE_C_OPERATOR_H_

#include "../../../tensorflow/lite/c/operator.h"

#endif /* TFLITE_CORE_C_OPERATOR_H_ */
