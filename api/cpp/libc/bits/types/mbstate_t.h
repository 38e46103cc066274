/* A type that C++ headers name, where they look for it. There are no functions on wide characters. */
#ifndef TARE_LIBC_BITS_TYPES_MBSTATE_T_H_
#define TARE_LIBC_BITS_TYPES_MBSTATE_T_H_

typedef struct {
  long long opaque[2];
} mbstate_t;

#endif /* TARE_LIBC_BITS_TYPES_MBSTATE_T_H_ */
