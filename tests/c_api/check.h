/* Ends a test's program where a condition does not hold. */
#ifndef TARE_TESTS_C_API_CHECK_H_
#define TARE_TESTS_C_API_CHECK_H_

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                               \
  do {                                                                 \
    if (!(condition)) {                                                \
      fprintf(stderr, "%d: %s does not hold\n", __LINE__, #condition); \
      exit(1);                                                         \
    }                                                                  \
  } while (0)

#endif  // TARE_TESTS_C_API_CHECK_H_
