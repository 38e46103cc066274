/* Memory, numbers from text, sorting, random numbers. Absent on purpose: aligned_alloc (Android has it from API 28 on;
 * posix_memalign is there), wide characters, at_quick_exit, system. */
#ifndef TARE_LIBC_STDLIB_H_
#define TARE_LIBC_STDLIB_H_

#include <stddef.h>
#include <sys/cdefs.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647

__BEGIN_DECLS
typedef struct {
  int quot, rem;
} div_t;
typedef struct {
  long quot, rem;
} ldiv_t;
typedef struct {
  long long quot, rem;
} lldiv_t;

void* malloc(size_t size);
void* calloc(size_t count, size_t size);
void* realloc(void* memory, size_t size);
void free(void* memory);
int posix_memalign(void** memory, size_t alignment, size_t size);

void abort(void) __attribute__((noreturn));
void exit(int status) __attribute__((noreturn));
void _Exit(int status) __attribute__((noreturn));
char* getenv(const char* name);

double atof(const char* s);
int atoi(const char* s);
long atol(const char* s);
long long atoll(const char* s);
double strtod(const char* s, char** end);
float strtof(const char* s, char** end);
long double strtold(const char* s, char** end);
long strtol(const char* s, char** end, int base);
long long strtoll(const char* s, char** end, int base);
unsigned long strtoul(const char* s, char** end, int base);
unsigned long long strtoull(const char* s, char** end, int base);

int abs(int i);
long labs(long i);
long long llabs(long long i);
div_t div(int n, int d);
ldiv_t ldiv(long n, long d);
lldiv_t lldiv(long long n, long long d);

int rand(void);
void srand(unsigned seed);
void* bsearch(const void* key, const void* base, size_t count, size_t size, int (*compare)(const void*, const void*));
void qsort(void* base, size_t count, size_t size, int (*compare)(const void*, const void*));
__END_DECLS

#endif /* TARE_LIBC_STDLIB_H_ */
