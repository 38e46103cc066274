/* tensorflow/lite/delegates/nnapi/nnapi_delegate_c_api.h under the path of newer releases. */
#ifndef TFLITE_DELEGATES_NNAPI_NNAPI_DELEGATE_C_API_H_
#define TFLITE_DELEGATES_NNAPI_NNAPI_DELEGATE_C_API_H_

#include "../../../tensorflow/lite/delegates/nnapi/nnapi_delegate_c_api.h"

#endif /* TFLITE_DELEGATES_NNAPI_NNAPI_DELEGATE_C_API_H_ */
