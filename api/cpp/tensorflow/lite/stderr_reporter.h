// The reporter where none is given: standard error.
#ifndef TENSORFLOW_LITE_STDERR_REPORTER_H_
#define TENSORFLOW_LITE_STDERR_REPORTER_H_

#include <stdio.h>

#include "tensorflow/lite/core/api/error_reporter.h"

namespace tflite {

class StderrReporter : public ErrorReporter {
 public:
  using ErrorReporter::Report;
  int Report(const char* format, va_list args) override {
    const int count = vfprintf(stderr, format, args);
    fputc('\n', stderr);
    return count;
  }
};

inline ErrorReporter* DefaultErrorReporter() {
  static StderrReporter reporter;
  return &reporter;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_STDERR_REPORTER_H_
