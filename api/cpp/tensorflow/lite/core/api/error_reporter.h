// Where messages go.
#ifndef TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_
#define TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_

#include <cstdarg>

namespace tflite {

class ErrorReporter {
 public:
  virtual ~ErrorReporter() = default;
  /// A printf-style message, without a line's end. The number of characters written, or negative.
  virtual int Report(const char* format, va_list args) = 0;
  int Report(const char* format, ...) {
    va_list args;
    va_start(args, format);
    const int count = Report(format, args);
    va_end(args);
    return count;
  }
  int ReportError(void* /*ignored*/, const char* format, ...) {
    va_list args;
    va_start(args, format);
    const int count = Report(format, args);
    va_end(args);
    return count;
  }
};

}  // namespace tflite

#define TF_LITE_REPORT_ERROR(reporter, ...)                               \
  do {                                                                    \
    static_cast<::tflite::ErrorReporter*>(reporter)->Report(__VA_ARGS__); \
  } while (false)

#endif  // TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_
