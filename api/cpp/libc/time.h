/* Clocks and calendar. time_t is long and the structures are the plain ones, as in every library in question; only
 * clocks have other numbers on Apple's systems. */
#ifndef TARE_LIBC_TIME_H_
#define TARE_LIBC_TIME_H_

#include <stddef.h>
#include <sys/cdefs.h>
#include <sys/types.h>

#define CLOCKS_PER_SEC 1000000L
#define CLOCK_REALTIME 0
#ifdef __APPLE__
#define CLOCK_MONOTONIC 6
#define CLOCK_PROCESS_CPUTIME_ID 12
#define CLOCK_THREAD_CPUTIME_ID 16
#else
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#endif

__BEGIN_DECLS
#ifdef __APPLE__
typedef unsigned long clock_t;
#else
typedef long clock_t;
#endif
typedef int clockid_t;
struct timespec {
  time_t tv_sec;
  long tv_nsec;
};
struct tm {
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
  long tm_gmtoff;
  const char* tm_zone;
};

clock_t clock(void);
int clock_gettime(clockid_t clock, struct timespec* now);
double difftime(time_t end, time_t start);
struct tm* gmtime_r(const time_t* time, struct tm* parts);
struct tm* localtime_r(const time_t* time, struct tm* parts);
time_t mktime(struct tm* parts);
int nanosleep(const struct timespec* time, struct timespec* rest);
size_t strftime(char* to, size_t size, const char* format, const struct tm* parts);
time_t time(time_t* now);
__END_DECLS

#endif /* TARE_LIBC_TIME_H_ */
