/* Types of the system. There is no off_t: its size depends on how a program is compiled. */
#ifndef TARE_LIBC_SYS_TYPES_H_
#define TARE_LIBC_SYS_TYPES_H_

#include <stddef.h>
#include <stdint.h>

typedef long ssize_t;
typedef int pid_t;
typedef unsigned uid_t, gid_t;
typedef long time_t;
#ifdef __APPLE__
typedef int suseconds_t;
#else
typedef long suseconds_t;
#endif
typedef unsigned useconds_t;

#endif /* TARE_LIBC_SYS_TYPES_H_ */
