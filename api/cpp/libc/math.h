/* Mathematics. The families of three (double, float, long double) are declared by one macro each. */
#ifndef TARE_LIBC_MATH_H_
#define TARE_LIBC_MATH_H_

#include <sys/cdefs.h>

typedef float float_t;
typedef double double_t;

#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647)
#define FP_ILOGBNAN 2147483647
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling MATH_ERREXCEPT

#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isfinite(x) __builtin_isfinite(x)
#define isinf(x) __builtin_isinf(x)
#define isnan(x) __builtin_isnan(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) __builtin_signbit(x)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define islessequal(x, y) __builtin_islessequal(x, y)
#define islessgreater(x, y) __builtin_islessgreater(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)

#define M_E 2.7182818284590452354
#define M_LOG2E 1.4426950408889634074
#define M_LOG10E 0.43429448190325182765
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_1_PI 0.31830988618379067154
#define M_2_PI 0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440

#define TARE_MATH_1(name) \
  double name(double x);  \
  float name##f(float x); \
  long double name##l(long double x);
#define TARE_MATH_2(name)          \
  double name(double x, double y); \
  float name##f(float x, float y); \
  long double name##l(long double x, long double y);
#define TARE_MATH_INT(result, name) \
  result name(double x);            \
  result name##f(float x);          \
  result name##l(long double x);
#define TARE_MATH_SCALE(type, name) \
  double name(double x, type n);    \
  float name##f(float x, type n);   \
  long double name##l(long double x, type n);

__BEGIN_DECLS
TARE_MATH_1(acos)
TARE_MATH_1(acosh)
TARE_MATH_1(asin)
TARE_MATH_1(asinh)
TARE_MATH_1(atan)
TARE_MATH_1(atanh)
TARE_MATH_1(cbrt)
TARE_MATH_1(ceil)
TARE_MATH_1(cos)
TARE_MATH_1(cosh)
TARE_MATH_1(erf)
TARE_MATH_1(erfc)
TARE_MATH_1(exp)
TARE_MATH_1(exp2)
TARE_MATH_1(expm1)
TARE_MATH_1(fabs)
TARE_MATH_1(floor)
TARE_MATH_1(lgamma)
TARE_MATH_1(log)
TARE_MATH_1(log10)
TARE_MATH_1(log1p)
TARE_MATH_1(log2)
TARE_MATH_1(logb)
TARE_MATH_1(nearbyint)
TARE_MATH_1(rint)
TARE_MATH_1(round)
TARE_MATH_1(sin)
TARE_MATH_1(sinh)
TARE_MATH_1(sqrt)
TARE_MATH_1(tan)
TARE_MATH_1(tanh)
TARE_MATH_1(tgamma)
TARE_MATH_1(trunc)
TARE_MATH_2(atan2)
TARE_MATH_2(copysign)
TARE_MATH_2(fdim)
TARE_MATH_2(fmax)
TARE_MATH_2(fmin)
TARE_MATH_2(fmod)
TARE_MATH_2(hypot)
TARE_MATH_2(nextafter)
TARE_MATH_2(pow)
TARE_MATH_2(remainder)
TARE_MATH_INT(int, ilogb)
TARE_MATH_INT(long, lrint)
TARE_MATH_INT(long, lround)
TARE_MATH_INT(long long, llrint)
TARE_MATH_INT(long long, llround)
TARE_MATH_SCALE(int, ldexp)
TARE_MATH_SCALE(int, scalbn)
TARE_MATH_SCALE(long, scalbln)
TARE_MATH_SCALE(int*, frexp)
double fma(double x, double y, double z);
float fmaf(float x, float y, float z);
long double fmal(long double x, long double y, long double z);
double modf(double x, double* whole);
float modff(float x, float* whole);
long double modfl(long double x, long double* whole);
double nan(const char* tag);
float nanf(const char* tag);
long double nanl(const char* tag);
double nexttoward(double x, long double y);
float nexttowardf(float x, long double y);
long double nexttowardl(long double x, long double y);
double remquo(double x, double y, int* quotient);
float remquof(float x, float y, int* quotient);
long double remquol(long double x, long double y, int* quotient);
#ifndef __APPLE__
void sincos(double x, double* sine, double* cosine);
void sincosf(float x, float* sine, float* cosine);
#endif
__END_DECLS

#undef TARE_MATH_1
#undef TARE_MATH_2
#undef TARE_MATH_INT
#undef TARE_MATH_SCALE

#endif /* TARE_LIBC_MATH_H_ */
