// The default place of error messages: the system log on Android, standard error elsewhere. Written with one call per
// message, because FILE and `stderr` are not the same object in every libc.
#ifndef TARE_RUNTIME_PLATFORM_LOG_H_
#define TARE_RUNTIME_PLATFORM_LOG_H_

#include <stdarg.h>

namespace tare {

/// Logs a printf-style message as an error; `user` is not used. Fits ErrorReporter::report.
void LogError(void* user, const char* format, va_list args);

}  // namespace tare

#endif  // TARE_RUNTIME_PLATFORM_LOG_H_
