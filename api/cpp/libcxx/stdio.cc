// The output streams of api/cpp/libc/stdio.h: each call becomes one entry of the system's log, or one write to standard
// error, without a line's end of its own on Android, where entries are lines.
#include <stdio.h>
#include <sys/types.h>

#include <cstdlib>
#include <cstring>

#ifdef __ANDROID__
#include <android/log.h>
#else
extern "C" ssize_t write(int file, const void* data, size_t size);
#endif

struct tare_file {};

namespace {

tare_file log_stream;

int Write(const char* text, size_t size) {
#ifdef __ANDROID__
  while (size && text[size - 1] == '\n') --size;
  if (size) __android_log_print(ANDROID_LOG_INFO, "tflite", "%.*s", static_cast<int>(size), text);
#else
  constexpr int kStandardError = 2;
  while (size) {
    const ssize_t done = write(kStandardError, text, size);
    if (done <= 0) return EOF;
    text += done;
    size -= static_cast<size_t>(done);
  }
#endif
  return 0;
}

}  // namespace

FILE* const tare_log_stream = &log_stream;

int vprintf(const char* format, va_list args) {
  char small[256];
  va_list again;
  va_copy(again, args);
  const int size = vsnprintf(small, sizeof(small), format, args);
  if (size < 0) {
    va_end(again);
    return size;
  }
  const size_t length = static_cast<size_t>(size);
  char* large = length < sizeof(small) ? nullptr : static_cast<char*>(malloc(length + 1));
  if (large) vsnprintf(large, length + 1, format, again);
  va_end(again);
  const size_t shown = large || length < sizeof(small) ? length : sizeof(small) - 1;
  const int result = Write(large ? large : small, shown);
  free(large);
  return result ? result : size;
}

int printf(const char* format, ...) {
  va_list args;
  va_start(args, format);
  const int result = vprintf(format, args);
  va_end(args);
  return result;
}

int vfprintf(FILE*, const char* format, va_list args) { return vprintf(format, args); }

int fprintf(FILE*, const char* format, ...) {
  va_list args;
  va_start(args, format);
  const int result = vprintf(format, args);
  va_end(args);
  return result;
}

int puts(const char* s) { return printf("%s\n", s); }
int fputs(const char* s, FILE*) { return Write(s, strlen(s)); }
int putchar(int c) { return fputc(c, stdout); }
int fputc(int c, FILE*) {
  const char text = static_cast<char>(c);
  return Write(&text, 1) ? EOF : c;
}
size_t fwrite(const void* data, size_t size, size_t count, FILE*) {
  return Write(static_cast<const char*>(data), size * count) ? 0 : count;
}
int fflush(FILE*) { return 0; }
