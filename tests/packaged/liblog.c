// A stand-in for Android's liblog.so: messages go to standard error.
#include <stdarg.h>
#include <stdio.h>

int __android_log_vprint(int priority, const char* tag, const char* format, va_list args) {
  (void)priority;
  fprintf(stderr, "%s: ", tag);
  int length = vfprintf(stderr, format, args);
  fputc('\n', stderr);
  return length;
}

int __android_log_print(int priority, const char* tag, const char* format, ...) {
  va_list args;
  va_start(args, format);
  const int length = __android_log_vprint(priority, tag, format, args);
  va_end(args);
  return length;
}
