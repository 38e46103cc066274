/* assert. The build defines NDEBUG, as TensorFlow's optimised builds do; a source that undefines it gets a line in the
 * log and abort. As the standard has it, each inclusion defines the macro anew. */
#include <sys/cdefs.h>

#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) ((condition) ? (void)0 : tare_assertion_failed(__FILE__, __LINE__, #condition))
#endif

#ifndef TARE_LIBC_ASSERT_H_
#define TARE_LIBC_ASSERT_H_
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
__BEGIN_DECLS
void tare_assertion_failed(const char* file, int line, const char* condition) __attribute__((noreturn));
__END_DECLS
#endif /* TARE_LIBC_ASSERT_H_ */
