/* Comparing text without regard to case. */
#ifndef TARE_LIBC_STRINGS_H_
#define TARE_LIBC_STRINGS_H_

#include <stddef.h>
#include <sys/cdefs.h>

__BEGIN_DECLS
int ffs(int i);
int strcasecmp(const char* a, const char* b);
int strncasecmp(const char* a, const char* b, size_t n);
__END_DECLS

#endif /* TARE_LIBC_STRINGS_H_ */
