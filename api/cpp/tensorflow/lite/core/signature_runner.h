// The header of this name, under the path that the newer releases have it at.
#ifndef TENSORFLOW_LITE_CORE_SIGNATURE_RUNNER_H_
#define TENSORFLOW_LITE_CORE_SIGNATURE_RUNNER_H_

#include "tensorflow/lite/signature_runner.h"

#endif  // TENSORFLOW_LITE_CORE_SIGNATURE_RUNNER_H_
