/* The system's log; for Android targets only. */
#ifndef TARE_LIBC_ANDROID_LOG_H_
#define TARE_LIBC_ANDROID_LOG_H_

#include <stdarg.h>
#include <sys/cdefs.h>

__BEGIN_DECLS
typedef enum android_LogPriority {
  ANDROID_LOG_UNKNOWN = 0,
  ANDROID_LOG_DEFAULT,
  ANDROID_LOG_VERBOSE,
  ANDROID_LOG_DEBUG,
  ANDROID_LOG_INFO,
  ANDROID_LOG_WARN,
  ANDROID_LOG_ERROR,
  ANDROID_LOG_FATAL,
  ANDROID_LOG_SILENT
} android_LogPriority;

int __android_log_print(int priority, const char* tag, const char* format, ...) __attribute__((format(printf, 3, 4)));
int __android_log_vprint(int priority, const char* tag, const char* format, va_list args)
    __attribute__((format(printf, 3, 0)));
int __android_log_write(int priority, const char* tag, const char* text);
__END_DECLS

#endif /* TARE_LIBC_ANDROID_LOG_H_ */
