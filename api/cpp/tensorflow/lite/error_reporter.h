// The reporter of messages under its older path.
#ifndef TENSORFLOW_LITE_ERROR_REPORTER_H_
#define TENSORFLOW_LITE_ERROR_REPORTER_H_

#include "tensorflow/lite/core/api/error_reporter.h"

#endif  // TENSORFLOW_LITE_ERROR_REPORTER_H_
