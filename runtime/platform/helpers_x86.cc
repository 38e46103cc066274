// The compiler's helper functions on x86: 64-bit arithmetic of the 32-bit ABI, and half floats on both, because the
// baseline has no F16C. Compiled without LTO, because the calls appear only after LTO's symbol resolution; the linker
// drops what is not called.
#if defined(__i386__) || defined(__x86_64__)
#include "runtime/platform/helpers.h"

// Halves travel as the compiler's own type, in whatever register the ABI gives them; between Apple's compilers and
// their helpers, as integers.
#if defined(__APPLE__)
using Half = uint16_t;
#else
using Half = _Float16;
#endif

extern "C" {

float __extendhfsf2(Half x) { return tare::helpers::HalfToFloat(tare::helpers::BitCast<uint16_t>(x)); }
Half __truncsfhf2(float x) { return tare::helpers::BitCast<Half>(tare::helpers::FloatToHalf(x)); }
Half __truncdfhf2(double x) { return tare::helpers::BitCast<Half>(tare::helpers::DoubleToHalf(x)); }

#if defined(__i386__)
uint64_t __udivdi3(uint64_t n, uint64_t d) { return tare::helpers::DivMod(n, d).quot; }
uint64_t __umoddi3(uint64_t n, uint64_t d) { return tare::helpers::DivMod(n, d).rem; }
int64_t __divdi3(int64_t n, int64_t d) { return tare::helpers::SignedDivMod<int64_t, uint64_t>(n, d).quot; }
int64_t __moddi3(int64_t n, int64_t d) { return tare::helpers::SignedDivMod<int64_t, uint64_t>(n, d).rem; }
uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t* rem) {
  const auto r = tare::helpers::DivMod(n, d);
  if (rem) *rem = r.rem;
  return r.quot;
}
int64_t __divmoddi4(int64_t n, int64_t d, int64_t* rem) {
  const auto r = tare::helpers::SignedDivMod<int64_t, uint64_t>(n, d);
  *rem = r.rem;
  return r.quot;
}
int64_t __mulodi4(int64_t a, int64_t b, int* overflow) { return tare::helpers::MulOverflow(a, b, overflow); }

// Code built for size calls these instead of shifting in place.
uint64_t __ashldi3(uint64_t x, int n) { return tare::helpers::ShiftLeft(x, n); }
uint64_t __lshrdi3(uint64_t x, int n) { return tare::helpers::ShiftRight(x, n); }
int64_t __ashrdi3(int64_t x, int n) { return tare::helpers::ShiftRightSigned(x, n); }
#endif

}  // extern "C"
#endif  // x86
