// The misaligned calls of x86, and a pthread_create that starts threads that way. That the library aligns the stack for
// its own code shows when it calls out: here and in heap.c.
#include "entry.h"

#if defined(__i386__)
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

// The arguments after the function move up to a place that is 4 bytes off 16; `words` of them.
#define ENTER(name, words)                     \
  __asm__(".globl " #name                      \
          "\n"                                 \
          ".type " #name ", @function\n" #name \
          ":\n"                                \
          "  push %ebp\n"                      \
          "  mov %esp, %ebp\n"                 \
          "  push %esi\n"                      \
          "  push %edi\n"                      \
          "  and $-16, %esp\n"                 \
          "  sub $44, %esp\n"                  \
          "  lea 12(%ebp), %esi\n"             \
          "  mov %esp, %edi\n"                 \
          "  mov $" #words                     \
          ", %ecx\n"                           \
          "  rep movsl\n"                      \
          "  call *8(%ebp)\n"                  \
          "  lea -8(%ebp), %esp\n"             \
          "  pop %edi\n"                       \
          "  pop %esi\n"                       \
          "  pop %ebp\n"                       \
          "  ret\n")
ENTER(EnterCall, 9);
ENTER(EnterGet, 8);
ENTER(EnterThread, 1);

void* EnterThread(void* (*start)(void*), void* argument);

typedef struct {
  void* (*start)(void*);
  void* argument;
} Thread;

static void* Start(void* argument) {
  Thread thread = *(Thread*)argument;
  free(argument);
  return EnterThread(thread.start, thread.argument);
}

int pthread_create(pthread_t* id, const pthread_attr_t* attributes, void* (*start)(void*), void* argument) {
  static int (*real)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "pthread_create");
  Thread* thread = malloc(sizeof(*thread));
  if (!thread) return 11;  // EAGAIN
  *thread = (Thread){start, argument};
  return real(id, attributes, Start, thread);
}
long syscall(long number, ...) {
  static long (*real)(long, ...);
  CHECK_STACK();
  if (!real) *(void**)&real = dlsym(RTLD_NEXT, "syscall");
  long a[6];
  va_list args;
  va_start(args, number);
  for (int i = 0; i < 6; ++i) a[i] = va_arg(args, long);
  va_end(args);
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
#endif  // __i386__
