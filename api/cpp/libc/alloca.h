/* alloca, by the compiler. */
#ifndef TARE_LIBC_ALLOCA_H_
#define TARE_LIBC_ALLOCA_H_

#define alloca(size) __builtin_alloca(size)

#endif /* TARE_LIBC_ALLOCA_H_ */
