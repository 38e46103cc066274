/* Giving the processor away. */
#ifndef TARE_LIBC_SCHED_H_
#define TARE_LIBC_SCHED_H_

#include <sys/cdefs.h>

__BEGIN_DECLS
int sched_yield(void);
__END_DECLS

#endif /* TARE_LIBC_SCHED_H_ */
