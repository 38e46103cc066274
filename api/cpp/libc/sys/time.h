/* gettimeofday. */
#ifndef TARE_LIBC_SYS_TIME_H_
#define TARE_LIBC_SYS_TIME_H_

#include <sys/cdefs.h>
#include <sys/types.h>

__BEGIN_DECLS
struct timeval {
  time_t tv_sec;
  suseconds_t tv_usec;
};
int gettimeofday(struct timeval* now, void* zone);
__END_DECLS

#endif /* TARE_LIBC_SYS_TIME_H_ */
