/* errno, found by the function that each C library has for it, and the numbers that sources compare it with (the
 * kernel's: Linux has one set, Apple's systems another). */
#ifndef TARE_LIBC_ERRNO_H_
#define TARE_LIBC_ERRNO_H_

#include <sys/cdefs.h>

__BEGIN_DECLS
#ifdef __ANDROID__
int* __errno(void);
#define errno (*__errno())
#elif defined(__APPLE__)
int* __error(void);
#define errno (*__error())
#else
int* __errno_location(void);
#define errno (*__errno_location())
#endif
__END_DECLS

#define EPERM 1
#define ENOENT 2
#define EINTR 4
#define EIO 5
#define EBADF 9
#define ENOMEM 12
#define EACCES 13
#define EBUSY 16
#define EEXIST 17
#define EINVAL 22
#define EDOM 33
#define ERANGE 34
#ifdef __APPLE__
#define EDEADLK 11
#define EAGAIN 35
#define ETIMEDOUT 60
#define ENOSYS 78
#define EOVERFLOW 84
#define EILSEQ 92
#else
#define EAGAIN 11
#define EDEADLK 35
#define ENOSYS 38
#define EOVERFLOW 75
#define EILSEQ 84
#define ETIMEDOUT 110
#endif

#endif /* TARE_LIBC_ERRNO_H_ */
