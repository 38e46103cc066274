/* printf and scanf formats of the fixed-width types. */
#ifndef TARE_LIBC_INTTYPES_H_
#define TARE_LIBC_INTTYPES_H_

#include <stdint.h>

#if __SIZEOF_LONG__ == 8 && !defined(__APPLE__) /* where int64_t is long long */
#define TARE_64 "l"
#else
#define TARE_64 "ll"
#endif
#if __SIZEOF_LONG__ == 8
#define TARE_MAX "l"
#else
#define TARE_MAX "ll"
#endif
#if __SIZEOF_POINTER__ == 8
#define TARE_PTR "l"
#else
#define TARE_PTR ""
#endif

#define PRId8 "d"
#define PRIi8 "i"
#define PRIu8 "u"
#define PRIx8 "x"
#define PRIX8 "X"
#define PRIo8 "o"
#define PRId16 "d"
#define PRIi16 "i"
#define PRIu16 "u"
#define PRIx16 "x"
#define PRIX16 "X"
#define PRIo16 "o"
#define PRId32 "d"
#define PRIi32 "i"
#define PRIu32 "u"
#define PRIx32 "x"
#define PRIX32 "X"
#define PRIo32 "o"
#define PRId64 TARE_64 "d"
#define PRIi64 TARE_64 "i"
#define PRIu64 TARE_64 "u"
#define PRIx64 TARE_64 "x"
#define PRIX64 TARE_64 "X"
#define PRIo64 TARE_64 "o"
#define PRIdMAX TARE_MAX "d"
#define PRIiMAX TARE_MAX "i"
#define PRIuMAX TARE_MAX "u"
#define PRIxMAX TARE_MAX "x"
#define PRIdPTR TARE_PTR "d"
#define PRIiPTR TARE_PTR "i"
#define PRIuPTR TARE_PTR "u"
#define PRIxPTR TARE_PTR "x"
#define SCNd32 "d"
#define SCNu32 "u"
#define SCNx32 "x"
#define SCNd64 TARE_64 "d"
#define SCNu64 TARE_64 "u"
#define SCNx64 TARE_64 "x"

#endif /* TARE_LIBC_INTTYPES_H_ */
