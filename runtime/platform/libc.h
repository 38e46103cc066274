// The functions of the C library that device code calls beyond compiler builtins (__builtin_memcpy, __builtin_malloc,
// …), in one place. Only functions whose arguments do not depend on a libc's struct layouts are here, so the same
// object works with bionic, musl and glibc; file offsets are always 64-bit (the …64 names). Apple's library has the
// same functions under other names, which the declarations give to the linker, and locks of a fixed layout in futex's
// place.
#ifndef TARE_RUNTIME_PLATFORM_LIBC_H_
#define TARE_RUNTIME_PLATFORM_LIBC_H_

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__APPLE__)
#define TARE_APPLE_NAME(name) __asm__("_" name)
#else
#define TARE_APPLE_NAME(name)
#endif

extern "C" {
int open(const char* path, int flags, ...);
int close(int fd);
int64_t lseek64(int fd, int64_t offset, int whence) TARE_APPLE_NAME("lseek");
void* mmap64(void* address, size_t size, int protection, int flags, int fd, int64_t offset) TARE_APPLE_NAME("mmap");
int munmap(void* address, size_t size);
#if defined(__APPLE__)
int pthread_mutex_lock(void* mutex);
int pthread_mutex_unlock(void* mutex);
int pthread_cond_wait(void* condition, void* mutex);
int pthread_cond_broadcast(void* condition);
#else
int madvise(void* address, size_t size, int advice);
long syscall(long number, ...);
#endif
int pthread_create(unsigned long* thread, const void* attributes, void* (*start)(void*), void* argument);
int pthread_join(unsigned long thread, void** result);
int vsnprintf(char* buffer, size_t size, const char* format, va_list args);
void sincos(double x, double* sine, double* cosine) TARE_APPLE_NAME("__sincos");
}

namespace tare::libc {
#if defined(__APPLE__)
inline constexpr int kReadOnlyCloseOnExec = 0x1000000;  // O_RDONLY | O_CLOEXEC

/// What PTHREAD_MUTEX_INITIALIZER and PTHREAD_COND_INITIALIZER make.
struct Mutex {
  long signature = 0x32aaaba7;
  char opaque[56] = {};
};
struct Condition {
  long signature = 0x3cb0b1bb;
  char opaque[40] = {};
};
#else
inline constexpr int kReadOnlyCloseOnExec = 02000000;  // O_RDONLY | O_CLOEXEC, the same on every ABI built for
#endif
inline constexpr int kSeekEnd = 2;
inline constexpr int kProtectRead = 1;
inline constexpr int kMapPrivate = 2;
inline constexpr int kAdviseHugePages = 14;
#if defined(__aarch64__)
inline constexpr long kFutex = 98;
#elif defined(__x86_64__)
inline constexpr long kFutex = 202;
#else  // arm and i386
inline constexpr long kFutex = 240;
#endif
inline constexpr int kFutexWaitPrivate = 128;
inline constexpr int kFutexWakePrivate = 129;
}  // namespace tare::libc

#endif  // TARE_RUNTIME_PLATFORM_LIBC_H_
