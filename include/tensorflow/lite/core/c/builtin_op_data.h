/* tensorflow/lite/c/builtin_op_data.h under another of upstream's paths. */
#ifndef TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_
#define TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_

#include "../../c/builtin_op_data.h"

#endif /* TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_ */
