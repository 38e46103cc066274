// The default place of error messages.
#include "runtime/platform/log.h"

#include <stddef.h>

extern "C" {
#if defined(__ANDROID__)
int __android_log_vprint(int priority, const char* tag, const char* format, va_list args);
#else
int vsnprintf(char* out, size_t size, const char* format, va_list args);
long write(int fd, const void* data, size_t size);
#endif
}

namespace tare {

void LogError(void* /*user*/, const char* format, va_list args) {
#if defined(__ANDROID__)
  constexpr int kPriorityError = 6;
  __android_log_vprint(kPriorityError, "tflite", format, args);
#else
  char line[1024];
  int length = vsnprintf(line, sizeof(line) - 1, format, args);
  if (length < 0) return;
  if (length > static_cast<int>(sizeof(line)) - 2) length = sizeof(line) - 2;
  line[length] = '\n';
  // Nothing can be done, and nobody told, when logging fails.
  if (write(2, line, static_cast<size_t>(length) + 1) < 0) return;
#endif
}

}  // namespace tare
