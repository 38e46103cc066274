/* Formatted text and the two output streams. A FILE here is our own (api/cpp/libcxx/stdio.cc), because that of a C
 * library has another layout or another name in each; what goes to stdout and stderr ends in the system's log on
 * Android and in standard error elsewhere. There are no files. */
#ifndef TARE_LIBC_STDIO_H_
#define TARE_LIBC_STDIO_H_

#include <stdarg.h>
#include <stddef.h>
#include <sys/cdefs.h>

#define EOF (-1)
#define BUFSIZ 1024
#define TARE_PRINTF(text, first) __attribute__((format(printf, text, first)))

__BEGIN_DECLS
typedef struct tare_file FILE;
extern FILE* const tare_log_stream;
#define stdout tare_log_stream
#define stderr tare_log_stream

int snprintf(char* to, size_t size, const char* format, ...) TARE_PRINTF(3, 4);
int vsnprintf(char* to, size_t size, const char* format, va_list args) TARE_PRINTF(3, 0);
int sprintf(char* to, const char* format, ...) TARE_PRINTF(2, 3);
int vsprintf(char* to, const char* format, va_list args) TARE_PRINTF(2, 0);
int sscanf(const char* from, const char* format, ...);
int remove(const char* path);

/* The names that the C library has for these are not used: the functions are our own. */
int printf(const char* format, ...) __asm__("tare_printf") TARE_PRINTF(1, 2);
int vprintf(const char* format, va_list args) __asm__("tare_vprintf") TARE_PRINTF(1, 0);
int fprintf(FILE* stream, const char* format, ...) __asm__("tare_fprintf") TARE_PRINTF(2, 3);
int vfprintf(FILE* stream, const char* format, va_list args) __asm__("tare_vfprintf") TARE_PRINTF(2, 0);
int puts(const char* s) __asm__("tare_puts");
int fputs(const char* s, FILE* stream) __asm__("tare_fputs");
int putchar(int c) __asm__("tare_putchar");
int fputc(int c, FILE* stream) __asm__("tare_fputc");
int putc(int c, FILE* stream) __asm__("tare_fputc");
size_t fwrite(const void* data, size_t size, size_t count, FILE* stream) __asm__("tare_fwrite");
int fflush(FILE* stream) __asm__("tare_fflush");
__END_DECLS

#endif /* TARE_LIBC_STDIO_H_ */
