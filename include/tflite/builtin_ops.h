/* tensorflow/lite/builtin_ops.h under the path of newer releases. */
#ifndef TFLITE_BUILTIN_OPS_H_
#define TFLITE_BUILTIN_OPS_H_

#include "../tensorflow/lite/builtin_ops.h"

#endif /* TFLITE_BUILTIN_OPS_H_ */
