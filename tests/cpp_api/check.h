// Checks of these programs: what does not hold is printed and counted.
#ifndef TARE_TESTS_CPP_API_CHECK_H_
#define TARE_TESTS_CPP_API_CHECK_H_

#include <stdio.h>

inline int failures = 0;
inline void Expect(bool good, const char* what, int line) {
  if (!good) fprintf(stderr, "line %d: not so: %s\n", line, what);
  failures += !good;
}
#define EXPECT(...) Expect((__VA_ARGS__), #__VA_ARGS__, __LINE__)

#endif  // TARE_TESTS_CPP_API_CHECK_H_
