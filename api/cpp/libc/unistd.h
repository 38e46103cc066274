/* A few functions of the system; no files. */
#ifndef TARE_LIBC_UNISTD_H_
#define TARE_LIBC_UNISTD_H_

#include <stddef.h>
#include <sys/cdefs.h>
#include <sys/types.h>

__BEGIN_DECLS
pid_t getpid(void);
int usleep(useconds_t microseconds);
unsigned sleep(unsigned seconds);
__END_DECLS

#endif /* TARE_LIBC_UNISTD_H_ */
