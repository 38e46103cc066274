/* What the C headers of this folder begin and end their declarations with. The folder is for sources that users bring
 * (docs/user_guide.md): functions every C library in question has; the few things that differ on Apple's systems say
 * so.
 */
#ifndef TARE_LIBC_SYS_CDEFS_H_
#define TARE_LIBC_SYS_CDEFS_H_

#ifdef __cplusplus
#define __BEGIN_DECLS extern "C" {
#define __END_DECLS }
#else
#define __BEGIN_DECLS
#define __END_DECLS
#endif

#endif /* TARE_LIBC_SYS_CDEFS_H_ */
